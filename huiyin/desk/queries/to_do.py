"""What the office must do today, what comes next, and what the week brings."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.deadlines.sentences import rule_label
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.handling import Assignment, Clock, Extension
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.lines import Line, lines_of, with_signers
from huiyin.matters.queries.next_step import Step, Waiting
from huiyin.matters.queries.undecided import undecided, waits_since, with_waiting
from huiyin.townships.models import Township

SHOWN = 12  # lines of the table
WEEK_SHOWN = 8
COUNTED = 200  # a desk with more says 200+


@dataclass(frozen=True)
class Task:
    """One line of the desk: a matter, what it needs and by when (None: nothing but its turn binds it)."""

    line: Line
    step: Step
    due_on: date | None
    waited: str = ""  # how long it has waited for a decision that no law dates


@dataclass(frozen=True)
class ToDo:
    """Today's work: how much it is, and its first lines with those that come next."""

    count: int
    tasks: list[Task]

    @property
    def said(self) -> str:
        return f"{COUNTED}+" if self.count > COUNTED else str(self.count)


def to_do(township: Township, user: Any, today: date) -> ToDo:
    """What is due today or overdue by legal clock, waits for the office's turn, or was promised by today.

    Bounded: the matters of today's sets only, then the next few by date; nothing walks through the archive.
    """
    keys = list(todays_matters(township, today)[: COUNTED + 1])
    urgent = sorted(_signs(township, keys, today), key=lambda sign: (sign.rank(today), sign.pk))
    shown = {sign.pk: sign for sign in urgent[:SHOWN]}
    matters = with_signers(Matter.objects.of(township).filter(pk__in=shown))
    now = {line.matter.pk: line for line in lines_of(matters, township, user, today)}
    tasks = [_task(now[pk], sign, today) for pk, sign in shown.items() if pk in now]
    later = lines_of(_later(township, today, keys, SHOWN - len(tasks)), township, user, today)
    return ToDo(len(keys), tasks + [Task(line, line.step, line.matter.due_on) for line in later])


def todays_matters(township: Township, today: date) -> QuerySet[Any, Any]:
    """The keys of the matters that need the office today, each once."""
    matters = Matter.objects.of(township).order_by()
    in_hand = {"matter__state": MatterState.IN_HAND}
    sent_back = Assignment.objects.of(township).standing().filter(sent_back_at__isnull=False, **in_hand)
    longer = Extension.objects.of(township).filter(answer="", **in_hand)
    promised = Promise.objects.of(township).open().filter(due_on__lte=today)
    owed = Clock.objects.of(township).running().filter(rule__in=OWED, due_on__lt=today, **in_hand)
    return (
        matters.open()
        .filter(due_on__lte=today)
        .values_list("pk", flat=True)
        .union(
            matters.filter(state=MatterState.SUBMITTED).values_list("pk", flat=True),
            matters.filter(state=MatterState.REGISTERED, due_on__isnull=True).values_list("pk", flat=True),
            sent_back.filter(send_back_answer="").values_list("matter_id", flat=True),
            longer.values_list("matter_id", flat=True),
            promised.values_list("matter_id", flat=True),
            owed.values_list("matter_id", flat=True),
            undecided(township, today).values_list("pk", flat=True),
        )
    )


@dataclass(frozen=True)
class Sign:
    """What makes a matter today's work."""

    pk: UUID
    legal: date | None
    promised: date | None
    sent_back: bool
    asks_longer: bool
    owed: str  # the rule of a missed clock that is not the matter's own: first contact, assisting opinion
    owed_on: date | None
    waits_since: date | None  # for a decision of the office, which no law dates

    def due_on(self, today: date) -> date | None:
        """The day that counts: a unit's request waits for nothing, a promise and the clock for their day."""
        legal = self.legal
        if self.waits_since and legal and legal > today:
            legal = None  # the decision comes first
        dates = [day for day in (legal, self.promised, self.owed_on) if day]
        if self.sent_back or self.asks_longer:
            dates.append(today)
        return min(dates, default=None)

    def rank(self, today: date) -> date:
        return self.due_on(today) or self.waits_since or today

    def waited(self, today: date) -> str:
        """How long it waits for a decision, in words; nothing where a day binds it."""
        if self.waits_since is None or self.due_on(today):
            return ""
        days = (today - self.waits_since).days
        if days <= 0:
            return _("Awaiting a decision")
        words = ngettext(
            "Awaiting a decision for %(days)s day", "Awaiting a decision for %(days)s days", days
        )
        return words % {"days": days}


# What the units owe beside the reply, and the sentence when its day has passed.
OWED = {
    "first_contact": gettext_lazy("The unit has not spoken with the deputy in time: urge it."),
    "assist": gettext_lazy("An assisting opinion is late: urge the unit."),
}


