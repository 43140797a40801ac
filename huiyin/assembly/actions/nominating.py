"""What an election wants before it is voted on: who may nominate whom, how many, until when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from huiyin.assembly import permissions as who
from huiyin.assembly.electing import Fit, fit_of
from huiyin.assembly.law import signers, source
from huiyin.assembly.models.elections import Candidate, Election, Nominator
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.elections import Course
from huiyin.core.errors import ActRefused
from huiyin.people.models import Deputy, User
from huiyin.search.strokes import by_strokes


def require_office(by: User | None, row: Any) -> None:
    if by is not None and not who.office(by, row):
        raise PermissionDenied("election")


def require_nominations_over(election: Election, at: datetime) -> None:
    if election.nominations_until is not None and at <= election.nominations_until:
        raise ActRefused(_("Deputies may still nominate: wait until the time for nominations is over."))


def require_nothing_running(course: Course) -> None:
    if running := course.running:
        raise ActRefused(
            _("The ballot “%(title)s” is not announced yet: finish or cancel it first.")
            % {"title": running.title}
        )


def require_plenary(election: Election, meeting: Meeting) -> None:
    if meeting.kind != Meeting.Kind.PLENARY or meeting.convocation_id != election.convocation_id:
        raise ActRefused(_("An election is held in a plenary meeting of the session that called it."))


def require_open_to_nominations(course: Course, at: datetime) -> None:
    until = course.election.nominations_until
    if until is not None and at > until:
        raise ActRefused(_("The time for nominations is over: no candidate can be added any more."))
    if course.votes:
        raise ActRefused(_("A preliminary vote was prepared: no candidate can be added any more."))


def admitted(course: Course, name: str, deputy: Deputy | None, at: datetime) -> str:
    """The candidate's name, if the post admits this person and nobody nominated them before."""
    if not name:
        raise ActRefused(_("Name the candidate."))
    if any(one.name == name for one in course.candidates):
        raise ActRefused(_("%(name)s was nominated for this post already.") % {"name": name})
    if course.post.needs_seat and (deputy is None or not _seated(course, [deputy], at)):
        raise ActRefused(
            _("%(name)s holds no seat of this congress; the post of %(post)s goes to a deputy.")
            % {"name": name, "post": course.post.name}
        )
    return name


def require_nominators(course: Course, nominators: Sequence[Deputy], at: datetime) -> None:
    """As many deputies as the law wants, each with a seat and with a place left to nominate for."""
    seated = _seated(course, nominators, at)
    if without := [one.name for one in nominators if one.pk not in seated]:
        raise ActRefused(
            _("Only who holds a seat may nominate; these hold none: %(names)s.")
            % {"names": "、".join(without)}
        )
    wanted = signers("nomination")
    if len(nominators) < wanted:
        raise ActRefused(
            _("At least %(wanted)s deputies must nominate jointly; %(named)s are named. %(source)s")
            % {"wanted": wanted, "named": len(nominators), "source": source("nomination")}
        )
    places, before = course.election.places, _nominated_before(course)
    if full := [one.name for one in nominators if before.get(one.pk, 0) >= places]:
        raise ActRefused(
            _(
                "A deputy nominates at most as many as there are places (%(places)s); these have done so: "
                "%(names)s."
            )
            % {"places": places, "names": "、".join(full)}
        )


def require_presidium_within(course: Course) -> None:
    """The presidium, too, nominates at most as many as there are places."""
    mine = [one for one in course.standing if one.nominated_by == Candidate.NominatedBy.PRESIDIUM]
    if len(mine) >= course.election.places:
        raise ActRefused(
            _("The presidium nominates at most as many as there are places (%(places)s), and has done so.")
            % {"places": course.election.places}
        )


def _seated(course: Course, deputies: Sequence[Deputy], at: datetime) -> set[Any]:
    term = course.election.convocation.session.term
    return set(deputies_at(term, at).filter(pk__in=[one.pk for one in deputies]).values_list("pk", flat=True))


def _nominated_before(course: Course) -> dict[Any, int]:
    """How many candidates who still stand each deputy nominated jointly with others."""
    before: dict[Any, int] = {}
    for candidate in course.standing:
        for nominator in candidate.nominators.all():
            before[nominator.deputy_id] = before.get(nominator.deputy_id, 0) + 1
    return before


def enter_candidate(election: Election, *, nominators: Sequence[Deputy], **said: Any) -> Candidate:
    """Part of an act: the candidate's row, with those who nominated."""
    candidate = Candidate.objects.create(township_id=election.township_id, election=election, **said)
    Nominator.objects.bulk_create(
        Nominator(township_id=election.township_id, candidate=candidate, election=election, deputy=one)
        for one in nominators
    )
    return candidate


def fitting(course: Course, reason: str) -> list[Candidate]:
    """The candidates in the order of strokes, if they are as many as the law wants."""
    if course.preliminaries and course.due is not None:
        raise ActRefused(_("The preliminary vote ended in a tie: vote again among those tied first."))
    kept = sorted(course.kept, key=lambda one: by_strokes(one.name))
    fit, margin = fit_of(len(kept), course.margin), course.margin
    said = {
        "candidates": len(kept),
        "places": course.election.places,
        "least": margin.least,
        "most": margin.most,
        "wanted": margin.wanted,
        "source": margin.source,
    }
    if fit is Fit.TOO_FEW:
        raise ActRefused(
            _(
                "Too few candidates: %(candidates)s for %(places)s places; at least %(least)s are wanted. "
                "%(source)s"
            )
            % said
        )
    if fit is Fit.TOO_MANY:
        raise ActRefused(
            _(
                "Too many candidates: %(candidates)s for %(places)s places; at most %(most)s may stand. "
                "Hold a preliminary vote first. %(source)s"
            )
            % said
        )
    if fit is Fit.NEEDS_REASON and not reason.strip():
        raise ActRefused(
            _(
                "As a rule there are %(wanted)s candidates for %(places)s places; there are %(candidates)s. "
                "Say why, or have another one nominated. %(source)s"
            )
            % said
        )
    return kept
