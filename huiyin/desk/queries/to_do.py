"""What the office must do today, what comes next, and what the week brings."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.handling import Assignment, Extension
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.lines import Line, lines_of, with_signers
from huiyin.matters.queries.next_step import Step, Waiting
from huiyin.townships.models import Township

SHOWN = 12  # lines of the table
WEEK_SHOWN = 8
COUNTED = 200  # a desk with more says 200+


@dataclass(frozen=True)
class ToDo:
    """Today's work: how much it is, and its first lines with those that come next."""

    count: int
    lines: list[Line]

    @property
    def said(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


def to_do(township: Township, user: Any, today: date) -> ToDo:
    """What is due today or overdue by legal clock, awaits review or a decision, or was promised by today.

    Bounded: the matters of today's sets only, then the next few by date; nothing walks through the archive.
    """
    wanted = todays_matters(township, today)
    keys = list(wanted[: COUNTED + 1])
    rows = list(_rows(township).filter(pk__in=keys).order_by(F("due_on").asc(nulls_last=True), "id")[:SHOWN])
    later = _later(township, today, keys, SHOWN - len(rows))
    lines = lines_of([*rows, *later], township, user, today)
    return ToDo(len(keys), [_with_decision(line) for line in lines])


def todays_matters(township: Township, today: date) -> QuerySet[Any, Any]:
    """The keys of the matters that need the office today, each once."""
    matters = Matter.objects.of(township)
    overdue = matters.open().filter(due_on__lte=today)
    to_review = matters.filter(state=MatterState.SUBMITTED)
    in_hand = {"matter__state": MatterState.IN_HAND}
    sent_back = Assignment.objects.of(township).standing().filter(sent_back_at__isnull=False, **in_hand)
    sent_back = sent_back.filter(send_back_answer="")
    longer = Extension.objects.of(township).filter(answer="", **in_hand)
    promised = Promise.objects.of(township).open().filter(due_on__lte=today)
    return (
        overdue.order_by()
        .values_list("pk", flat=True)
        .union(
            to_review.order_by().values_list("pk", flat=True),
            sent_back.order_by().values_list("matter_id", flat=True),
            longer.order_by().values_list("matter_id", flat=True),
            promised.order_by().values_list("matter_id", flat=True),
        )
    )


def _rows(township: Township) -> Any:
    """Lines of matters, each knowing whether a unit asks something of the presidium."""
    of_matter = {"township_id": OuterRef("township_id"), "matter": OuterRef("pk")}
    sent_back = Assignment.objects.standing().filter(
        **of_matter, sent_back_at__isnull=False, send_back_answer=""
    )
    asked = Extension.objects.filter(**of_matter, answer="")
    matters = Matter.objects.of(township).annotate(sent_back=Exists(sent_back), asks_longer=Exists(asked))
    return with_signers(matters)


def _later(township: Township, today: date, keys: list[Any], room: int) -> list[Matter]:
    """The next matters by their legal date, to fill the table."""
    if room <= 0:
        return []
    rows = _rows(township).open().filter(due_on__gt=today).order_by("due_on", "id")[: room + len(keys)]
    return [matter for matter in rows if matter.pk not in set(keys)][:room]


def _with_decision(line: Line) -> Line:
    """A unit's request comes before the ordinary next step."""
    matter: Any = line.matter
    if matter.state != MatterState.IN_HAND:
        return line
    if matter.sent_back:
        label = _("A unit asks to have its order taken back: decide on it.")
        return replace(line, step=Step("decide_send_back", label, "reassign", Waiting.OFFICE))
    if matter.asks_longer:
        label = _("A unit asks for an extension: decide on it.")
        return replace(line, step=Step("decide_extension", label, "decide_extension", Waiting.OFFICE))
    return line


@dataclass(frozen=True)
class Coming:
    """Something that the next seven days bring."""

    on: date
    matter: Matter
    text: str


def coming_week(township: Township, today: date) -> list[Coming]:
    """Matters and promises that fall due in the next seven days, and windows of evaluation that close."""
    week = (today + timedelta(days=1), today + timedelta(days=7))
    open_matters = Matter.objects.of(township).open()
    due = open_matters.filter(due_on__range=week).order_by("due_on", "id")[:WEEK_SHOWN]
    windows = Matter.objects.of(township).filter(state=MatterState.ANSWERED, window_closes_on__range=week)
    windows = windows.order_by("window_closes_on", "id")[:WEEK_SHOWN]
    promises = Promise.objects.of(township).open().filter(due_on__range=week).select_related("matter")
    found = [Coming(m.due_on, m, _("due")) for m in due if m.due_on and m.state != MatterState.TRACKING]
    found += [Coming(m.window_closes_on, m, _("evaluation closes")) for m in windows if m.window_closes_on]
    found += [
        Coming(p.due_on, p.matter, _("promised: %(what)s") % {"what": p.what})
        for p in promises.order_by("due_on", "id")[:WEEK_SHOWN]
    ]
    return sorted(found, key=lambda one: (one.on, one.matter.pk))[:WEEK_SHOWN]
