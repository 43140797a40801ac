"""Paging by key: a page begins behind the last row of the one before, and no row is counted or skipped."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from huiyin.matters.models.matter import Matter, MatterQuerySet

PAGE = 50
COUNTED = 1000  # beyond it a count says “1000+”


def count_up_to(matters: MatterQuerySet, most: int = COUNTED) -> int:
    """How many there are, but never counted beyond `most` + 1."""
    return matters.order_by()[: most + 1].count()


@dataclass(frozen=True)
class Place:
    """Where a page ended: the key of its last matter, behind its date (None: among those without one)."""

    day: date | None
    pk: UUID

    def __str__(self) -> str:
        return f"{self.day or 'undated'}_{self.pk.hex}"

    @classmethod
    def read(cls, text: str) -> "Place":
        """Raises ValueError for what is no place."""
        day, _separator, key = text.partition("_")
        return cls(None if day == "undated" else date.fromisoformat(day), UUID(key))


def page_of(
    matters: MatterQuerySet, order: str, after: Place | None, *, size: int = PAGE
) -> tuple[list[Matter], Place | None]:
    """One page of a list by key, and where it ended if there is more behind it."""
    if order == "newest":
        rows = list(_newest(matters, after)[: size + 1])
    else:
        rows = _by_due(matters, after, size + 1)
    if len(rows) <= size:
        return rows, None
    last = rows[size - 1]
    return rows[:size], Place(last.received_on if order == "newest" else last.due_on, last.pk)


def in_order(matters: MatterQuerySet, order: str) -> list[MatterQuerySet]:
    """The whole list in the order of its pages, as querysets to be read one behind the other."""
    return [_newest(matters, None)] if order == "newest" else [_dated(matters, None), _undated(matters, None)]


def _newest(matters: MatterQuerySet, after: Place | None) -> MatterQuerySet:
    if after is not None:
        if after.day is None:
            raise ValueError(after)
        matters = matters.filter(received_on__lte=after.day)
        matters = matters.filter(Q(received_on__lt=after.day) | Q(pk__lt=after.pk))
    return matters.order_by("-received_on", "-id")


def _by_due(matters: MatterQuerySet, after: Place | None, size: int) -> list[Matter]:
    """First those with a date, then those without: two reads along the same index, and nothing is sorted."""
    rows = [] if after is not None and after.day is None else list(_dated(matters, after)[:size])
    if len(rows) < size:
        rows += _undated(matters, after)[: size - len(rows)]
    return rows


def _dated(matters: MatterQuerySet, after: Place | None) -> MatterQuerySet:
    matters = matters.filter(due_on__isnull=False)
    if after is not None and after.day is not None:
        matters = matters.filter(due_on__gte=after.day)
        matters = matters.filter(Q(due_on__gt=after.day) | Q(pk__gt=after.pk))
    return matters.order_by("due_on", "id")


def _undated(matters: MatterQuerySet, after: Place | None) -> MatterQuerySet:
    """Newest first. The order names `due_on` too, or PostgreSQL would not read it off the index."""
    matters = matters.filter(due_on__isnull=True)
    if after is not None and after.day is None:
        matters = matters.filter(pk__lt=after.pk)
    return matters.order_by("-due_on", "-id")
