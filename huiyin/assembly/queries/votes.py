"""What a vote is made of: its ballot, who may speak in it, the tellers' sheets, the slips that are out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from huiyin.assembly.ballots import SAID, BallotPaper, Kind
from huiyin.assembly.counting import Difference, differences
from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.assembly.models.votes import Ballot, Option, Slip, TellerSheet, Voice, Vote
from huiyin.assembly.queries.counts import entitled_at
from huiyin.core.prepared import Prepared
from huiyin.people.models import Deputy, DeputyQuerySet

TELLERS = (1, 2)

OF_KEY: Prepared[Vote] = Prepared(
    lambda township_id, key: Vote.objects.filter(township_id=township_id, pk=key), keys=2
)
OPTIONS: Prepared[Option] = Prepared(
    lambda township_id, vote_id: Option.objects.filter(township_id=township_id, vote=vote_id).order_by(
        "position"
    ),
    keys=2,
)


def kind_of(vote: Vote) -> Kind:
    """What sort of ballot the vote has."""
    if vote.subject == Vote.Subject.DECISION:
        return "decision"
    if vote.subject == Vote.Subject.CHOICE:
        return "ranked" if vote.is_ranked else "approval"
    return "marks"


def options_of(vote: Vote) -> list[Option]:
    """What stands on the ballot, in its order; names that were written in come after the count."""
    return OPTIONS.rows(vote.township_id, vote.pk)


def ballot_paper(vote: Vote, options: Iterable[Option] | None = None) -> BallotPaper:
    """The vote's ballot; a decision's needs no look at options."""
    kind = kind_of(vote)
    rows: Iterable[Option] = () if kind == "decision" else options or options_of(vote)
    printed = {str(one.pk): one.label for one in rows if not one.is_write_in}
    return BallotPaper(kind, printed, vote.winners, vote.takes_write_ins)


def present_at_opening(vote: Vote) -> DeputyQuerySet:
    """Who sat in the meeting when the vote was opened and may vote in it, without order."""
    assert vote.opened_at is not None
    sitting = Presence.objects.filter(township_id=vote.township_id, meeting=vote.meeting_id)
    present = sitting.at_moment(vote.opened_at).values("deputy_id")
    return entitled_at(vote.meeting, vote.opened_at).filter(pk__in=present)


@dataclass(frozen=True)
class Spoken:
    """A deputy of a roll-call and what they said, if they were asked already."""

    deputy: Deputy
    voice: Voice | None


def roll_of(vote: Vote) -> list[Spoken]:
    """Everybody who was present when a roll-call was opened, by name, with what they said."""
    voices = {one.deputy_id: one for one in Voice.objects.filter(township_id=vote.township_id, vote=vote)}
    present = present_at_opening(vote).order_by("initials", "name", "id")
    return [Spoken(deputy, voices.get(deputy.pk)) for deputy in present]


@dataclass(frozen=True)
class Attempt:
    """One count by two tellers."""

    number: int
    sheets: dict[int, TellerSheet]

    @property
    def is_complete(self) -> bool:
        return len(self.sheets) == len(TELLERS)

    @property
    def differing(self) -> list[Difference]:
        """Where the two sheets differ; nothing before both are in."""
        return differences(*(said_on(self.sheets[n]) for n in TELLERS)) if self.is_complete else []

    @property
    def agrees(self) -> bool:
        return self.is_complete and not self.differing


def said_on(sheet: TellerSheet) -> dict[str, Any]:
    """All figures of a sheet as one mapping, in the order of the ballot: a database may keep another one."""
    head = {"issued": sheet.issued, "returned": sheet.returned, "void": sheet.void}
    lines = {key: _in_order(sheet.counts[key]) for key in sorted(sheet.counts)}  # keys of options grow
    return {**head, "counts": lines}


def _in_order(line: dict[str, int]) -> dict[str, int]:
    marks = [word for word in (*SAID, "points") if word in line]
    return {word: line[word] for word in (*marks, *sorted(line.keys() - set(marks)))}


def figures_on(sheet: TellerSheet) -> list[int]:
    """Every figure of a sheet."""
    lines: list[dict[str, int]] = list(sheet.counts.values())
    return [sheet.issued, sheet.returned, sheet.void, *(figure for line in lines for figure in line.values())]


def attempts_of(vote: Vote) -> list[Attempt]:
    """The counts of a paper ballot, the first one first; none before a sheet is in."""
    found: dict[int, dict[int, TellerSheet]] = {}
    rows = TellerSheet.objects.filter(township_id=vote.township_id, vote=vote)
    for sheet in rows.order_by("attempt", "teller"):
        found.setdefault(sheet.attempt, {})[sheet.teller] = sheet
    return [Attempt(number, sheets) for number, sheets in found.items()]


def open_attempt(attempts: list[Attempt]) -> Attempt:
    """The count that is under way: after two sheets that differ the next one."""
    if not attempts:
        return Attempt(1, {})
    last = attempts[-1]
    return Attempt(last.number + 1, {}) if last.is_complete and last.differing else last


@dataclass(frozen=True)
class Box:
    """Slips and ballots of an electronic vote, in numbers only."""

    printed: int  # slips that are good or were used
    used: int
    ballots: int


def box_of(vote: Vote) -> Box:
    slips = Slip.objects.filter(township_id=vote.township_id, vote=vote)
    ballots = Ballot.objects.filter(township_id=vote.township_id, vote=vote)
    return Box(
        printed=slips.filter(Q(is_void=False) | Q(is_used=True)).count(),
        used=slips.filter(is_used=True).count(),
        ballots=ballots.count(),
    )


def votes_of(meeting: Meeting) -> list[Vote]:
    """The votes of a meeting in the order in which they were prepared."""
    rows = Vote.objects.filter(township_id=meeting.township_id, meeting=meeting)
    return list(rows.select_related("item").order_by("id"))


def open_vote_of(meeting: Meeting, *, but: UUID | None = None) -> Vote | None:
    """The vote that is open in a meeting (there is one at most)."""
    rows = Vote.objects.filter(township_id=meeting.township_id, meeting=meeting, state=VoteState.OPEN)
    found: Vote | None = rows.exclude(pk=but).first()
    return found
