"""The acts of an election: called, candidates nominated and settled, ballots prepared, concluded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from huiyin.assembly.actions.nominating import (
    admitted,
    enter_candidate,
    fitting,
    require_nominations_over,
    require_nominators,
    require_nothing_running,
    require_office,
    require_open_to_nominations,
    require_plenary,
    require_presidium_within,
)
from huiyin.assembly.actions.posts import give_posts, note_elected
from huiyin.assembly.actions.voting import Choice, prepare_vote
from huiyin.assembly.electing import Due, Step
from huiyin.assembly.law import posts
from huiyin.assembly.lifecycle import ELECTION_LIFECYCLE, ConvocationState, ElectionState
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.elections import Course, course_of
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, User
from huiyin.search.strokes import by_strokes

OVER = (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)
RUNNING = (ElectionState.NOMINATING, ElectionState.SETTLED)
SECRET = (Vote.Method.PAPER, Vote.Method.SLIPS)
TITLES = {
    Step.PRELIMINARY: "{post}候选人预选",
    Step.FIRST: "{electing}{post}",
    Step.TIE: "{electing}{post}（票数相等再次投票）",
    Step.FURTHER: "{electing}{post}（另行选举）",
}  # papers and the hall's screen are in Chinese


@act
def call_election(
    convocation: Convocation,
    *,
    post: str,
    places: int = 1,
    is_by_election: bool = False,
    nominations_until: datetime | None = None,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Election:
    """Put the election of a post on the session: how many places, until when candidates are nominated. A
    by-election (补选) fills a post that fell vacant within the term [ZZF 26, 30].

    Raises ActRefused when the session is over, the post is none that the congress elects or has fewer places,
    one election of it is still going on, or nominations would end before they begin; PermissionDenied.
    """
    require_office(by, convocation)
    convocation = Convocation.objects.locked(convocation)
    if convocation.state in OVER:
        raise ActRefused(_("This session is over: call the election in the next one."))
    if post not in posts():
        raise ActRefused(_("Choose a post that the congress elects."))
    if places < 1:
        raise ActRefused(_("An election fills one place at least."))
    most = posts()[post].most_places
    if most is not None and places > most:
        raise ActRefused(
            _("%(post)s: there is only %(most)s place.") % {"post": posts()[post].name, "most": most}
        )
    if nominations_until is not None and nominations_until <= at:
        raise ActRefused(_("Nominations would be over before they begin: choose a later moment."))
    going_on = Election.objects.filter(township_id=convocation.township_id, convocation=convocation)
    if going_on.filter(post=post, state__in=RUNNING).exists():
        raise ActRefused(
            _("An election of this post is going on in the session already: %(post)s.")
            % {"post": posts()[post].name}
        )
    election = Election.objects.create(
        township_id=convocation.township_id,
        convocation=convocation,
        post=post,
        places=places,
        is_by_election=is_by_election,
        nominations_until=nominations_until,
    )
    record(
        election,
        "call_election",
        by=by,
        at=at,
        act_id=act_id,
        post=post,
        places=places,
        is_by_election=is_by_election,
    )
    return election


@act
def nominate(
    election: Election,
    *,
    name: str = "",
    deputy: Deputy | None = None,
    note: str = "",
    nominated_by: str = Candidate.NominatedBy.PRESIDIUM,
    nominators: Sequence[Deputy] = (),
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Candidate:
    """Enter a candidate whom the presidium or at least ten deputies jointly, in writing, nominated; each who
    nominates holds a seat. The presidium, and each deputy, nominates at most as many as there are places. A
    chair or vice chair is a deputy [ZZF 26].

    Raises ActRefused after the time for nominations or once a preliminary vote was prepared; for a candidate
    without a name, nominated before, or without the seat that the post wants; with too few nominators, one
    without a seat, or one who nominated as many as there are places.
    """
    election = Election.objects.locked(election)
    ELECTION_LIFECYCLE.check(election, "nominate", by=by)
    require_same_township(election.township_id, deputy, *nominators)
    course = course_of(election)
    require_open_to_nominations(course, at)
    name = admitted(course, (deputy.name if deputy else name).strip(), deputy, at)
    jointly = list(dict.fromkeys(nominators)) if nominated_by == Candidate.NominatedBy.DEPUTIES else []
    if nominated_by == Candidate.NominatedBy.DEPUTIES:
        require_nominators(course, jointly, at)
    else:
        require_presidium_within(course)
        nominated_by = Candidate.NominatedBy.PRESIDIUM
    candidate = enter_candidate(
        election, name=name, deputy=deputy, note=note.strip(), nominated_by=nominated_by, nominators=jointly,
        nominated_at=at,
    )  # fmt: skip
    record(
        election,
        "nominate",
        by=by,
        at=at,
        act_id=act_id,
        nominated_by=str(nominated_by),
        nominators=len(jointly),
        private={"name": name},
    )
    return candidate


@act
def withdraw_candidate(candidate: Candidate, *, by: User | None, at: datetime, act_id: UUID) -> Candidate:
    """Note that a nomination was taken back, or that the person does not stand, before the list is settled.

    Raises ActRefused when it was noted before, or while a preliminary vote is going on.
    """
    election = Election.objects.locked(candidate.election)
    ELECTION_LIFECYCLE.check(election, "withdraw_candidate", by=by)
    candidate = Candidate.objects.locked(candidate)
    if candidate.withdrawn_at is not None:
        raise ActRefused(_("This candidate withdrew already."))
    require_nothing_running(course_of(election))
    candidate.withdrawn_at = at
    candidate.save(update_fields=["withdrawn_at"])
    record(election, "withdraw_candidate", by=by, at=at, act_id=act_id, private={"name": candidate.name})
    return candidate


@act
def settle_candidates(
    election: Election, *, reason: str = "", by: User | None, at: datetime, act_id: UUID
) -> Election:
    """Settle the list of candidates, in the order of strokes of the surname (按姓氏笔画为序). Their number is
    what the law wants of the post; with too many a preliminary vote has told who stays; as many as places
    where there should be more needs a reason, which is kept [ZZF 27, 30].

    Raises ActRefused before nominations are over, while a ballot is going on, with too few or too many, or
    without that reason.
    """
    election = Election.objects.locked(election)
    ELECTION_LIFECYCLE.check(election, "settle_candidates", by=by)
    course = course_of(election)
    require_nominations_over(election, at)
    require_nothing_running(course)
    kept = fitting(course, reason)
    ELECTION_LIFECYCLE.move(election, "settle_candidates", by=by)
    for candidate in course.candidates:
        candidate.is_final = candidate in kept
        candidate.position = kept.index(candidate) + 1 if candidate in kept else 0
        candidate.save(update_fields=["is_final", "position"])
    election.equal_reason = reason.strip() if len(kept) < course.margin.wanted else ""
    election.settled_at = at
    election.save(update_fields=["state", "equal_reason", "settled_at"])
    record(
        election,
        "settle_candidates",
        by=by,
        at=at,
        act_id=act_id,
        candidates=len(kept),
        places=election.places,
        private={"reason": election.equal_reason} if election.equal_reason else {},
    )
    return election


@act
def prepare_ballot(
    election: Election,
    *,
    meeting: Meeting,
    item: AgendaItem | None = None,
    method: str = Vote.Method.PAPER,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Vote:
    """Prepare the ballot that is due, and no other: the preliminary vote when too many were nominated, the
    first ballot, among those tied, or for the places left. It is secret, in a plenary meeting of the session;
    a ballot may be for, against, abstain or write in another [ZZF 27-29].

    Raises ActRefused when none is due, the meeting is not a plenary one of this session, or the method not
    secret.
    """
    election = Election.objects.locked(election)
    ELECTION_LIFECYCLE.check(election, "prepare_ballot", by=by)
    require_same_township(election.township_id, meeting, item)
    require_plenary(election, meeting)
    if method not in SECRET:
        raise ActRefused(_("An election is by secret ballot: choose paper or slips."))
    course = course_of(election)
    due = _required(course)
    if due.step is Step.PRELIMINARY:
        require_nominations_over(election, at)
    vote = prepare_vote(
        meeting,
        title=TITLES[due.step].format(
            post=course.post.name.zh, electing="补选" if election.is_by_election else "选举"
        ),
        item=item,
        method=method,
        winners=due.places,
        choices=_choices(course, due),
        election=election,
        repeats=course.announced(Vote.Subject.ELECTION)[-1] if due.step in (Step.TIE, Step.FURTHER) else None,
        by=by,
        at=at,
        act_id=uuid5(act_id, "vote"),
        **_rule(due.step),
    )
    record(
        election,
        "prepare_ballot",
        by=by,
        at=at,
        act_id=act_id,
        step=due.step.value,
        candidates=len(due.keys),
        places=due.places,
    )
    return vote


def _rule(step: Step) -> dict[str, Any]:
    """Elected is who has more than half of all; among those tied, and before the list is settled, the most
    votes are enough. Another name may be written in where the whole post is voted on.
    """
    if step is Step.PRELIMINARY:
        return {"subject": Vote.Subject.PRELIMINARY, "rule": Vote.Rule.MOST_VOTES}
    if step is Step.TIE:
        return {"subject": Vote.Subject.ELECTION, "rule": Vote.Rule.MOST_VOTES}
    return {
        "subject": Vote.Subject.ELECTION,
        "rule": Vote.Rule.MOST_OVER_HALF,
        "takes_write_ins": True,
    }


def _choices(course: Course, due: Due) -> Sequence[Choice]:
    """The lines of the ballot: by strokes, as the list was settled; for places left by the votes before."""
    known = {one.pk: one for one in course.candidates}
    named = {option.label: option for vote in course.votes for option in vote.options.all()}
    rows = [known.get(key) or named[str(key).partition(":")[2]] for key in due.keys]
    if due.step is not Step.FURTHER:
        rows.sort(key=lambda one: by_strokes(str(one)))
    return [
        Choice(str(one), note=one.note, candidate=one if isinstance(one, Candidate) else None) for one in rows
    ]


def _required(course: Course) -> Due:
    require_nothing_running(course)
    if course.due is not None:
        return course.due
    if course.election.state == ElectionState.NOMINATING:
        raise ActRefused(_("No preliminary vote is needed: settle the candidates first, then vote."))
    raise ActRefused(_("No ballot is due: every place is filled, or nobody is left to be voted on."))


@act
def conclude_election(
    election: Election, *, reason: str = "", by: User | None, at: datetime, act_id: UUID
) -> Election:
    """Conclude an election: who was elected is noted, and takes the post. Places that nobody was elected to
    are left for a later session only by decision of the congress, whose reason is kept [ZZF 29].

    Raises ActRefused while a ballot is going on, before any was held, and with places left and no reason.
    """
    election = Election.objects.locked(election)
    ELECTION_LIFECYCLE.check(election, "conclude_election", by=by)
    course = course_of(election)
    require_nothing_running(course)
    if not course.ballots:
        raise ActRefused(_("No ballot was held yet: hold it, or call the election off."))
    if course.left and not reason.strip():
        raise ActRefused(
            _(
                "%(left)s of %(places)s places have nobody elected: hold the ballot that is due, or say "
                "why the congress leaves them for later."
            )
            % {"left": course.left, "places": election.places}
        )
    ELECTION_LIFECYCLE.move(election, "conclude_election", by=by)
    elected = [note_elected(course, one) for one in course.elected]
    give_posts(course, elected, by=by, at=at, act_id=act_id)
    election.concluded_at, election.reason = at, reason.strip() if course.left else ""
    election.save(update_fields=["state", "concluded_at", "reason"])
    record(
        election,
        "conclude_election",
        by=by,
        at=at,
        act_id=act_id,
        elected=len(elected),
        places=election.places,
        private={"names": "、".join(one.name for one in elected)},
    )
    return election


@act
def call_off_election(
    election: Election, *, reason: str, by: User | None, at: datetime, act_id: UUID
) -> Election:
    """Call an election off before it is concluded; what was held of it stays on record.

    Raises ActRefused without a reason, while a ballot is going on, or when somebody was elected already.
    """
    election = Election.objects.locked(election)
    ELECTION_LIFECYCLE.check(election, "call_off_election", by=by)
    if not reason.strip():
        raise ActRefused(_("Say why the election is called off."))
    course = course_of(election)
    require_nothing_running(course)
    if course.elected:
        raise ActRefused(_("Somebody was elected already: conclude the election instead."))
    ELECTION_LIFECYCLE.move(election, "call_off_election", by=by)
    election.reason = reason.strip()
    election.save(update_fields=["state", "reason"])
    record(election, "call_off_election", by=by, at=at, act_id=act_id, private={"reason": reason.strip()})
    return election
