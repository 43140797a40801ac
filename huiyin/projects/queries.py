"""What pages and acts ask of livelihood projects: a year's list, its candidates, what a vote came to."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Prefetch, Q, QuerySet, Value, When

from huiyin.assembly.counting import Tally, chosen
from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.votes import Option, Vote
from huiyin.people.models import User
from huiyin.projects.lifecycle import ProjectState
from huiyin.projects.models import Choosing, Project, ProjectQuerySet
from huiyin.townships.models import Township

KEYS = ("place", "id")
IN_LIST = (
    ProjectState.CHOSEN, ProjectState.CANDIDATE, ProjectState.NOT_CHOSEN, ProjectState.COLLECTED,
    ProjectState.SCREENED_OUT,
)  # fmt: skip
CANDIDATES = (ProjectState.CANDIDATE, ProjectState.CHOSEN, ProjectState.NOT_CHOSEN)
STOOD = "stood"  # not a state: all that are candidates, or were


@dataclass(frozen=True)
class Wanted:
    """Which projects of a year somebody looks for; empty means: not narrowed by it."""

    state: str = ""
    source: str = ""
    q: str = ""

    def in_address(self) -> dict[str, str]:
        return {part.name: value for part in fields(self) if (value := getattr(self, part.name))}


def projects_of(township: Township, user: User, year: int, wanted: Wanted) -> ProjectQuerySet:
    """The projects of a year that fit and that this person may see, without order."""
    found: ProjectQuerySet = Project.objects.of(township).visible_to(user).filter(year=year)
    if wanted.q.strip():
        word = wanted.q.strip()
        found = found.filter(Q(title__icontains=word) | Q(content__icontains=word))
    if wanted.state == STOOD:
        found = found.filter(state__in=CANDIDATES)
    elif wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.source:
        found = found.filter(source=wanted.source)
    return found.annotate(place=_place()).select_related("village", "unit", "option__vote")


def _place() -> Any:
    """Where a project stands in the list: by its state, then by its place on the ballot."""
    groups = [When(state=state, then=Value(1000 * n)) for n, state in enumerate(IN_LIST)]
    return Case(*groups, default=Value(9000), output_field=IntegerField()) + F("position")


def counts_of(township: Township, user: User, year: int) -> dict[str, int]:
    """How many projects of a year stand in each state; those that were candidates are counted over all."""
    rows = Project.objects.of(township).visible_to(user).filter(year=year)
    told = {row["state"]: row["n"] for row in rows.values("state").annotate(n=Count("id"))}
    return {state: told.get(state, 0) for state in ProjectState.values}


def years_of(township: Township, user: User) -> list[int]:
    """The years that have projects, latest first."""
    rows = Project.objects.of(township).visible_to(user)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct()[:20])


def candidates_of(township_id: UUID, year: int) -> QuerySet[Project]:
    """The projects of a year that stand for the vote, in the order of the ballot."""
    rows = Project.objects.filter(township_id=township_id, year=year, state=ProjectState.CANDIDATE)
    return rows.select_related("village").order_by("position", "id")


def on_ballot(vote: Vote) -> list[Project]:
    """The candidates whose result this vote tells and was not taken over yet."""
    rows = Project.objects.filter(
        township_id=vote.township_id, option__vote=vote, state=ProjectState.CANDIDATE
    )
    return list(rows.select_related("option").order_by("position", "id"))


def is_taken_up(vote: Vote) -> bool:
    """Whether the result of an announced vote was taken over: nobody on it waits any more."""
    rows = Project.objects.filter(township_id=vote.township_id, option__vote=vote)
    return not rows.filter(state=ProjectState.CANDIDATE).exists()


def tied_options(vote: Vote) -> frozenset[Any]:
    """The options that are equal at the last place of a vote, by their keys."""
    tallies = [Tally(one.pk, one.in_favour or 0, points=one.points or 0) for one in vote.options.all()]
    return frozenset(chosen(tallies, places=vote.winners, needed=vote.needed or 0).tied)


def left_of(choosing: Choosing) -> int:
    """How many of a year's places are not filled yet."""
    filled = Project.objects.filter(
        township_id=choosing.township_id, year=choosing.year, state=ProjectState.CHOSEN
    )
    return int(choosing.places - filled.count())


