"""Which papers of a session (or of one meeting) can be issued now, why not yet, and what was issued."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from huiyin.assembly.lifecycle import ConvocationState, ElectionState, MeetingState, VoteState
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.sessions import Convocation, Delegation, Guest, Invitation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.titles import meeting_name
from huiyin.papers.kinds.catalogue import OF_ASSEMBLY
from huiyin.papers.models import Paper
from huiyin.people.models import Seat

FOR_DEPUTIES = (
    "agenda",
    "day_plan",
    "delegations_list",
    "qualification_report",
    "resolution",
    "announcement",
    "results",
)
NUMBERED = ("session_notice", "resolution", "announcement")  # under the town's own number
ORDER = {kind.code: place for place, kind in enumerate(OF_ASSEMBLY)}
LABELS = {kind.code: kind.label for kind in OF_ASSEMBLY}
TEXTS = ("决议", "决定", "议案")
BEFORE = ("session_notice", "agenda", "day_plan", "roster", "delegations_list", "qualification_report")
IN_MEETINGS = ("sign_in_sheet", "chair_script", "ballot", "tally_sheet")


@dataclass
class Printable:
    """A paper about a record: what keeps it from being issued (empty: nothing), and what was issued."""

    kind: str
    subject: models.Model
    about: str = ""  # the meeting, vote or person, where several papers of one kind exist
    wait: str = ""
    papers: list[Paper] = field(default_factory=list)  # newest first

    @property
    def label(self) -> Any:
        return LABELS[self.kind]

    @property
    def last(self) -> Paper | None:
        return self.papers[0] if self.papers else None

    @property
    def earlier(self) -> list[Paper]:
        return self.papers[1:]

    @property
    def table(self) -> str:
        return str(self.subject._meta.model_name)


def wait_of(kind: str, subject: Any) -> str:
    """Why this paper cannot be issued about this record now; empty when it can."""
    reason = WAITS.get((kind, type(subject)))
    if reason is None:
        raise LookupError(f"no {kind} about a {type(subject).__name__}")
    return reason(subject)


def _always(_subject: Any) -> str:
    return ""


def _notice(convocation: Convocation) -> str:
    if convocation.state == ConvocationState.CALLED_OFF:
        return _("The session was called off.")
    invited = Invitation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return "" if invited.exists() else _("Call the session first; then every deputy has a notice.")


def _agenda(convocation: Convocation) -> str:
    items = AgendaItem.objects.filter(
        township_id=convocation.township_id, meeting__convocation=convocation,
        meeting__kind=Meeting.Kind.PLENARY, on_agenda=True,
    )  # fmt: skip
    return "" if items.exists() else _("No plenary meeting has an item on the agenda yet.")


def _day_plan(convocation: Convocation) -> str:
    meetings = Meeting.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return "" if meetings.exists() else _("No meeting is planned yet.")


def _delegations(convocation: Convocation) -> str:
    here = {"township_id": convocation.township_id, "convocation": convocation}
    if Delegation.objects.filter(**here).exists() or Guest.objects.filter(**here).exists():
        return ""
    return _("There are no delegations and no guests yet.")


def _results(convocation: Convocation) -> str:
    votes = Vote.objects.filter(
        township_id=convocation.township_id, meeting__convocation=convocation, state=VoteState.ANNOUNCED
    ).exclude(meeting__kind=Meeting.Kind.PRESIDIUM)
    return "" if votes.exists() else _("No result of a vote was announced yet.")


def _minutes(meeting: Meeting) -> str:
    return "" if meeting.state == MeetingState.CLOSED else _("The meeting is not closed yet.")


def _called_off(meeting: Meeting) -> str:
    return _("The meeting was called off.") if meeting.state == MeetingState.CALLED_OFF else ""


def _ballot(vote: Vote) -> str:
    if vote.method != Vote.Method.PAPER:
        return _("This vote is not taken by ballots on paper.")
    return _("The vote was cancelled.") if vote.state == VoteState.CANCELLED else ""


def is_text(vote: Vote) -> bool:
    """Whether a text was voted on (a resolution, a decision, a motion), and not a step of the day."""
    return vote.title.removesuffix("（草案）").strip("《》").endswith(TEXTS)


def _resolution(vote: Vote) -> str:
    if not is_text(vote):
        return _("This vote is about a step of the meeting, not about a text.")
    if vote.state != VoteState.ANNOUNCED:
        return _("The result was not announced yet.")
    return "" if vote.outcome == Vote.Outcome.ADOPTED else _("Nothing was adopted by this vote.")


def _projects(vote: Vote) -> str:
    if vote.state != VoteState.ANNOUNCED:
        return _("The result was not announced yet.")
    return "" if vote.outcome == Vote.Outcome.CHOSEN else _("The vote did not fill all places.")


def _elected(election: Election) -> str:
    if election.state != ElectionState.DONE:
        return _("The election is not concluded yet.")
    found = election.candidates.filter(elected_at__isnull=False)
    return "" if found.exists() else _("Nobody was elected.")


WAITS: dict[tuple[str, type], Callable[[Any], str]] = {
    ("session_notice", Convocation): _notice,
    ("agenda", Convocation): _agenda,
    ("day_plan", Convocation): _day_plan,
    ("roster", Convocation): _always,
    ("delegations_list", Convocation): _delegations,
    ("qualification_report", Convocation): _always,
    ("results", Convocation): _results,
    ("sign_in_sheet", Meeting): _called_off,
    ("chair_script", Meeting): _called_off,
    ("minutes", Meeting): _minutes,
    ("ballot", Vote): _ballot,
    ("tally_sheet", Vote): _ballot,
    ("resolution", Vote): _resolution,
    ("announcement", Vote): _projects,
    ("announcement", Election): _elected,
    ("announcement", Seat): _always,
}


def papers_of_session(convocation: Convocation) -> list[Printable]:
    """Every paper of a session in the order in which it is needed, in a fixed number of queries."""
    rows = Meeting.objects.filter(township_id=convocation.township_id, convocation=convocation)
    meetings = list(rows.order_by("starts_at", "id"))
    elections = Election.objects.filter(township_id=convocation.township_id, convocation=convocation)
    elected = Candidate.objects.filter(election=OuterRef("pk"), elected_at__isnull=False)
    elections = elections.filter(Exists(elected), state=ElectionState.DONE)
    found = [
        Printable(kind, convocation, wait=wait_of(kind, convocation))
        for kind, table in WAITS
        if table is Convocation
    ]
    found += _of_meetings(meetings)
    found += [Printable("announcement", one, one.title) for one in elections.order_by("id")]
    return _with_papers(convocation.township_id, found)


def papers_of_meeting(meeting: Meeting) -> list[Printable]:
    """Every paper of one meeting (of the presidium between sessions)."""
    return _with_papers(meeting.township_id, list(_of_meetings([meeting])))


def _of_meetings(meetings: list[Meeting]) -> list[Printable]:
    found = []
    for meeting in meetings:
        name = meeting_name(meeting)
        for kind in ("sign_in_sheet", "chair_script", "minutes"):
            found.append(Printable(kind, meeting, name, wait_of(kind, meeting)))
    return [*found, *_of_votes(meetings)]


def _of_votes(meetings: list[Meeting]) -> Iterator[Printable]:
    if not meetings:
        return
    votes = Vote.objects.filter(township_id=meetings[0].township_id, meeting__in=meetings)
    for vote in votes.exclude(state=VoteState.CANCELLED).order_by("meeting__starts_at", "id"):
        if vote.method == Vote.Method.PAPER:
            yield Printable("ballot", vote, vote.title, wait_of("ballot", vote))
            yield Printable("tally_sheet", vote, vote.title, wait_of("tally_sheet", vote))
        if vote.subject == Vote.Subject.DECISION and not _resolution(vote):
            yield Printable("resolution", vote, vote.title)
        if vote.subject == Vote.Subject.CHOICE and not _projects(vote):
            yield Printable("announcement", vote, vote.title)


def _with_papers(township_id: UUID, found: list[Printable]) -> list[Printable]:
    """Each with what was issued about it, all asked for at once."""
    rows = Paper.objects.filter(township_id=township_id, subject_id__in={one.subject.pk for one in found})
    issued: dict[tuple[Any, str], list[Paper]] = defaultdict(list)
    for paper in rows.order_by("-at", "-id"):
        issued[paper.subject_id, paper.kind].append(paper)
    for one in found:
        one.papers = issued[one.subject.pk, one.kind]
    return sorted(found, key=lambda one: ORDER[one.kind])


def last_issued(found: Iterable[Printable]) -> list[Paper]:
    """What the session's package holds: of each paper the one issued last, in the order of the session."""
    return [one.last for one in found if one.last]
