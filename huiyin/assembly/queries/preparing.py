"""The checklist of a session: what is open, what is due, and what the congress did that starts a clock."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly.checklist import CUSTOM, Line, line_of, lines
from huiyin.assembly.lifecycle import ConvocationState, VoteState
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.sessions import Convocation, Preparation, PreparationQuerySet
from huiyin.assembly.models.votes import Vote
from huiyin.deadlines.reckoning import Reckoning
from huiyin.deadlines.sentences import day_words, sentence
from huiyin.townships.models import Township

SOON = timedelta(days=7)  # so long before its day a line stands on the workbench
UNDER_WAY = (ConvocationState.PLANNED, ConvocationState.CALLED, ConvocationState.IN_SESSION)


@dataclass(frozen=True)
class CheckLine:
    """A line of the checklist as a page shows it."""

    row: Preparation
    is_late: bool
    is_first_open: bool
    arithmetic: list[str]  # how a day came about that is custom; none where a clock of the rules tells it


def checklist(convocation: Convocation, today: date) -> list[CheckLine]:
    """The lines that the session asks for, by their days; one settled late or never is told by its days."""
    rows = list(_rows(convocation))
    waits = [row for row in rows if not row.is_done and _still_waits(row, convocation)]
    first = min(waits, key=lambda row: (row.due_on or date.max, row.position), default=None)
    late = {row.pk for row in waits if row.due_on and row.due_on < today}
    return [CheckLine(row, row.pk in late, row is first, _arithmetic(row)) for row in rows]


def _rows(convocation: Convocation) -> PreparationQuerySet:
    rows = Preparation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return rows.in_force().select_related("done_by").order_by("due_on", "position", "id")


def _arithmetic(row: Preparation) -> list[str]:
    """How the day of a line came about that leans on another's, or on the opening; sentences in order."""
    line = row.line
    if line is None or line.after:
        return []
    other = line_of(line.leans_on)
    if row.reckoning is None:
        return [_("On the same day as “%(line)s”.") % {"line": other.name}] if other else []
    reckoning = Reckoning.from_json(row.reckoning)
    if reckoning.rule != CUSTOM:
        return []  # a clock of the rules
    first, *steps = reckoning.steps
    return [_counted_from(reckoning, other) if other else sentence(first), *map(sentence, steps)]


def _counted_from(reckoning: Reckoning, other: Line) -> str:
    words = {"day": day_words(reckoning.start), "line": other.name}
    return _("Counted back from %(day)s, when “%(line)s” is due; this day itself is not counted.") % words


def _still_waits(row: Preparation, convocation: Convocation) -> bool:
    """Whether anybody still has to do it: before the session what belongs before it, afterwards the rest."""
    if convocation.state in UNDER_WAY:
        return True
    after = row.line is None or row.line.after
    return convocation.state == ConvocationState.CLOSED and after


def preparation_due(township: Township, today: date, limit: int) -> list[Preparation]:
    """What the office must prepare for its sessions within seven days, or should have done: by day, at most
    `limit` lines, each with its session.
    """
    after = [Preparation.OWN, *(line.code for line in lines() if line.after)]
    waits = Q(convocation__state__in=UNDER_WAY) | Q(
        convocation__state=ConvocationState.CLOSED, code__in=after
    )
    rows = Preparation.objects.of(township).open().in_force().filter(waits, due_on__lte=today + SOON)
    rows = rows.select_related("township", "convocation__session__term")
    return list(rows.order_by("due_on", "id")[:limit])


def budget_approved_on(convocation: Convocation) -> date | None:
    """The day on which the congress approved a budget in this session: the first such result announced."""
    votes = Vote.objects.filter(
        township_id=convocation.township_id,
        meeting__convocation=convocation,
        item__kind=AgendaItem.Kind.BUDGET,
        state=VoteState.ANNOUNCED,
        outcome=Vote.Outcome.ADOPTED,
    )
    announced_at = votes.order_by("announced_at").values_list("announced_at", flat=True).first()
    return localdate(announced_at) if announced_at else None
