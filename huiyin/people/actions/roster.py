"""The roster: deputies and handling units."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.actions.seats import (
    begins_at,
    day_begins,
    follow_entry,
    how_elected,
    leave_seat,
    take_seat,
)
from huiyin.people.models import Deputy, Seat, Unit, User
from huiyin.people.permissions import keeps_settings
from huiyin.search.initials import initials
from huiyin.townships.models import Township

DEPUTY_FIELDS = (
    "name", "level", "post", "term", "constituency", "group", "occupation",
    "skills", "employer", "certificate", "phone",
)  # fmt: skip
UNIT_FIELDS = ("name", "kind", "head_name", "contact_name", "phone")


def _require_keeper(by: User | None, row: Any) -> None:
    if by is not None and not keeps_settings(by, row):
        raise PermissionDenied("people")


def _checked(fields: dict[str, Any], allowed: tuple[str, ...], township_id: Any) -> dict[str, Any]:
    if unknown := set(fields) - set(allowed):
        raise ValueError(unknown)
    if "name" in fields and not fields["name"].strip():
        raise ActRefused(_("The name is missing."))
    require_same_township(township_id, *(v for v in fields.values() if hasattr(v, "township_id")))
    return fields


@act
def enrol_deputy(
    township: Township,
    *,
    by: User | None,
    at: datetime,
    act_id: UUID,
    elected_on: date | None = None,
    by_election: bool = False,
    **fields: Any,
) -> Deputy:
    """Enter a deputy of any level who lives or serves here (name, level, constituency, group, occupation,
    ...). A deputy of the township's own congress takes a seat of it: from the congress's first day, or from
    the day of election where it came later.

    Raises ActRefused when the name is missing or the day of election fits no seat; PermissionDenied.
    """
    _require_keeper(by, township)
    deputy = Deputy(township=township, **_checked(fields, DEPUTY_FIELDS, township.pk))
    deputy.initials = initials(deputy.name)
    from_at = begins_at(deputy, elected_on=elected_on, by_election=by_election, at=at)
    deputy.save(force_insert=True)
    take_seat(deputy, from_at=from_at, how=how_elected(by_election))
    record(
        deputy,
        "enrol_deputy",
        by=by,
        at=at,
        act_id=act_id,
        level=deputy.level,
        **_election(elected_on, by_election),
        private={"name": deputy.name},
    )
    return deputy


def _election(elected_on: date | None, by_election: bool) -> dict[str, Any]:
    """What the journal says of an election that was named."""
    return {"elected_on": elected_on, "elected": how_elected(by_election)} if elected_on else {}


@act
def change_deputy(
    deputy: Deputy,
    *,
    by: User | None,
    at: datetime,
    act_id: UUID,
    elected_on: date | None = None,
    by_election: bool = False,
    **fields: Any,
) -> Deputy:
    """Correct what the roster says of a deputy; the seat held follows level, congress and constituency.

    Raises ActRefused when the name is missing or the day of election fits no seat; PermissionDenied.
    """
    _require_keeper(by, deputy)
    deputy = Deputy.objects.locked(deputy)
    for name, value in _checked(fields, DEPUTY_FIELDS, deputy.township_id).items():
        setattr(deputy, name, value)
    deputy.initials = initials(deputy.name)
    from_at = begins_at(deputy, elected_on=elected_on, by_election=by_election, at=at)
    deputy.save(update_fields=[*fields, "initials"])
    follow_entry(deputy, at=at, from_at=from_at, how=how_elected(by_election))
    record(
        deputy,
        "change_deputy",
        by=by,
        at=at,
        act_id=act_id,
        fields=sorted(fields),
        **_election(elected_on, by_election),
        private={"name": deputy.name},
    )
    return deputy


@act
def end_deputy(
    deputy: Deputy,
    *,
    on: date,
    reason: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    ended_by: str = Seat.End.OTHER,
    ends_at: datetime | None = None,
) -> Deputy:
    """Note that a deputy's seat ended, on what ground and why; the row and all that the deputy did stay.

    The seat is held no longer from the first moment of that day, or from the very moment (`ends_at`) at which
    a meeting accepted a resignation.

    Raises ActRefused without a ground or reason, for a day still to come or before the seat began, or when it
    ended before.
    """
    _require_keeper(by, deputy)
    deputy = Deputy.objects.locked(deputy)
    if deputy.ended_on is not None:
        raise ActRefused(_("This deputy's seat has ended already."))
    if ended_by not in Seat.End.values:
        raise ActRefused(_("Choose on what ground the seat ended."))
    if not reason.strip():
        raise ActRefused(_("Say why the seat ended."))
    if on > localdate(at):
        raise ActRefused(_("A seat ends on the day it ended, not on one still to come."))
    deputy.ended_on, deputy.ended_reason = on, reason
    deputy.save(update_fields=["ended_on", "ended_reason"])
    leave_seat(deputy, until_at=ends_at or day_begins(on), ended_by=ended_by)
    record(
        deputy,
        "end_deputy",
        by=by,
        at=at,
        act_id=act_id,
        on=on,
        ended_by=ended_by,
        private={"reason": reason},
    )
    return deputy


@act
def open_unit(township: Township, *, by: User | None, at: datetime, act_id: UUID, **fields: Any) -> Unit:
    """Enter a handling unit.

    Raises ActRefused when its name is missing or taken.
    """
    _require_keeper(by, township)
    unit = Unit(township=township, **_checked(fields, UNIT_FIELDS, township.pk))
    if Unit.objects.of(township).filter(name=unit.name).exists():
        raise ActRefused(_("There is already a unit named %(name)s.") % {"name": unit.name})
    unit.initials = initials(unit.name, person=False)
    unit.save(force_insert=True)
    record(unit, "open_unit", by=by, at=at, act_id=act_id, name=unit.name, kind=unit.kind)
    return unit


@act
def change_unit(unit: Unit, *, by: User, at: datetime, act_id: UUID, **fields: Any) -> Unit:
    """Correct what is known of a unit (name, head, contact, telephone).

    Raises ActRefused when its name is missing or taken; PermissionDenied.
    """
    _require_keeper(by, unit)
    unit = Unit.objects.locked(unit)
    for name, value in _checked(fields, UNIT_FIELDS, unit.township_id).items():
        setattr(unit, name, value)
    if Unit.objects.of(unit.township).filter(name=unit.name).exclude(pk=unit.pk).exists():
        raise ActRefused(_("There is already a unit named %(name)s.") % {"name": unit.name})
    unit.initials = initials(unit.name, person=False)
    unit.save(update_fields=[*fields, "initials"])
    record(unit, "change_unit", by=by, at=at, act_id=act_id, fields=sorted(fields), name=unit.name)
    return unit


@act
def close_unit(unit: Unit, *, by: User, at: datetime, act_id: UUID) -> Unit:
    """Take a unit from the list of those to which matters can be handed; its past stays.

    Raises ActRefused when it was closed before.
    """
    _require_keeper(by, unit)
    unit = Unit.objects.locked(unit)
    if unit.closed_at is not None:
        raise ActRefused(_("This unit was closed already."))
    unit.closed_at = at
    unit.save(update_fields=["closed_at"])
    record(unit, "close_unit", by=by, at=at, act_id=act_id, name=unit.name)
    return unit
