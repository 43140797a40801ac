"""Seats of the township's congress: taken at an election, left by resignation, recall, moving, death ...

N of every quorum and majority is counted over this history; nothing of it is ever deleted.
"""

from datetime import date, datetime, time

from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.people.models import Deputy, Seat
from huiyin.townships.models import Term


def day_begins(on: date) -> datetime:
    """The first moment of a day in the town."""
    return make_aware(datetime.combine(on, time()))


def how_elected(by_election: bool) -> str:
    return Seat.How.BY_ELECTION if by_election else Seat.How.GENERAL


def take_seat(deputy: Deputy, *, from_at: datetime | None = None, how: str = Seat.How.GENERAL) -> Seat | None:
    """Part of the act that enters a deputy: a deputy of the township's own congress holds a seat of it, from
    the congress's first day unless told. None for a deputy of another level or of no congress.
    """
    if deputy.level != Deputy.Level.TOWN or deputy.term is None:
        return None
    return Seat.objects.create(
        township_id=deputy.township_id,
        deputy=deputy,
        term=deputy.term,
        constituency=deputy.constituency,
        how=how,
        from_at=from_at or day_begins(deputy.term.begins_on),
    )


def begins_at(deputy: Deputy, *, elected_on: date | None, by_election: bool, at: datetime) -> datetime | None:
    """From when the deputy holds the seat: the first moment of the day of election where one is given, else
    None (the congress's first day).

    Raises ActRefused for a day of election of somebody who takes no seat, one outside the congress's years
    or still to come, and for a by-election without its day.
    """
    if elected_on is None:
        if by_election:
            raise ActRefused(_("Give the day on which the by-election elected the deputy."))
        return None
    if deputy.level != Deputy.Level.TOWN or deputy.term is None:
        raise ActRefused(
            _("The day of election is for a seat of the township's congress: choose the level and congress.")
        )
    if elected_on > localdate(at):
        raise ActRefused(_("The day of election lies in the future."))
    _require_in_term(deputy.term, elected_on)
    return day_begins(elected_on)


def _require_in_term(term: Term, elected_on: date) -> None:
    if elected_on < term.begins_on:
        raise ActRefused(
            _("The congress began on %(day)s; no seat of it begins before.") % {"day": term.begins_on}
        )
    if term.ends_on is not None and elected_on > term.ends_on:
        raise ActRefused(
            _("The congress ended on %(day)s; no seat of it begins after.") % {"day": term.ends_on}
        )


def follow_entry(
    deputy: Deputy, *, at: datetime, from_at: datetime | None = None, how: str = Seat.How.GENERAL
) -> None:
    """Part of the act that changes an entry: the seat held follows what the roster says now.

    A congress that is named takes a seat; another constituency moves it; a later congress ends it and takes
    one of that congress; a level without a seat of the township's congress ends it at this moment.
    """
    held = Seat.objects.filter(township_id=deputy.township_id, deputy=deputy, until_at__isnull=True).first()
    sits = deputy.level == Deputy.Level.TOWN and deputy.term is not None and deputy.ended_on is None
    if held is None:
        if sits:
            take_seat(deputy, from_at=from_at or _again(deputy, at), how=how)
    elif not sits:
        leave_seat(deputy, until_at=max(at, held.from_at), ended_by=Seat.End.OTHER)
    elif held.term_id != deputy.term_id:
        _change_congress(deputy, held)
    elif held.constituency_id != deputy.constituency_id:
        held.constituency = deputy.constituency
        held.save(update_fields=["constituency"])


def _again(deputy: Deputy, at: datetime) -> datetime | None:
    """Who held a seat of this congress before takes one from now on, and not a second time from its start."""
    before = Seat.objects.filter(township_id=deputy.township_id, deputy=deputy, term=deputy.term)
    return at if before.exists() else None


def _change_congress(deputy: Deputy, held: Seat) -> None:
    """Elected again into the next congress, or the wrong congress was typed and is put right."""
    assert deputy.term is not None
    begins = day_begins(deputy.term.begins_on)
    if deputy.term.number > held.term.number:
        leave_seat(deputy, until_at=max(begins, held.from_at), ended_by=Seat.End.TERM)
        take_seat(deputy)
        return
    held.term, held.constituency, held.from_at = deputy.term, deputy.constituency, begins
    held.save(update_fields=["term", "constituency", "from_at"])


def leave_seat(deputy: Deputy, *, until_at: datetime, ended_by: str) -> None:
    """Part of the act that notes the end: the seat is held no longer from this moment on.

    Raises ActRefused for a moment before the seat began.
    """
    held = Seat.objects.filter(township_id=deputy.township_id, deputy=deputy, until_at__isnull=True)
    if began := held.filter(from_at__gt=until_at).first():
        raise ActRefused(
            _("The seat is held since %(day)s; it cannot have ended before.")
            % {"day": localdate(began.from_at)}
        )
    held.update(until_at=until_at, ended_by=ended_by)
