"""Seats of the township's congress: taken at an election, left by resignation, recall, moving, death ..."""

from datetime import date, datetime, time

from django.utils.timezone import make_aware

from huiyin.people.models import Deputy, Seat


def day_begins(on: date) -> datetime:
    """The first moment of a day in the town."""
    return make_aware(datetime.combine(on, time()))


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


def leave_seat(deputy: Deputy, *, until_at: datetime, ended_by: str) -> None:
    """Part of the act that notes the end: the seat is held no longer from this moment on."""
    held = Seat.objects.filter(township_id=deputy.township_id, deputy=deputy, until_at__isnull=True)
    held.update(until_at=until_at, ended_by=ended_by)
