"""What ballots, slips and tally sheets contain."""

from collections.abc import Callable, Sequence
from datetime import datetime

from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.papers.phrases import at_time, on_day
from huiyin.assembly.papers.votes import tellers_of, vote_said
from huiyin.assembly.titles import meeting_on_paper, post_of, session_on_paper
from huiyin.matters.codes import shown
from huiyin.papers.kinds.ballot import Ballot
from huiyin.papers.kinds.ballot_slips import BallotSlips
from huiyin.papers.kinds.tally_sheet import TallySheet

COUNTED = (VoteState.CLOSED, VoteState.ANNOUNCED)


def _session(vote: Vote) -> str:
    meeting = vote.meeting
    return session_on_paper(meeting.convocation) if meeting.convocation else meeting_on_paper(meeting)


def ballot(vote: Vote, *, at: datetime) -> Ballot:
    """表决票, 选票 or 票决票 of a vote, for copying."""
    return {
        "organ": vote.township.organ_name,
        "issued_on": on_day(at),
        "session": _session(vote),
        "title": vote.title,
        "subject": vote.subject,
        "post": post_of(vote.township, vote.election.post) if vote.election else "",
        "is_by_election": bool(vote.election and vote.election.is_by_election),
        "places": vote.winners,
        "is_ranked": vote.is_ranked,
        "takes_write_ins": vote.takes_write_ins,
        "options": [
            {"label": one.label, "note": one.note}
            for one in vote.options.filter(is_write_in=False).order_by("position", "id")
        ],
    }


def ballot_slips(
    vote: Vote, codes: Sequence[str], *, link_to: Callable[[str], str], at: datetime
) -> BallotSlips:
    """The one-time slips of a vote, to be drawn to the answer and kept nowhere."""
    return {
        "organ": vote.township.organ_name,
        "issued_on": on_day(at),
        "title": vote.title,
        "slips": [{"code": shown(code), "link": link_to(code)} for code in codes],
    }


def tally_sheet(vote: Vote, *, at: datetime) -> TallySheet:
    """计票单: blank before the count, filled in afterwards with the tellers of the last count."""
    return {
        "organ": vote.township.organ_name,
        "issued_on": on_day(at),
        "session": _session(vote),
        "meeting": meeting_on_paper(vote.meeting),
        "vote": vote_said(vote),
        "counted": vote.state in COUNTED,
        "closed_at": at_time(vote.closed_at) if vote.state in COUNTED else "",
        "tellers": tellers_of(vote),
    }
