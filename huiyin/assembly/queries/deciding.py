"""What a meeting of the presidium may decide on each item: acts of the loop that its matter allows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from huiyin.assembly.lifecycle import ItemState, MeetingState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.core.lifecycle import Transition
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.matter import Matter

# The acts of the loop that a decision can become, in the order in which they are offered.
OFFERED = ("supervise", "urge", "open_round", "decide", "decide_extension", "reassign")

# What must wait on the matter besides its state for the act to be offered.
ASKED = {
    "supervise": Q(supervised_at__isnull=True),
    "decide_extension": Q(extensions__answer=""),
    "reassign": Q(
        assignments__sent_back_at__isnull=False,
        assignments__send_back_answer="",
        assignments__ended_at__isnull=True,
    ),
}


@dataclass(frozen=True)
class Decidable:
    """An item with the acts in the loop that a decision on it may become."""

    item: AgendaItem
    acts: list[Transition]

    @property
    def was_taken_up(self) -> bool:
        return self.item.state in (ItemState.IN_HAND, ItemState.DONE)


def decidable(meeting: Meeting, user: Any) -> list[Decidable]:
    """The items that were not taken off, in their order, each with what this person may record."""
    items = AgendaItem.objects.filter(township_id=meeting.township_id, meeting=meeting)
    rows = list(items.exclude(state=ItemState.DROPPED).select_related("matter").order_by("position", "id"))
    asked = _asked(meeting, [item.matter_id for item in rows if item.matter_id])
    return [Decidable(item, _acts(item.matter, user, asked)) for item in rows]


def _asked(meeting: Meeting, matters: list[UUID]) -> dict[str, set[UUID]]:
    """For each act that something must be waiting for: the matters on which it waits."""
    rows = Matter.objects.filter(township_id=meeting.township_id, pk__in=matters)
    return {act: set(rows.filter(wait).values_list("pk", flat=True)) for act, wait in ASKED.items()}


def _acts(matter: Matter | None, user: Any, asked: dict[str, set[UUID]]) -> list[Transition]:
    if matter is None:
        return []
    opened = {one.act: one for one in MATTER_LIFECYCLE.open_to(user, matter)}
    waits = [act for act in OFFERED if act in opened and (act not in asked or matter.pk in asked[act])]
    return [opened[act] for act in waits]


def decided_at(meeting: Meeting, item: AgendaItem | None, now: datetime) -> datetime:
    """When a decision was taken: now while the meeting sits; typed afterwards, when its item ended, or with
    the meeting's last moment.
    """
    if meeting.state != MeetingState.CLOSED or meeting.closed_at is None:
        return now
    ended = (item.done_at if item else None) or meeting.closed_at
    return min(ended, meeting.closed_at - timedelta(seconds=1))
