"""What resolutions, announcements and the summary of votes contain."""

from datetime import datetime

from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.elections import Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.papers.phrases import on_day
from huiyin.assembly.papers.votes import vote_said
from huiyin.assembly.titles import meeting_on_paper, post_of, session_on_paper
from huiyin.papers.kinds.announcement import Announcement
from huiyin.papers.kinds.resolution import Resolution
from huiyin.papers.kinds.results import MeetingVotes, Results

BROUGHT = {"presidium": "主席团", "government": "镇人民政府"}


def _sitting(meeting: Meeting) -> str:
    return session_on_paper(meeting.convocation) if meeting.convocation else ""


def resolution(vote: Vote, *, at: datetime) -> Resolution:
    """决议 of an adopted vote: the item's own text, or the usual sentence about what was reviewed."""
    item = vote.item
    return {
        "organ": vote.township.organ_name,
        "issued_on": on_day(at),
        "session": _sitting(vote.meeting),
        "title": vote.title,
        "adopted_on": on_day(vote.announced_at),
        "meeting": meeting_on_paper(vote.meeting),
        "about": _brought(item),
        "text": item.text if item else "",
        "number": "",
    }


def _brought(item: AgendaItem | None) -> str:
    """唐小红等5名代表联名提出的: who brought the item's motion; empty for an item without one."""
    if item is None or item.motion is None:
        return ""
    motion = item.motion
    if motion.brought_by != Motion.BroughtBy.DEPUTIES:
        return f"{BROUGHT[motion.brought_by]}提出的"
    signers = motion.signers.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)
    names = [one.deputy.name for one in signers.select_related("deputy").order_by("position", "id")]
    return f"{names[0]}等{len(names)}名代表联名提出的" if names else ""


def election_announcement(election: Election, *, at: datetime) -> Announcement:
    """公告 of who was elected to a post."""
    elected = election.candidates.filter(elected_at__isnull=False).order_by("position", "id")
    names = [one.name for one in elected]
    return _announcement(
        election.convocation, at, about="elected", on=on_day(elected[0].elected_at) if names else on_day(at),
        post=post_of(election.township, election.post), names=names, is_by_election=election.is_by_election,
    )  # fmt: skip


def _what(vote: Vote) -> str:
    """2026年度民生实事项目: what was chosen, without the word for choosing that begins the vote's title."""
    return vote.title.removeprefix("票决")


def projects_announcement(vote: Vote, *, at: datetime) -> Announcement:
    """公告 of the livelihood projects that a vote chose, by what each got."""
    said = vote_said(vote)
    chosen = [one["label"] for one in said["options"] if one["is_chosen"]]
    convocation = vote.meeting.convocation
    if convocation is None:
        raise ValueError("projects are chosen in a session")
    return _announcement(
        convocation, at, about="projects", on=on_day(vote.announced_at), post=_what(vote), projects=chosen
    )


def _announcement(convocation: Convocation, at: datetime, **words: object) -> Announcement:
    made: Announcement = {
        "organ": f"{session_on_paper(convocation)}主席团",
        "number": "",
        "issued_on": on_day(at),
        "town": convocation.township.name,
        "session": session_on_paper(convocation),
        "about": "elected",
        "is_by_election": False,
        "on": "",
        "post": "",
        "names": [],
        "ground": "",
        "constituency": "",
        "now": 0,
        "projects": [],
    }
    return {**made, **words}  # type: ignore[typeddict-item]


def results(convocation: Convocation, *, at: datetime) -> Results:
    """表决结果汇总: every announced vote of the congress in the session, by meeting, in the order in which it
    was held. How the presidium voted stays with its own minutes.
    """
    rows = Vote.objects.filter(
        township_id=convocation.township_id, meeting__convocation=convocation, state=VoteState.ANNOUNCED
    ).exclude(meeting__kind=Meeting.Kind.PRESIDIUM)
    votes = list(
        rows.select_related("meeting__convocation__session__term", "meeting__township", "election")
        .order_by("meeting__starts_at", "meeting_id", "opened_at", "id")
    )  # fmt: skip
    meetings: dict[object, MeetingVotes] = {}
    for vote in votes:
        here = meetings.setdefault(vote.meeting_id, {"meeting": meeting_on_paper(vote.meeting), "votes": []})
        here["votes"].append(vote_said(vote))
    return {
        "organ": convocation.township.organ_name,
        "issued_on": on_day(at),
        "session": session_on_paper(convocation),
        "meetings": list(meetings.values()),
    }
