"""Where in a session a ballot can be held: its plenary meetings that are not over, and their items."""

from dataclasses import dataclass

from huiyin.assembly.lifecycle import ItemState, MeetingState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.sessions import Convocation


@dataclass(frozen=True)
class Place:
    """A plenary meeting, or an item of it."""

    meeting: Meeting
    item: AgendaItem | None = None

    @property
    def key(self) -> str:
        return str(self.item.pk if self.item else self.meeting.pk)


def places_of(convocation: Convocation) -> list[Place]:
    """The meetings in their order, each followed by its items that are still to be dealt with."""
    meetings = Meeting.objects.filter(
        township_id=convocation.township_id,
        convocation=convocation,
        kind=Meeting.Kind.PLENARY,
        state__in=[MeetingState.PLANNED, MeetingState.OPEN],
    ).order_by("starts_at", "id")
    found = {meeting.pk: [Place(meeting)] for meeting in meetings}
    items = AgendaItem.objects.filter(
        township_id=convocation.township_id,
        meeting__in=list(found),
        state__in=[ItemState.PLANNED, ItemState.IN_HAND],
    ).order_by("position", "id")
    for item in items:
        meeting = found[item.meeting_id][0].meeting
        found[item.meeting_id].append(Place(meeting, item))
    return [place for places in found.values() for place in places]


def likely(places: list[Place], kind: str) -> Place | None:
    """The item of this kind, one in hand before one to come; else the first meeting."""
    fitting = [place for place in places if place.item and place.item.kind == kind]
    fitting.sort(key=lambda place: place.item is None or place.item.state != ItemState.IN_HAND)
    return next(iter(fitting or places), None)