def _signs(township: Township, keys: list[Any], today: date) -> list[Sign]:
    of_matter = {"township_id": OuterRef("township_id"), "matter": OuterRef("pk")}
    sent_back = Assignment.objects.standing().filter(
        **of_matter, sent_back_at__isnull=False, send_back_answer=""
    )
    asked = Extension.objects.filter(**of_matter, answer="")
    promised = Promise.objects.open().filter(**of_matter).order_by("due_on").values("due_on")[:1]
    owed = (
        Clock.objects.running().filter(**of_matter, rule__in=OWED, due_on__lt=today).order_by("due_on", "id")
    )
    in_hand = Q(state=MatterState.IN_HAND)
    rows = (
        with_waiting(Matter.objects.of(township).filter(pk__in=keys))
        .annotate(
            promised=Subquery(promised),
            sent_back=Case(When(in_hand, then=Exists(sent_back)), default=Value(False)),
            asks_longer=Case(When(in_hand, then=Exists(asked)), default=Value(False)),
            owed=Case(When(in_hand, then=Subquery(owed.values("rule")[:1])), default=None),
            owed_on=Case(When(in_hand, then=Subquery(owed.values("due_on")[:1])), default=None),
            waits=Exists(undecided(township, today).filter(pk=OuterRef("pk"))),
        )
        .values()
    )
    return [_sign(dict(row)) for row in rows]


def _sign(row: dict[str, Any]) -> Sign:
    return Sign(
        pk=row["id"],
        legal=row["due_on"],
        promised=row["promised"],
        sent_back=row["sent_back"],
        asks_longer=row["asks_longer"],
        owed=row["owed"] or "",
        owed_on=row["owed_on"],
        waits_since=waits_since(row) if row["waits"] else None,
    )


def _task(line: Line, sign: Sign, today: date) -> Task:
    """A unit's request and a promise that is due come before the ordinary next step."""
    due_on = sign.due_on(today)
    if sign.sent_back:
        label = _("A unit asks to have its order taken back: decide on it.")
        return Task(line, Step("decide_send_back", label, "reassign", Waiting.OFFICE), due_on)
    if sign.asks_longer:
        label = _("A unit asks for an extension: decide on it.")
        return Task(line, Step("decide_extension", label, "decide_extension", Waiting.OFFICE), due_on)
    if sign.promised and sign.promised <= today and due_on == sign.promised:
        label = _("Check whether the promise was kept.")
        return Task(line, Step("check_promise", label, "settle_promise", Waiting.OFFICE), due_on)
    if sign.owed and due_on == sign.owed_on:
        return Task(line, Step(f"late_{sign.owed}", str(OWED[sign.owed]), "urge", Waiting.OFFICE), due_on)
    return Task(line, line.step, due_on, sign.waited(today))


def _later(township: Township, today: date, keys: list[Any], room: int) -> list[Matter]:
    """The next matters by their legal date, to fill the table."""
    if room <= 0:
        return []
    matters = with_signers(Matter.objects.of(township)).open().filter(due_on__gt=today)
    rows = matters.order_by("due_on", "id")[: room + len(keys)]
    return [matter for matter in rows if matter.pk not in set(keys)][:room]


@dataclass(frozen=True)
class Coming:
    """Something that the next seven days bring."""

    on: date
    matter: Matter
    text: str


LESSER = ("first_contact", "assist", "send_back", "reassign")


def coming_week(township: Township, today: date) -> list[Coming]:
    """Matters, promises and the units' lesser clocks that fall due in seven days; windows that close."""
    week = (today + timedelta(days=1), today + timedelta(days=7))
    open_matters = Matter.objects.of(township).open()
    due = open_matters.filter(due_on__range=week).order_by("due_on", "id")[:WEEK_SHOWN]
    windows = Matter.objects.of(township).filter(state=MatterState.ANSWERED, window_closes_on__range=week)
    windows = windows.order_by("window_closes_on", "id")[:WEEK_SHOWN]
    promises = Promise.objects.of(township).open().filter(due_on__range=week).select_related("matter")
    lesser = Clock.objects.of(township).running().filter(rule__in=LESSER, due_on__range=week)
    lesser = (
        lesser.filter(matter__state=MatterState.IN_HAND).select_related("matter").order_by("due_on", "id")
    )
    found = [Coming(m.due_on, m, _("due")) for m in due if m.due_on and m.state != MatterState.TRACKING]
    found += [Coming(m.window_closes_on, m, _("evaluation closes")) for m in windows if m.window_closes_on]
    found += [
        Coming(p.due_on, p.matter, _("promised: %(what)s") % {"what": p.what})
        for p in promises.order_by("due_on", "id")[:WEEK_SHOWN]
    ]
    found += [Coming(clock.due_on, clock.matter, rule_label(clock.rule)) for clock in lesser[:WEEK_SHOWN]]
    return sorted(found, key=lambda one: (one.on, one.matter.pk))[:WEEK_SHOWN]
