"""What an election changes beside itself: who holds the post of chair or vice chair in the presidium."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from huiyin.assembly.actions.nominating import enter_candidate
from huiyin.assembly.models.elections import Candidate
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.elections import Course, Elected
from huiyin.people.actions.roster import change_deputy
from huiyin.people.models import Deputy, User

GOVERNMENT = "government"  # the group of posts in the law's list
ONE_HOLDER = frozenset({Deputy.Post.CHAIR})  # there is one chair: whoever is elected follows the former one


def note_elected(course: Course, one: Elected) -> Candidate:
    """Part of concluding an election: the candidate was elected when the ballot's result was announced. Who
    was only written in becomes a candidate by that.
    """
    candidate = one.candidate or enter_candidate(
        course.election,
        name=one.name,
        deputy=one.deputy,
        nominated_by=Candidate.NominatedBy.WRITTEN_IN,
        nominators=(),
    )
    candidate.elected_at = one.vote.announced_at
    candidate.save(update_fields=["elected_at"])
    return candidate


def give_posts(
    course: Course, elected: Sequence[Candidate], *, by: User | None, at: datetime, act_id: UUID
) -> None:
    """Part of concluding an election: an elected chair or vice chair bears the post in the roster, and who
    held it before no longer does: the one chair always, vice chairs at a general election. Whoever is elected
    into the government leaves the presidium, whose members hold no government post [ZZF].
    """
    if course.post.group == GOVERNMENT:
        for deputy in (one.deputy for one in elected if one.deputy and one.deputy.post):
            _change(deputy, Deputy.Post.NONE, by=by, at=at, act_id=act_id)
    if course.post.code not in Deputy.Post.values or not elected:
        return
    chosen = {one.deputy_id for one in elected}
    for deputy in _former(course, at):
        if deputy.pk not in chosen:
            _change(deputy, Deputy.Post.NONE, by=by, at=at, act_id=act_id)
    for candidate in elected:
        if candidate.deputy is not None and candidate.deputy.post != course.post.code:
            _change(candidate.deputy, course.post.code, by=by, at=at, act_id=act_id)


def _former(course: Course, at: datetime) -> list[Deputy]:
    post = course.post.code
    if course.election.is_by_election and post not in ONE_HOLDER:
        return []
    term = course.election.convocation.session.term
    return list(deputies_at(term, at).filter(post=post).order_by("id"))


def _change(deputy: Deputy, post: str, *, by: User | None, at: datetime, act_id: UUID) -> None:
    change_deputy(deputy, post=post, by=by, at=at, act_id=uuid5(act_id, f"post {deputy.pk}"))
