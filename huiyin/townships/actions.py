"""Founding a township in the system and laying out its villages, constituencies, terms and sessions."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.townships.models import (
    Constituency,
    ConstituencyVillage,
    Region,
    Session,
    Term,
    Township,
    Village,
)
from huiyin.townships.permissions import keeps_township

RESERVED = frozenset(
    {"sign-in", "sign-out", "password", "townships", "i18n", "ui", "static"}
)  # the site's own


def name_region(*, code: str, name: str, parent: Region | None = None) -> Region:
    """Enter a province, city or county by its region code (a shared table; no township's journal)."""
    level = (parent.level + 1) if parent else Region.Level.PROVINCE
    path = f"{parent.path if parent else '/'}{code}/"
    region, _made = Region.objects.get_or_create(
        code=code, defaults={"name": name, "level": level, "parent": parent, "path": path}
    )
    return region


def _require_keeper(by: Any, township: Township) -> None:
    if by is not None and not keeps_township(by, township):
        raise PermissionDenied("settings")


@act
def found_township(township: Township, *, by: Any, at: datetime, act_id: UUID) -> Township:
    """Enter a township (a new, unsaved row) as a tenant; its journal begins with this act.

    Raises ActRefused when the address or the code is taken.
    """
    if township.slug in RESERVED:
        raise ActRefused(
            _("“%(name)s” is an address of the site itself; choose another.") % {"name": township.slug}
        )
    if (
        Township.objects.filter(slug=township.slug).exists()
        or Township.objects.filter(code=township.code).exists()
    ):
        raise ActRefused(_("A township with this address or this code exists already."))
    township.save(force_insert=True)
    record(township, "found_township", by=by, at=at, act_id=act_id, name=township.name, code=township.code)
    return township


@act
def change_township(township: Township, *, by: Any, at: datetime, act_id: UUID, **changes: Any) -> Township:
    """Change what the town's papers and pages say of it: name of the organ, code of its papers, telephone.

    Raises ActRefused when a name or the code of its papers is missing.
    """
    _require_keeper(by, township)
    allowed = {"name", "organ_name", "paper_code", "office_phone", "population"}
    if unknown := set(changes) - allowed:
        raise ValueError(unknown)
    if any(name in changes and not changes[name].strip() for name in ("name", "organ_name", "paper_code")):
        raise ActRefused(_("The name is missing."))
    before = {name: getattr(township, name) for name in changes}
    for name, value in changes.items():
        setattr(township, name, value)
    township.save(update_fields=list(changes))
    record(township, "change_township", by=by, at=at, act_id=act_id, before=before, after=changes)
    return township


@act
def add_village(
    township: Township, *, name: str, by: Any, at: datetime, act_id: UUID, code: str = ""
) -> Village:
    """Enter a village or community.

    Raises ActRefused when there is one of this name.
    """
    _require_keeper(by, township)
    if Village.objects.of(township).filter(name=name).exists():
        raise ActRefused(_("There is already a village named %(name)s.") % {"name": name})
    village = Village.objects.create(township=township, name=name, code=code)
    record(village, "add_village", by=by, at=at, act_id=act_id, name=name)
    return village


@act
def draw_constituency(
    township: Township, *, name: str, seats: int, villages: list[Village], by: Any, at: datetime, act_id: UUID
) -> Constituency:
    """Enter a constituency with its seats and the villages that belong to it.

    Raises ActRefused when there is one of this name or it has no seat.
    """
    _require_keeper(by, township)
    require_same_township(township.pk, *villages)
    if Constituency.objects.of(township).filter(name=name).exists():
        raise ActRefused(_("There is already a constituency named %(name)s.") % {"name": name})
    if seats < 1:
        raise ActRefused(_("A constituency has at least one seat."))
    constituency = Constituency.objects.create(township=township, name=name, seats=seats)
    ConstituencyVillage.objects.bulk_create(
        ConstituencyVillage(township=township, constituency=constituency, village=village)
        for village in villages
    )
    record(constituency, "draw_constituency", by=by, at=at, act_id=act_id, name=name, seats=seats)
    return constituency


@act
def open_term(
    township: Township,
    *,
    number: int,
    begins_on: date,
    ends_on: date | None,
    by: Any,
    at: datetime,
    act_id: UUID,
) -> Term:
    """Enter a congress by its number (届).

    Raises ActRefused when the number is taken.
    """
    _require_keeper(by, township)
    if Term.objects.of(township).filter(number=number).exists():
        raise ActRefused(_("Congress no. %(number)s is entered already.") % {"number": number})
    term = Term.objects.create(township=township, number=number, begins_on=begins_on, ends_on=ends_on)
    record(
        term, "open_term", by=by, at=at, act_id=act_id, number=number, begins_on=begins_on, ends_on=ends_on
    )
    return term


@act
def convene_session(
    term: Term, *, number: int, opens_on: date, closes_on: date, by: Any, at: datetime, act_id: UUID
) -> Session:
    """Enter a session of a congress (次) with its first and last day.

    Raises ActRefused when the number is taken or the days are the wrong way round.
    """
    _require_keeper(by, term.township)
    if Session.objects.of(term.township).filter(term=term, number=number).exists():
        raise ActRefused(_("Session no. %(number)s is entered already.") % {"number": number})
    if closes_on < opens_on:
        raise ActRefused(_("The session's last day lies before its first day."))
    session = Session.objects.create(
        township=term.township, term=term, number=number, opens_on=opens_on, closes_on=closes_on
    )
    record(session, "convene_session", by=by, at=at, act_id=act_id, number=number, opens_on=opens_on)
    return session
