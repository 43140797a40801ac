"""What the hall's screen may show: the item in hand, how many are present, an open vote, an announced result.

Never more: of a secret vote only how many ballots arrived, of a counted one nothing before the chair
announced it.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Subquery

from huiyin.assembly.lifecycle import ItemState, VoteState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.votes import Ballot, Option, Vote
from huiyin.assembly.queries.counts import Turnout, turnout_at
from huiyin.assembly.queries.votes import box_of
from huiyin.core.prepared import Prepared

STARTED = (VoteState.OPEN, VoteState.CLOSED, VoteState.ANNOUNCED)


def _by_key(slug: Any, key: Any) -> Any:
    """A ballot that arrives is no act and raises no version: how many there are is counted beside it."""
    arrived = Ballot.objects.filter(
        township_id=OuterRef("township_id"), vote__meeting=OuterRef("pk"), vote__state=VoteState.OPEN
    )
    arrived_of_meeting = arrived.order_by().values("vote__meeting").annotate(n=Count("pk")).values("n")
    rows = Meeting.objects.filter(township__slug=slug, hall_key=key)
    return rows.values_list("pk", "version", Subquery(arrived_of_meeting))


BY_KEY: Prepared[Any] = Prepared(_by_key, keys=2)  # the one query of a screen that has nothing new to show


@dataclass(frozen=True)
class Stand:
    """Which meeting a screen follows, and the mark that changes with whatever it shows."""

    meeting_pk: UUID
    mark: str


def stand_by_key(slug: str, key: str) -> Stand | None:
    """The meeting of a hall key; none for an unknown key."""
    found = BY_KEY.rows(slug, key)
    if not found:
        return None
    pk, version, arrived = found[0]
    return Stand(pk, f"{version}.{arrived or 0}")


@dataclass(frozen=True)
class HallShow:
    """What stands on the screen now."""

    meeting: Meeting
    turnout: Turnout
    item: AgendaItem | None  # in hand; when none is, the one that was finished last
    number: int  # its place among the items
    vote: Vote | None
    options: list[Option]  # of an announced vote: those chosen first, then by votes
    arrived: int  # ballots of an open secret electronic vote

    @property
    def is_in_hand(self) -> bool:
        return self.item is not None and self.item.state == ItemState.IN_HAND


def hall_show(pk: UUID, moment: Any) -> HallShow:
    """What this meeting's screen shows at a moment."""
    meeting = Meeting.objects.select_related("township", "term", "convocation__session__term").get(pk=pk)
    here: dict[str, Any] = {"township_id": meeting.township_id, "meeting": meeting}
    items = [
        item
        for item in AgendaItem.objects.filter(**here).order_by("position", "id")
        if item.state != ItemState.DROPPED
    ]
    item = _shown(items)
    votes = Vote.objects.filter(state__in=STARTED, **here).order_by("-opened_at", "-id")
    vote = next((one for one in votes if _belongs(one, item)), None)
    return HallShow(
        meeting=meeting,
        turnout=turnout_at(meeting, moment),
        item=item,
        number=items.index(item) + 1 if item else 0,
        vote=vote,
        options=_options(vote),
        arrived=_arrived(vote),
    )


def _shown(items: list[AgendaItem]) -> AgendaItem | None:
    """The item in hand, else the last one that was finished."""
    in_hand = next((one for one in items if one.state == ItemState.IN_HAND), None)
    done = [one for one in items if one.done_at is not None]
    return in_hand or max(done, key=lambda one: (one.done_at, one.position), default=None)


def _belongs(vote: Vote, item: AgendaItem | None) -> bool:
    """A vote of the item that is shown; one of no item belongs to what was in hand when it was opened."""
    if item is None or vote.item_id is not None:
        return vote.item_id == (item.pk if item else None)
    begun = item.taken_up_at
    return vote.opened_at is not None and begun is not None and vote.opened_at >= begun


def _options(vote: Vote | None) -> list[Option]:
    if vote is None or vote.state != VoteState.ANNOUNCED:
        return []
    found = Option.objects.filter(township_id=vote.township_id, vote=vote).order_by("position")
    return sorted(found, key=lambda one: (not one.is_chosen, -(one.points or 0), -(one.in_favour or 0)))


def _arrived(vote: Vote | None) -> int:
    if vote is None or vote.state != VoteState.OPEN or vote.method != Vote.Method.SLIPS:
        return 0
    return box_of(vote).ballots
