"""The acts of choosing livelihood projects (民生实事项目票决): collect, screen, vote, take up the result.

More candidates than places are put to a secret vote of the deputies; those with the most votes are chosen. A
tie at the last place is voted on again among those tied.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext as _

from huiyin.assembly.actions.voting import Choice, prepare_vote
from huiyin.assembly.lifecycle import ConvocationState, VoteState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Unit, User
from huiyin.projects import permissions as who
from huiyin.projects.lifecycle import PROJECT_LIFECYCLE, ProjectState
from huiyin.projects.models import Choosing, Project
from huiyin.projects.queries import (
    candidates_of,
    is_on_ballot,
    is_taken_up,
    left_of,
    on_ballot,
    tied_options,
    votes_of,
)
from huiyin.projects.wording import yuan_on_paper
from huiyin.townships.models import Township, Village

OVER = (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)
SECRET = (Vote.Method.PAPER, Vote.Method.SLIPS)
FIELDS = ("title", "content", "source", "proposed_by", "village", "unit", "estimate_yuan")


@act
def collect_project(
    township: Township,
    *,
    year: int,
    title: str,
    content: str = "",
    source: str = Project.Source.VOTERS,
    proposed_by: str = "",
    village: Village | None = None,
    unit: Unit | None = None,
    estimate_yuan: Decimal | None = None,
    matter: Matter | None = None,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Project:
    """Enter a project that voters, deputies, the government or the presidium proposed for a year; from a
    matter of the loop where it came from one. A voter is never named.

    Raises ActRefused without a title, with one that stands in the year already, with a voter's name, or with
    an amount below nothing; PermissionDenied.
    """
    if by is not None and not who.clerk(by, township):
        raise PermissionDenied("project")
    require_same_township(township.pk, village, unit, matter)
    project = Project(
        township=township,
        year=year,
        title=title.strip(),
        content=content.strip(),
        source=source,
        proposed_by=proposed_by.strip(),
        village=village,
        unit=unit,
        estimate_yuan=estimate_yuan,
        matter=matter,
    )
    _require_whole(project)
    project.save(force_insert=True)
    record(
        project,
        "collect_project",
        by=by,
        at=at,
        act_id=act_id,
        year=year,
        source=str(source),
        private={"title": project.title},
    )
    return project


@act
def change_project(
    project: Project, *, by: User | None, at: datetime, act_id: UUID, **fields: Any
) -> Project:
    """Correct what is said of a project before it is voted on; `position` is its place on the ballot.

    Raises ActRefused as for entering, and once it stands on a ballot.
    """
    project = Project.objects.locked(project)
    PROJECT_LIFECYCLE.check(project, "change_project", by=by)
    _require_not_voted(project)
    if unknown := set(fields) - {*FIELDS, "position"}:
        raise ValueError(unknown)
    require_same_township(project.township_id, fields.get("village"), fields.get("unit"))
    for name, value in fields.items():
        setattr(project, name, value.strip() if isinstance(value, str) else value)
    _require_whole(project)
    project.save(update_fields=list(fields))
    record(project, "change_project", by=by, at=at, act_id=act_id, fields=sorted(fields))
    return project


@act
def make_candidate(
    project: Project, *, screening: str = "", by: User | None, at: datetime, act_id: UUID
) -> Project:
    """Take a project up among those that the deputies vote on; it stands last on the ballot so far.

    Raises ActRefused once the year's projects were put to the vote.
    """
    project = Project.objects.locked(project)
    PROJECT_LIFECYCLE.move(project, "make_candidate", by=by)
    _require_not_voted(project)
    last = candidates_of(project.township_id, project.year).aggregate(last=Max("position"))["last"]
    project.position, project.screening = (last or 0) + 1, screening.strip()
    project.save(update_fields=["state", "position", "screening"])
    record(project, "make_candidate", by=by, at=at, act_id=act_id, private={"screening": screening.strip()})
    return project


@act
def screen_out(project: Project, *, reason: str, by: User | None, at: datetime, act_id: UUID) -> Project:
    """Leave a project out after screening, with the reason that whoever proposed it is told.

    Raises ActRefused without a reason, and once the year's projects were put to the vote.
    """
    project = Project.objects.locked(project)
    PROJECT_LIFECYCLE.move(project, "screen_out", by=by)
    _require_not_voted(project)
    if not reason.strip():
        raise ActRefused(_("Say why the project is not taken up: whoever proposed it is told."))
    project.position, project.screening = 0, reason.strip()
    project.save(update_fields=["state", "position", "screening"])
    record(project, "screen_out", by=by, at=at, act_id=act_id, private={"reason": project.screening})
    return project


@act
def open_choosing(
    convocation: Convocation,
    *,
    year: int,
    places: int,
    method: str = Choosing.Method.APPROVE,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Choosing:
    """Open the choice of a year's projects in a session: how many are chosen, by approving or by ranking.

    Raises ActRefused when the session is over, the year has a choice already, or nothing would be chosen;
    PermissionDenied.
    """
    if by is not None and not who.office(by, convocation):
        raise PermissionDenied("choosing")
    convocation = Convocation.objects.locked(convocation)
    if convocation.state in OVER:
        raise ActRefused(_("This session is over: choose the projects in the next one."))
    if places < 1:
        raise ActRefused(_("At least one project is to be chosen."))
    if Choosing.objects.filter(township_id=convocation.township_id, year=year).exists():
        raise ActRefused(_("The choice of the projects of %(year)s is open already.") % {"year": year})
    choosing = Choosing.objects.create(
        township_id=convocation.township_id, convocation=convocation, year=year, places=places, method=method
    )
    record(
        choosing, "open_choosing", by=by, at=at, act_id=act_id, year=year, places=places, method=str(method)
    )
    return choosing


@act
def put_projects_to_vote(
    choosing: Choosing,
    *,
    meeting: Meeting,
    item: AgendaItem | None = None,
    vote_method: str = Vote.Method.PAPER,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Vote:
    """Put the candidates to a secret vote of the deputies in a plenary meeting, in the order of the ballot;
    after a tie those tied alone, for the places left. There are meant to be more candidates than places; as
    many as places are a choice of nothing, of which the page warns.

    Raises ActRefused with fewer candidates than places, while a vote is going on or its result not taken
    over, when everything is chosen, in another meeting, or by a vote that is not secret.
    """
    if by is not None and not who.office(by, choosing):
        raise PermissionDenied("choosing")
    require_same_township(choosing.township_id, meeting, item)
    choosing = Choosing.objects.locked(choosing)
    _require_ready(choosing, meeting, vote_method)
    projects = list(candidates_of(choosing.township_id, choosing.year))
    places, before = left_of(choosing), choosing.vote
    if len(projects) < places:
        raise ActRefused(
            _("%(candidates)s candidates are fewer than the %(places)s to be chosen: take up more projects.")
            % {"candidates": len(projects), "places": places}
        )
    again = any(_counts(one) for one in votes_of(choosing))
    vote = prepare_vote(
        meeting,
        title=_title(choosing.year, again),
        item=item,
        subject=Vote.Subject.CHOICE,
        method=vote_method,
        rule=Vote.Rule.MOST_VOTES,
        winners=places,
        is_ranked=choosing.method == Choosing.Method.RANK,
        choices=[Choice(one.title, note=_note(one)) for one in projects],
        repeats=before,
        is_given=True,
        by=by,
        at=at,
        act_id=uuid5(act_id, "vote"),
    )
    _tie_to_options(projects, vote)
    choosing.vote = vote
    choosing.save(update_fields=["vote"])
    record(
        choosing, "put_projects_to_vote", by=by, at=at, act_id=act_id, candidates=len(projects), places=places
    )
    return vote


@act
def take_up_result(choosing: Choosing, *, by: User | None, at: datetime, act_id: UUID) -> Choosing:
    """Take over the result of the vote, once: the projects chosen are the year's; those tied at the last
    place stay candidates and are voted on again; the others were not chosen.

    Raises ActRefused before the result is announced, when the vote was void, or when it was taken over
    before.
    """
    if by is not None and not who.office(by, choosing):
        raise PermissionDenied("choosing")
    choosing = Choosing.objects.locked(choosing)
    vote = _announced(choosing)
    tied = tied_options(vote)
    counts = {ProjectState.CHOSEN: 0, ProjectState.NOT_CHOSEN: 0}
    for project in on_ballot(vote):
        if project.option_id in tied:
            project.option = None
            project.save(update_fields=["option"])
            continue
        end = ProjectState.CHOSEN if project.option and project.option.is_chosen else ProjectState.NOT_CHOSEN
        PROJECT_LIFECYCLE.move(project, "take_up_result", by=by, to=end)
        project.chosen_at = vote.announced_at if end == ProjectState.CHOSEN else None
        project.save(update_fields=["state", "chosen_at"])
        counts[end] += 1
    choosing.settled_at = None if tied else at
    choosing.save(update_fields=["settled_at"])
    record(
        choosing,
        "take_up_result",
        by=by,
        at=at,
        act_id=act_id,
        chosen=counts[ProjectState.CHOSEN],
        not_chosen=counts[ProjectState.NOT_CHOSEN],
        tied=len(tied),
        places=vote.winners,
    )
    return choosing


def _counts(vote: Vote) -> bool:
    """Whether a vote told something: what follows it is voted on once more."""
    return vote.state == VoteState.ANNOUNCED and vote.outcome != Vote.Outcome.VOID


def _announced(choosing: Choosing) -> Vote:
    """The vote whose result can be taken over now."""
    vote = choosing.vote
    if vote is None or vote.state != VoteState.ANNOUNCED:
        raise ActRefused(_("No result is announced yet: announce the result of the vote first."))
    if vote.outcome == Vote.Outcome.VOID:
        raise ActRefused(_("The vote was void: put the projects to the vote again."))
    if is_taken_up(vote):
        raise ActRefused(_("The result was taken over already."))
    return vote


def _require_ready(choosing: Choosing, meeting: Meeting, vote_method: str) -> None:
    if choosing.settled_at is not None:
        raise ActRefused(_("The projects of %(year)s are chosen already.") % {"year": choosing.year})
    if meeting.kind != Meeting.Kind.PLENARY or meeting.convocation_id != choosing.convocation_id:
        raise ActRefused(_("Projects are chosen in a plenary meeting of the session that opened the choice."))
    if vote_method not in SECRET:
        raise ActRefused(_("Projects are chosen by secret ballot: choose paper or slips."))
    vote = choosing.vote
    if vote is None or vote.state == VoteState.CANCELLED or vote.outcome == Vote.Outcome.VOID:
        return
    if vote.state != VoteState.ANNOUNCED:
        raise ActRefused(
            _("The vote “%(title)s” is not announced yet: finish or cancel it first.") % {"title": vote.title}
        )
    if not is_taken_up(vote):
        raise ActRefused(_("Take over the result of the vote first."))


def _require_whole(project: Project) -> None:
    if not project.title:
        raise ActRefused(_("Give the project a title."))
    if project.source not in Project.Source.values:
        raise ActRefused(_("Choose who proposed the project."))
    if project.source == Project.Source.VOTERS and project.proposed_by:
        raise ActRefused(_("Voters are not named here: leave the proposer empty."))
    if project.estimate_yuan is not None and project.estimate_yuan < 0:
        raise ActRefused(_("The amount is not below nothing."))
    same = Project.objects.filter(
        township_id=project.township_id, year=project.year, title=project.title
    ).exclude(pk=project.pk)
    if same.exists():
        raise ActRefused(
            _("“%(title)s” stands among the projects of %(year)s already.")
            % {"title": project.title, "year": project.year}
        )


def _require_not_voted(project: Project) -> None:
    """A ballot that was prepared is not changed behind the deputies' backs."""
    if is_on_ballot(project):
        raise ActRefused(
            _("The projects of %(year)s were put to the vote: what stands on the ballot stays.")
            % {"year": project.year}
        )


def _title(year: int, again: bool) -> str:
    """What is voted on, as papers and the hall's screen say it in Chinese."""
    return f"票决{year}年度民生实事项目" + ("（票数相等再次投票）" if again else "")


def _note(project: Project) -> str:
    """Beside the title on the ballot: where it is and what it may cost."""
    said = [str(project.village)] if project.village else []
    if project.estimate_yuan is not None:
        said.append(f"概算{yuan_on_paper(project.estimate_yuan)}")
    return "，".join(said)


def _tie_to_options(projects: Sequence[Project], vote: Vote) -> None:
    options = {option.position: option for option in vote.options.all()}
    for place, project in enumerate(projects, start=1):
        project.option = options[place]
        project.save(update_fields=["option"])
