"""Issuing papers of the assembly: each is drawn once, kept with its SHA-256 and named in the journal."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate

from huiyin.assembly.models.elections import Election
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.papers import ballots, outcomes, seats, sessions
from huiyin.assembly.papers.minutes import minutes
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.printables import NUMBERED, wait_of
from huiyin.core.errors import ActRefused
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.papers.actions import draw_and_store
from huiyin.papers.models import Paper
from huiyin.people.models import Seat, User
from huiyin.townships.models import Township

LinkTo = Callable[[str], str]  # a deputy's code -> the full address that the QR code holds
Contents = Callable[[Any, datetime], Any]

CONTENTS: dict[tuple[str, type], Contents] = {
    ("agenda", Convocation): lambda row, at: sessions.agenda(row, at=at),
    ("day_plan", Convocation): lambda row, at: sessions.day_plan(row, at=at),
    ("roster", Convocation): lambda row, at: sessions.roster(row, at=at),
    ("delegations_list", Convocation): lambda row, at: sessions.delegations_list(row, at=at),
    ("qualification_report", Convocation): lambda row, at: seats.qualification_report(row, at=at),
    ("results", Convocation): lambda row, at: outcomes.results(row, at=at),
    ("sign_in_sheet", Meeting): lambda row, at: sessions.sign_in_sheet(row, at=at),
    ("chair_script", Meeting): lambda row, at: sessions.chair_script(row, at=at),
    ("ballot", Vote): lambda row, at: ballots.ballot(row, at=at),
    ("tally_sheet", Vote): lambda row, at: ballots.tally_sheet(row, at=at),
    ("resolution", Vote): lambda row, at: outcomes.resolution(row, at=at),
    ("announcement", Vote): lambda row, at: outcomes.projects_announcement(row, at=at),
    ("announcement", Election): lambda row, at: outcomes.election_announcement(row, at=at),
    ("announcement", Seat): lambda row, at: seats.seat_announcement(row, at=at),
}


@act
def issue_assembly_paper(
    subject: Any,
    *,
    kind: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    link_to: LinkTo | None = None,
) -> Paper:
    """Issue a paper about a session, a meeting, a vote, an election or a seat, as Word file and as PDF.

    It says what the records say at this moment, is kept as it was issued and never drawn again; what was
    wrong is followed by another one. Notice, resolution and announcement take the town's next number. The
    notices of a session are one file, a letter for each deputy; `link_to` makes the address that signs in.

    Raises ActRefused while the records do not bear the paper (minutes before the meeting is closed, a
    resolution that was not adopted), PermissionDenied for who is not of the office.
    """
    row = type(subject).objects.locked(subject)
    if by is not None and not office(by, row):
        raise PermissionDenied("issue_assembly_paper")
    if wait := wait_of(kind, row):
        raise ActRefused(wait)
    township: Township = row.township
    paper = draw_and_store(
        township,
        kind,
        _context(kind, row, by, at, link_to),
        subject=row,
        by=by,
        at=at,
        act_id=act_id,
        number_code=township.paper_code if kind in NUMBERED else "",
        with_pdf=True,
    )
    record(
        row, "issue_assembly_paper", by=by, at=at, act_id=act_id,
        kind=kind, number=paper.number, sha256=paper.sha256,
    )  # fmt: skip
    return paper


def _context(kind: str, row: Any, by: User | None, at: datetime, link_to: LinkTo | None) -> Any:
    name = by.name if by else ""
    if kind == "minutes":
        return minutes(row, recorder=name, on=localdate(at))
    if kind == "session_notice":
        to = link_to or str
        return sessions.session_notice(row, link_to=to, contact_person=name, at=at)
    return CONTENTS[kind, type(row)](row, at)
