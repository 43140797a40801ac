"""Who deliberates together and who attends without a vote: the delegations and the guests of a session."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly import permissions as who
from huiyin.assembly.actions.preparing import settle_line
from huiyin.assembly.lifecycle import ConvocationState
from huiyin.assembly.models.sessions import Convocation, Delegation, DelegationMember, Guest
from huiyin.assembly.queries.delegations import group_order, without_delegation
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, User

OVER = (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)


def _require(by: User | None, convocation: Convocation, act: str) -> None:
    if by is not None and not who.clerk(by, convocation):
        raise PermissionDenied(act)
    if convocation.state in OVER:
        raise ActRefused(_("This session is over; nothing about who takes part is changed any more."))


@act
def form_delegations(convocation: Convocation, *, by: User | None, at: datetime, act_id: UUID) -> Convocation:
    """Form the delegations from the deputies' groups: each deputy with a seat who is in none yet goes where
    the group goes. Done again after a by-election, it places the new ones.

    Raises ActRefused when everybody is placed, or nobody who is left belongs to a group; PermissionDenied.
    """
    convocation = Convocation.objects.locked(convocation)
    _require(by, convocation, "form_delegations")
    left = without_delegation(convocation, at)
    if not left:
        raise ActRefused(_("Every deputy who holds a seat is in a delegation already."))
    grouped = [one for one in left if one.group]
    if not grouped:
        raise ActRefused(
            _(
                "None of the deputies left belongs to a group. "
                "Enter the groups in the roster, or a delegation by hand."
            )
        )
    homes = _homes(convocation, grouped)
    DelegationMember.objects.bulk_create(_member(homes[one.group], one) for one in grouped)
    if len(grouped) == len(left):
        settle_line(convocation, "delegations", on=localdate(at), by=by)
    record(
        convocation, "form_delegations", by=by, at=at, act_id=act_id, placed=len(grouped),
        left=len(left) - len(grouped),
    )  # fmt: skip
    return convocation


def _homes(convocation: Convocation, deputies: Iterable[Deputy]) -> dict[str, Delegation]:
    """The delegation of each group, by the group's name; made where there is none."""
    known = Delegation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    homes = {one.name: one for one in known}
    for name in sorted({one.group for one in deputies}, key=group_order):
        if name not in homes:
            homes[name] = Delegation.objects.create(
                township_id=convocation.township_id, convocation=convocation, name=name
            )
    return homes


def _member(delegation: Delegation, deputy: Deputy, heads: bool = False) -> DelegationMember:
    return DelegationMember(
        township_id=delegation.township_id,
        delegation=delegation,
        convocation_id=delegation.convocation_id,
        deputy=deputy,
        heads=heads,
    )


