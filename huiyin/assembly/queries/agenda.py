"""A meeting's agenda as its page shows it: each item with its documents, its votes and who spoke."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from huiyin.assembly.lifecycle import ItemState
from huiyin.assembly.models.meetings import AgendaFile, AgendaItem, Meeting, Speech
from huiyin.assembly.models.votes import Vote


@dataclass(frozen=True)
class ItemLine:
    item: AgendaItem
    number: int | None  # its place among the items that were not taken off
    files: list[AgendaFile]
    votes: list[Vote]
    speeches: list[Speech]


@dataclass(frozen=True)
class Agenda:
    lines: list[ItemLine]
    speeches: list[Speech]  # all of the meeting, in the order in which they were held
    votes: list[Vote]

    @property
    def in_hand(self) -> ItemLine | None:
        return next((one for one in self.lines if one.item.state == ItemState.IN_HAND), None)

    @property
    def next(self) -> ItemLine | None:
        return next((one for one in self.lines if one.item.state == ItemState.PLANNED), None)

    @property
    def to_come(self) -> list[ItemLine]:
        return [one for one in self.lines if one.item.state == ItemState.PLANNED]

    @property
    def votes_of_none(self) -> list[Vote]:
        """Votes that belong to no item."""
        return [one for one in self.votes if one.item_id is None]


def agenda_of(meeting: Meeting) -> Agenda:
    """The agenda in its order, in five queries."""
    here: Any = {"township_id": meeting.township_id}
    items = AgendaItem.objects.filter(meeting=meeting, **here).select_related("motion", "matter", "deputy")
    files = AgendaFile.objects.filter(item__meeting=meeting, **here).select_related("file").order_by("id")
    votes = Vote.objects.filter(meeting=meeting, **here).prefetch_related("options").order_by("id")
    speeches = list(Speech.objects.filter(meeting=meeting, **here).order_by("at", "id"))
    found_votes = list(votes)
    by_item = _by_item(files), _by_item(found_votes), _by_item(speeches)
    lines, number = [], 0
    for item in items.order_by("position", "id"):
        counts = item.state != ItemState.DROPPED
        number += counts
        item.meeting = meeting
        of_this = (rows[item.pk] for rows in by_item)
        lines.append(ItemLine(item, number if counts else None, *of_this))
    return Agenda(lines, speeches, found_votes)


def _by_item(rows: Any) -> dict[UUID | None, list[Any]]:
    found: dict[UUID | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.item_id].append(row)
    return found
