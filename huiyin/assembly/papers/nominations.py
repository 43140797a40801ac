"""What the presidium's minutes say of elections: whom it nominated, whom deputies did, the list it settled.

A nomination belongs to the meeting in which it was entered, and to the item that was in hand at that moment.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.titles import post_of
from huiyin.papers.kinds.minutes import NominationSaid


def nominations(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[Any, list[NominationSaid]]:
    """By the key of the item; None: while no item was in hand. Only the presidium nominates and settles."""
    found: dict[Any, list[NominationSaid]] = defaultdict(list)
    if meeting.body != "presidium" or meeting.convocation is None:
        return found
    rows = Election.objects.filter(township_id=meeting.township_id, convocation=meeting.convocation)
    for election in rows.select_related("township").prefetch_related("candidates__nominators").order_by("id"):
        candidates = sorted(election.candidates.all(), key=lambda one: (one.position, str(one.pk)))
        moments = [election.settled_at, *(one.nominated_at for one in candidates)]
        within = [at for at in moments if at is not None and _sat(meeting, at)]
        if within:
            found[_in_hand(items, max(within))].append(_said(meeting, election, candidates))
    return found


def _sat(meeting: Meeting, at: datetime | None) -> bool:
    opened, closed = meeting.opened_at, meeting.closed_at
    return None not in (at, opened, closed) and opened <= at <= closed  # type: ignore[operator]


def _in_hand(items: Sequence[AgendaItem], at: datetime) -> Any:
    for item in items:
        if item.taken_up_at and item.taken_up_at <= at and (item.done_at is None or at <= item.done_at):
            return item.pk
    return None


def _said(meeting: Meeting, election: Election, candidates: Sequence[Candidate]) -> NominationSaid:
    """Joint nominations that came in before are told with the list that was settled."""
    is_settled = _sat(meeting, election.settled_at)
    here = [one for one in candidates if _sat(meeting, one.nominated_at)]
    jointly = [
        one
        for one in (candidates if is_settled else here)
        if one.nominated_by == Candidate.NominatedBy.DEPUTIES
    ]
    return {
        "post": post_of(election.township, election.post),
        "by_presidium": [one.name for one in here if one.nominated_by == Candidate.NominatedBy.PRESIDIUM],
        "jointly": [{"name": one.name, "nominators": len(one.nominators.all())} for one in jointly],
        "withdrawn": [one.name for one in candidates if _sat(meeting, one.withdrawn_at)],
        "settled": [one.name for one in candidates if one.is_final] if is_settled else [],
        "equal_reason": election.equal_reason,
    }
