"""What a meeting of the presidium decides becomes an act in the loop, in the same breath.

The decision and the act are one transaction: neither stands without the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly.actions.agenda import plan_item
from huiyin.assembly.actions.meetings import require_quorum
from huiyin.assembly.actions.raising import raise_version
from huiyin.assembly.lifecycle import ItemState, MeetingState, VoteState
from huiyin.assembly.models.meetings import AgendaItem, Meeting, PresidiumDecision
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.counts import turnout_at
from huiyin.assembly.queries.presidium import item_title, motion_item_title, name_in_loop, on_agendas
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.closing import decide_on_matter
from huiyin.matters.actions.extending import decide_extension
from huiyin.matters.actions.handling import reassign
from huiyin.matters.actions.pressing import supervise, urge
from huiyin.matters.actions.rounds import Order, open_round
from huiyin.matters.models.handling import Assignment, Extension
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Unit, User


@act
def propose_items(
    meeting: Meeting,
    *,
    by: User | None,
    at: datetime,
    act_id: UUID,
    matters: Sequence[Matter] = (),
    motions: Sequence[Motion] = (),
) -> Meeting:
    """Put what waits for the presidium on the agenda of its meeting, an item each, by one press.

    Raises ActRefused when nothing is chosen or something stands on an agenda already, for another meeting
    than the presidium's, or when the meeting is over; PermissionDenied.
    """
    require_same_township(meeting.township_id, *matters, *motions)
    _require_presidium(meeting)
    _require_new(meeting, matters, motions)
    words: dict[str, Any] = {"by": by, "at": at}
    for matter in matters:
        plan_item(
            meeting, title=item_title(matter), kind=AgendaItem.Kind.MATTER, matter=matter,
            act_id=uuid5(act_id, str(matter.pk)), **words,
        )  # fmt: skip
    for motion in motions:  # not linked: the presidium's vote settles whether it is voted on, not the motion
        plan_item(
            meeting, title=motion_item_title(motion), kind=AgendaItem.Kind.PROCEDURE,
            act_id=uuid5(act_id, str(motion.pk)), **words,
        )  # fmt: skip
    record(meeting, "propose_items", by=by, at=at, act_id=act_id, items=len(matters) + len(motions))
    return meeting


def _require_new(meeting: Meeting, matters: Sequence[Matter], motions: Sequence[Motion]) -> None:
    if not (matters or motions):
        raise ActRefused(_("Choose what the meeting is to decide."))
    known, titles = on_agendas(meeting.term)
    twice = [one.title for one in matters if one.pk in known]
    twice += [one.title for one in motions if motion_item_title(one) in titles]
    if twice:
        raise ActRefused(_("“%(title)s” stands on an agenda of the presidium already.") % {"title": twice[0]})


def _require_presidium(meeting: Meeting) -> None:
    if meeting.kind != Meeting.Kind.PRESIDIUM:
        raise ActRefused(_("This is not a meeting of the presidium."))


@dataclass(frozen=True)
class Ruling:
    """What an act of the loop asks for besides the words of the decision."""

    unit: Unit | None = None  # who is urged
    extension: Extension | None = None
    grant: bool = False
    assignment: Assignment | None = None  # the order that was sent back
    to: Unit | None = None  # who gets it; nobody: it stays
    reason: str = ""  # why the next round opens
    order: Order = field(default_factory=Order)


@dataclass(frozen=True)
class Carried:
    """One decision on its way into the loop."""

    matter: Matter
    text: str
    meeting: str
    ruling: Ruling
    by: User | None
    at: datetime
    typed_at: datetime
    act_id: UUID

    @property
    def words(self) -> dict[str, Any]:
        """Who, when it was decided and when it was typed."""
        return {"by": self.by, "at": self.at, "typed_at": self.typed_at, "act_id": self.act_id}

    @property
    def words_of_today(self) -> dict[str, Any]:
        """For acts that know one moment only: when it was typed."""
        return {"by": self.by, "at": self.typed_at, "act_id": self.act_id}

    @property
    def said(self) -> str:
        """The words of the decision with the meeting that took it."""
        return f"{self.text}（{self.meeting}）"


def _supervise(one: Carried) -> Any:
    return supervise(one.matter, text=one.said, **one.words_of_today)


def _urge(one: Carried) -> Any:
    return urge(one.matter, unit=_chosen(one.ruling.unit), text=one.said, **one.words)


def _decide(one: Carried) -> Any:
    return decide_on_matter(
        one.matter,
        reason=one.text,
        meeting=one.meeting[:80],
        decided_on=localdate(one.at),
        **one.words_of_today,
    )


def _decide_extension(one: Carried) -> Any:
    extension = _chosen(one.ruling.extension)
    _require_of(one.matter, extension)
    return decide_extension(extension, grant=one.ruling.grant, reason=one.said, **one.words)


def _reassign(one: Carried) -> Any:
    assignment = _chosen(one.ruling.assignment)
    _require_of(one.matter, assignment)
    return reassign(assignment, to=one.ruling.to, **one.words)


def _open_round(one: Carried) -> Any:
    order = replace(one.ruling.order, text=one.said)
    return open_round(one.matter, reason=one.ruling.reason, order=order, **one.words)


def _chosen(row: Any) -> Any:
    if row is None:
        raise ActRefused(_("Say whom or what the decision is about."))
    return row


def _require_of(matter: Matter, row: Extension | Assignment) -> None:
    if row.matter_id != matter.pk:
        raise ActRefused(_("This belongs to another matter."))


# The acts of the loop that a decision of the presidium can become, in the order in which they are offered.
CARRIED: dict[str, Callable[[Carried], Any]] = {
    "supervise": _supervise,
    "urge": _urge,
    "open_round": _open_round,
    "decide": _decide,
    "decide_extension": _decide_extension,
    "reassign": _reassign,
}


@act
def decide_in_presidium(
    meeting: Meeting,
    *,
    text: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    item: AgendaItem | None = None,
    matter: Matter | None = None,
    act: str = "",
    ruling: Ruling | None = None,
    typed_at: datetime | None = None,
) -> PresidiumDecision:
    """The presidium decides, and what it decides on a matter is carried out in the loop at once: put under
    supervision, urged, the next round, a decision with reasons, the longer limit, an order that was sent
    back. More than half of its members must be present at that moment, and where the item was voted on, its
    vote must have been adopted. What is typed after the meeting tells when it was decided (`at`).

    Raises ActRefused without quorum, without the words of the decision, before the item was taken up or when
    its vote was not adopted, and with the loop's own sentence when that refuses; PermissionDenied.
    """
    meeting = Meeting.objects.locked(meeting)
    if by is not None and not office(by, meeting):
        raise PermissionDenied("decide_in_presidium")
    require_same_township(meeting.township_id, item, matter)
    _require_presidium(meeting)
    _require_within(meeting, at)
    require_quorum(turnout_at(meeting, at))
    if item is not None:
        item = AgendaItem.objects.locked(item)
        _require_ripe(meeting, item, matter)
    _require_words(text, act, matter)
    decision = PresidiumDecision.objects.create(
        township_id=meeting.township_id, meeting=meeting, item=item, matter=matter, act=act,
        text=text.strip(), decided_at=at,
    )  # fmt: skip
    if act and matter is not None:
        carry_out = CARRIED[act]
        carry_out(
            Carried(
                matter, text.strip(), name_in_loop(meeting), ruling or Ruling(), by, at, typed_at or at,
                uuid5(act_id, act),
            )
        )  # fmt: skip
    raise_version(meeting)
    record(
        meeting, "decide_in_presidium", by=by, at=at, act_id=act_id, typed_at=typed_at,
        carried=act, matter=matter.pk if matter else None, number=matter.number if matter else "",
        private={"text": text.strip()},
    )  # fmt: skip
    return decision


def _require_within(meeting: Meeting, at: datetime) -> None:
    """A decision is taken while the meeting sits."""
    if meeting.opened_at is None or meeting.state not in (MeetingState.OPEN, MeetingState.CLOSED):
        raise ActRefused(_("The meeting is not open: open the meeting first."))
    if at < meeting.opened_at or (meeting.closed_at is not None and at >= meeting.closed_at):
        raise ActRefused(_("The meeting did not sit at that moment."))


def _require_ripe(meeting: Meeting, item: AgendaItem, matter: Matter | None) -> None:
    """The item is of this meeting and was taken up; where it was voted on, the vote was adopted."""
    if item.meeting_id != meeting.pk:
        raise ActRefused(_("This item belongs to another meeting."))
    if item.state not in (ItemState.IN_HAND, ItemState.DONE):
        raise ActRefused(_("“%(item)s” was not taken up: take up the item first.") % {"item": item.title})
    if item.matter_id is not None and (matter is None or matter.pk != item.matter_id):
        raise ActRefused(_("This item is about another matter."))
    votes = Vote.objects.filter(township_id=item.township_id, item=item).exclude(state=VoteState.CANCELLED)
    vote = votes.order_by("id").last()
    if vote is None:
        return
    if vote.state != VoteState.ANNOUNCED:
        raise ActRefused(_("The result of the vote on “%(item)s” was not announced.") % {"item": item.title})
    if vote.outcome != Vote.Outcome.ADOPTED:
        raise ActRefused(
            _("The vote on “%(item)s” was not adopted: nothing was decided.") % {"item": item.title}
        )


def _require_words(text: str, act: str, matter: Matter | None) -> None:
    if not text.strip():
        raise ActRefused(_("Write down what the presidium decided."))
    if act and act not in CARRIED:
        raise ActRefused(_("Choose what the presidium decided."))
    if act and matter is None:
        raise ActRefused(_("Name the matter that the decision is about."))
