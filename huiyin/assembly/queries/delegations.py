"""Who deliberates with whom in a session, and who is in no delegation yet."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from huiyin.assembly.models.sessions import Convocation, Delegation, DelegationMember
from huiyin.assembly.queries.counts import deputies_at
from huiyin.people.models import Deputy


@dataclass
class Group:
    """A delegation with its head and its members by name."""

    delegation: Delegation
    head: Deputy | None = None
    members: list[Deputy] = field(default_factory=list)


def delegations_of(convocation: Convocation) -> list[Group]:
    """The delegations in the order in which they were made, each with its members (two queries)."""
    rows = Delegation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    groups: dict[UUID, Group] = {one.pk: Group(one) for one in rows.order_by("id")}
    for member in members_of(convocation):
        group = groups[member.delegation_id]
        group.members.append(member.deputy)
        if member.heads:
            group.head = member.deputy
    return list(groups.values())


def members_of(convocation: Convocation) -> list[DelegationMember]:
    """Everybody's place, by name."""
    rows = DelegationMember.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return list(rows.select_related("deputy").order_by("deputy__initials", "deputy_id"))


def without_delegation(convocation: Convocation, at: datetime) -> list[Deputy]:
    """The deputies who hold a seat at this moment and are in no delegation, by name."""
    placed = DelegationMember.objects.filter(township_id=convocation.township_id, convocation=convocation)
    left = deputies_at(convocation.session.term, at).exclude(pk__in=placed.values("deputy_id"))
    return list(left.order_by("group", "initials", "id"))
