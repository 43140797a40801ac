"""Who deliberates with whom in a session, and who is in no delegation yet."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import cn2an

from huiyin.assembly.models.sessions import Convocation, Delegation, DelegationMember
from huiyin.assembly.queries.counts import deputies_at
from huiyin.people.models import Deputy

NUMBERED = re.compile("[一二三四五六七八九十百]+|[0-9]+")
UNNUMBERED = 1000


def group_order(name: str) -> tuple[int, str]:
    """Where a group stands among the others: 第二代表小组 before 第三代表小组, the unnumbered last."""
    found = NUMBERED.search(name)
    return (_number(found[0]) if found else UNNUMBERED), name


def _number(numeral: str) -> int:
    try:
        return int(cn2an.cn2an(numeral, "smart"))
    except ValueError:  # no numeral after all, like 百百
        return UNNUMBERED


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