def choosing_of(township: Township, user: User, year: int) -> Choosing | None:
    """The choice of a year, if it was opened and this person may see it."""
    rows = Choosing.objects.of(township).visible_to(user)
    found: Choosing | None = rows.filter(year=year).select_related("vote").first()
    return found


@dataclass(frozen=True)
class Line:
    """A project with what each vote of the choice gave it."""

    project: Project
    numbers: list[Option | None]  # one for each vote, in their order


@dataclass(frozen=True)
class Result:
    """The votes of a choice in their order, and each project that stood in one."""

    votes: list[Vote]
    lines: list[Line]

    @property
    def running(self) -> Vote | None:
        return next((vote for vote in self.votes if vote.state != VoteState.ANNOUNCED), None)


def result_of(choosing: Choosing) -> Result:
    """What the votes of a choice came to, project by project. A fixed number of queries."""
    votes = votes_of(choosing)
    projects = Project.objects.filter(township_id=choosing.township_id, year=choosing.year)
    stood = projects.exclude(state__in=[ProjectState.COLLECTED, ProjectState.SCREENED_OUT])
    rows = list(stood.select_related("village", "option").order_by("position", "id"))
    by_label = [{option.label: option for option in vote.options.all()} for vote in votes]
    lines = [Line(one, [named.get(one.title) for named in by_label]) for one in rows]
    return Result(votes, _by_result(lines))


def _by_result(lines: Sequence[Line]) -> list[Line]:
    """Chosen first, by their votes; before any result in the order of the ballot."""
    if not any(line.project.chosen_at for line in lines):
        return list(lines)
    return sorted(lines, key=lambda line: (line.project.state != ProjectState.CHOSEN, -_weight(line)))


def _weight(line: Line) -> int:
    first = next((option for option in line.numbers if option is not None), None)
    return 0 if first is None else (first.points or first.in_favour or 0)


def votes_of(choosing: Choosing) -> list[Vote]:
    """The votes of a choice, first to last; those that were cancelled are left out."""
    keys: list[UUID] = []
    vote = choosing.vote
    while vote is not None:
        keys.append(vote.pk)
        vote = vote.repeats
    rows = (
        Vote.objects.filter(township_id=choosing.township_id, pk__in=keys)
        .exclude(state=VoteState.CANCELLED)
        .select_related("meeting__convocation__session__term", "meeting__term")
        .prefetch_related(Prefetch("options", Option.objects.order_by("position")))
    )
    return list(rows.order_by("id"))


class Step(Enum):
    """What comes next in a choice."""

    COLLECT = "collect"  # too few candidates
    PUT = "put"
    GO_ON = "go_on"  # a vote is prepared, open or counted
    TAKE_UP = "take_up"
    AGAIN = "again"  # those tied
    DONE = "done"


def next_step(choosing: Choosing, result: Result) -> Step:
    """What comes next, by the votes held so far."""
    if choosing.settled_at is not None:
        return Step.DONE
    if result.running is not None:
        return Step.GO_ON
    last = result.votes[-1] if result.votes else None
    if last is None or last.outcome == Vote.Outcome.VOID:
        return Step.PUT if len(result.lines) >= choosing.places else Step.COLLECT
    return Step.AGAIN if is_taken_up(last) else Step.TAKE_UP


def is_on_ballot(project: Project) -> bool:
    """Whether the year's projects were put to the vote: nothing of them changes any more."""
    rows = Choosing.objects.filter(township_id=project.township_id, year=project.year, vote__isnull=False)
    return rows.exclude(vote__state=VoteState.CANCELLED).exists()