@act
def enter_delegation(
    convocation: Convocation,
    *,
    name: str,
    place: str = "",
    head: Deputy | None = None,
    members: Sequence[Deputy] = (),
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Delegation:
    """Enter a delegation by hand, with its head and its members; each deputy is in one only, so whoever was
    in another leaves it.

    Raises ActRefused without a name or when it is taken, when the session is over; PermissionDenied.
    """
    convocation = Convocation.objects.locked(convocation)
    _require(by, convocation, "enter_delegation")
    delegation = Delegation(township_id=convocation.township_id, convocation=convocation)
    _name(delegation, name, place)
    delegation.save(force_insert=True)
    size = _set_members(delegation, head, members)
    record(delegation, "enter_delegation", by=by, at=at, act_id=act_id, name=delegation.name, members=size)
    return delegation


@act
def change_delegation(
    delegation: Delegation,
    *,
    name: str,
    place: str = "",
    head: Deputy | None = None,
    members: Sequence[Deputy] = (),
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Delegation:
    """Change a delegation's name, where it meets, its head, and who is in it.

    Raises ActRefused without a name or when it is taken, when the session is over; PermissionDenied.
    """
    _require(by, Convocation.objects.locked(delegation.convocation), "change_delegation")
    delegation = Delegation.objects.locked(delegation)
    _name(delegation, name, place)
    delegation.save(update_fields=["name", "place"])
    size = _set_members(delegation, head, members)
    record(delegation, "change_delegation", by=by, at=at, act_id=act_id, name=delegation.name, members=size)
    return delegation


def _name(delegation: Delegation, name: str, place: str) -> None:
    delegation.name, delegation.place = name.strip(), place.strip()
    if not delegation.name:
        raise ActRefused(_("The name is missing."))
    others = Delegation.objects.filter(
        township_id=delegation.township_id, convocation=delegation.convocation_id
    )
    if others.filter(name=delegation.name).exclude(pk=delegation.pk).exists():
        raise ActRefused(_("There is a delegation named “%(name)s” already.") % {"name": delegation.name})


def _set_members(delegation: Delegation, head: Deputy | None, members: Sequence[Deputy]) -> int:
    """Exactly these are its members, the head among them; how many they are."""
    wanted = {one.pk: one for one in [*members, *([head] if head else [])]}
    require_same_township(delegation.township_id, *wanted.values())
    placed = DelegationMember.objects.filter(
        township_id=delegation.township_id, convocation=delegation.convocation_id
    )
    placed.filter(delegation=delegation).delete()
    placed.filter(deputy__in=list(wanted)).delete()
    DelegationMember.objects.bulk_create(
        _member(delegation, one, heads=head is not None and one.pk == head.pk) for one in wanted.values()
    )
    return len(wanted)


@act
def dissolve_delegation(
    delegation: Delegation, *, by: User | None, at: datetime, act_id: UUID
) -> Convocation:
    """Take a delegation away; its members are in none until they are placed anew.

    Raises ActRefused when the session is over; PermissionDenied.
    """
    convocation = Convocation.objects.locked(delegation.convocation)
    _require(by, convocation, "dissolve_delegation")
    name, size = delegation.name, delegation.members.count()
    delegation.members.all().delete()
    delegation.delete()
    record(convocation, "dissolve_delegation", by=by, at=at, act_id=act_id, name=name, members=size)
    return convocation


@act
def invite_guests(
    convocation: Convocation,
    *,
    guests: Sequence[tuple[str, str]],
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Convocation:
    """Enter who attends the session without a vote (列席): name and capacity of each [ZZF 21].

    Raises ActRefused without a name, when somebody is entered twice, when the session is over;
    PermissionDenied.
    """
    convocation = Convocation.objects.locked(convocation)
    _require(by, convocation, "invite_guest")
    wanted = [(name.strip(), capacity.strip()) for name, capacity in guests]
    if not wanted or not all(name for name, _capacity in wanted):
        raise ActRefused(_("Name who is to attend."))
    held = Guest.objects.filter(township_id=convocation.township_id, convocation=convocation)
    known = set(held.values_list("name", "capacity"))
    twice = [name for name, capacity in wanted if (name, capacity) in known]
    if twice or len(set(wanted)) < len(wanted):
        names = "、".join(dict.fromkeys(twice)) or wanted[0][0]
        raise ActRefused(_("Entered already: %(names)s.") % {"names": names})
    Guest.objects.bulk_create(
        Guest(township_id=convocation.township_id, convocation=convocation, name=name, capacity=capacity)
        for name, capacity in wanted
    )
    record(
        convocation, "invite_guest", by=by, at=at, act_id=act_id, guests=len(wanted),
        private={"names": "、".join(name for name, _capacity in wanted)},
    )  # fmt: skip
    return convocation


@act
def uninvite_guest(guest: Guest, *, by: User | None, at: datetime, act_id: UUID) -> Convocation:
    """Take somebody who will not attend from the list.

    Raises ActRefused when the person attended or the session is over; PermissionDenied.
    """
    convocation = Convocation.objects.locked(guest.convocation)
    _require(by, convocation, "uninvite_guest")
    guest = Guest.objects.locked(guest)
    if guest.present_at is not None:
        raise ActRefused(_("%(name)s attended; that stays on record.") % {"name": guest.name})
    name = guest.name
    guest.delete()
    record(convocation, "uninvite_guest", by=by, at=at, act_id=act_id, private={"name": name})
    return convocation
