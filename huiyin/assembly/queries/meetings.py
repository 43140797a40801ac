"""A session's meetings, and what the office does next in one of them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huiyin.assembly.lifecycle import ItemState, MeetingState, VoteState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.agenda import Agenda
from huiyin.assembly.queries.counts import Turnout
from huiyin.assembly.titles import meeting_name
from huiyin.people.models import User
from huiyin.townships.models import Term


@dataclass(frozen=True)
class MeetingLine:
    meeting: Meeting
    name: str
    items: list[AgendaItem]  # those that were not taken off


def meetings_of(convocation: Convocation, user: User) -> list[MeetingLine]:
    """The meetings of a session that this person may read, by time, each with its agenda; two queries."""
    here: Any = {"township_id": convocation.township_id}
    seen = Meeting.objects.of(convocation.township).visible_to(user)
    meetings = seen.filter(convocation=convocation).select_related("chaired_by")
    items: dict[UUID, list[AgendaItem]] = {}
    rows = AgendaItem.objects.filter(meeting__convocation=convocation, **here)
    for item in rows.exclude(state=ItemState.DROPPED).order_by("position", "id"):
        items.setdefault(item.meeting_id, []).append(item)
    lines = []
    for meeting in meetings.order_by("starts_at", "id"):
        meeting.township, meeting.convocation = convocation.township, convocation
        lines.append(MeetingLine(meeting, meeting_name(meeting), items.get(meeting.pk, [])))
    return lines


def has_met_between(term: Term) -> bool:
    """Whether a meeting of the presidium between sessions of this congress was planned here before."""
    rows = Meeting.objects.filter(township_id=term.township_id, term=term, convocation__isnull=True)
    return rows.exists()


@dataclass(frozen=True)
class NextAct:
    """The one act that the meeting's page offers first."""

    act: str  # the name of its page
    label: str
    pk: UUID
    is_press: bool = False  # done by one press, without a form


def next_act(meeting: Meeting, agenda: Agenda, turnout: Turnout) -> NextAct | None:
    """What the office does next: sign in until there is a quorum, open, one item after another, close."""
    if meeting.state == MeetingState.PLANNED:
        if turnout.is_reached or meeting.kind == Meeting.Kind.DELEGATION:
            return NextAct("open_meeting", _("Open the meeting"), meeting.pk, is_press=True)
        return NextAct("sign_in_deputy", _("Sign deputies in"), meeting.pk)
    if meeting.state != MeetingState.OPEN:
        return None
    if (vote := _running(agenda)) is not None:
        return NextAct("vote", _("Go to the vote"), vote.pk)
    if agenda.in_hand is not None:
        return NextAct("finish_item", _("Finish the item"), agenda.in_hand.item.pk, is_press=True)
    if agenda.next is not None:
        said = _("Take up: %(item)s") % {"item": agenda.next.item.title}
        return NextAct("take_up_item", said, agenda.next.item.pk, is_press=True)
    return NextAct("close_meeting", _("Close the meeting"), meeting.pk)


def _running(agenda: Agenda) -> Vote | None:
    """A vote that waits for the office: open, counted, or prepared for the item in hand."""
    running = [one for one in agenda.votes if one.state in (VoteState.OPEN, VoteState.CLOSED)]
    prepared = [
        one for one in (agenda.in_hand.votes if agenda.in_hand else ()) if one.state == VoteState.PREPARED
    ]
    return next(iter([*running, *prepared]), None)
