"""The arithmetic of legal periods: from the day something happened to the last day on which to act.

The Civil Code counts so (arts. 200-203, applied by analogy): the day on which a period begins is not counted;
a period in months ends on the day of the same number, or on the last day of the month if there is none; when
the last day is a day of rest, the day after the rest is the last one. Working days leave out weekends and
public holidays and count the weekends that the State Council's notice made working days. Every result tells
how it came about.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Literal, Self

from dateutil.relativedelta import relativedelta
from django.utils.translation import get_language

Unit = Literal["month", "day", "workday"]
UNITS: tuple[Unit, ...] = ("month", "day", "workday")
ONE_DAY = timedelta(days=1)


class NoPeriod(ValueError):
    """A duty without a period ("contact the deputy") was asked for its due date."""


@dataclass(frozen=True)
class Text:
    """A text of the rule book in both languages; `str()` gives the one of the reader."""

    en: str = ""
    zh: str = ""

    def __str__(self) -> str:
        return self.zh if (get_language() or "").startswith("zh") else self.en

    def __bool__(self) -> bool:
        return bool(self.en or self.zh)

    def as_json(self) -> dict[str, str]:
        return {"en": self.en, "zh": self.zh}


@dataclass(frozen=True)
class Period:
    """So many months, calendar days or working days."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(self.amount)

    def may_outlast(self, limit: Self) -> bool:
        """Whether this period can end later than `limit` when both begin on one day.

        Exact within one unit. Between units the longest possible stretch is held against the shortest
        possible one (a month has 28 to 31 days, working days run past weekends and the longest holiday): it
        warns rather too often.
        """
        if self.unit == limit.unit:
            return self.amount > limit.amount
        return self._longest() > limit._shortest()

    def _longest(self) -> int:
        return {"month": 31 * self.amount, "day": self.amount, "workday": self.amount * 7 // 5 + 10}[
            self.unit
        ]

    def _shortest(self) -> int:
        return {"month": 30 * self.amount - 2, "day": self.amount, "workday": self.amount}[self.unit]


@dataclass(frozen=True)
class Rule:
    """One clock of a rule profile: what starts it, how long it runs, and where that is written.

    `amount` is None for a duty without a period (then `duty` says what is owed, and `required` whether it
    is). `cap` is the law's own limit; it is the same in every profile. `fallback_event` starts the clock when
    `start_event` cannot happen: a matter raised between sessions has no session's last day, a finding no
    evaluation.
    """

    code: str
    start_event: str
    amount: int | None
    unit: Unit | None
    cap: Period | None
    basis: Text
    source: Text
    consequence: Text
    kind: str = "law"  # law, local or custom
    fallback_event: str = ""
    required: bool = False
    needs_consent: bool = False
    duty: Text = Text()
    scope: str = "general"  # general, or township where a province has a rule for townships
    before: bool = False  # counted back: it must be done at least so long before the start event

    @property
    def period(self) -> Period | None:
        if self.amount is None or self.unit is None:
            return None
        return Period(self.amount, self.unit)

    @property
    def is_looser_than_law(self) -> bool:
        """Whether the period can end after the law's own limit; then every date is cut at that limit."""
        return bool(self.period and self.cap and self.period.may_outlast(self.cap))

    def with_period(self, period: Period) -> "Rule":
        return replace(self, amount=period.amount, unit=period.unit)


@dataclass(frozen=True)
class Calendar:
    """The holiday notices: days of rest by name, weekends made working days, the source per year."""

    rest: Mapping[date, str]
    working: frozenset[date]
    sources: Mapping[int, str]

    def knows(self, year: int) -> bool:
        """Whether there is a notice for the year; without one only weekends are days of rest."""
        return year in self.sources

    def is_rest(self, day: date) -> bool:
        if day in self.rest:
            return True
        return day.weekday() >= 5 and day not in self.working


@dataclass(frozen=True)
class Step:
    """One step of the arithmetic, or one warning, as plain data; `sentences.sentence` says it to a reader."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, **self.facts}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored["code"], {key: value for key, value in stored.items() if key != "code"})


@dataclass(frozen=True)
class Reckoning:
    """A due date and how it came about, storable as plain data beside the record that it binds."""

    start: date
    rule: str
    event: str
    amount: int
    unit: Unit
    due_on: date
    steps: tuple[Step, ...]
    basis: Text
    source: Text
    warnings: tuple[Step, ...] = ()
    before: bool = False  # counted back from `start`

    def as_json(self) -> dict[str, Any]:
        """Plain data: ISO dates, texts in both languages, steps and warnings as objects with a `code`."""
        return {
            "start": self.start.isoformat(),
            "rule": self.rule,
            "event": self.event,
            "amount": self.amount,
            "unit": self.unit,
            "due_on": self.due_on.isoformat(),
            "steps": [step.as_json() for step in self.steps],
            "basis": self.basis.as_json(),
            "source": self.source.as_json(),
            "warnings": [warning.as_json() for warning in self.warnings],
            **({"before": True} if self.before else {}),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            start=date.fromisoformat(stored["start"]),
            rule=stored["rule"],
            event=stored["event"],
            amount=stored["amount"],
            unit=stored["unit"],
            due_on=date.fromisoformat(stored["due_on"]),
            steps=tuple(Step.from_json(step) for step in stored["steps"]),
            basis=Text(**stored["basis"]),
            source=Text(**stored["source"]),
            warnings=tuple(Step.from_json(warning) for warning in stored["warnings"]),
            before=stored.get("before", False),
        )


def reckon(start: date, rule: Rule, calendar: Calendar, *, event: str = "") -> Reckoning:
    """The last day of the rule's period that began with `start`, by the Civil Code arts. 200-203.

    `event` names what happened on `start` when it is not the rule's own start event.

    The law's limit is hard: a local rule or an override that is looser is kept and flagged, and the due date
    is the earlier of its own last day and that of the law (Representatives Law art. 51), with a step that
    says so. A year without a holiday notice is counted with weekends only and named in a warning as soon as
    any day that decides the date lies in it.

    Raises NoPeriod when the rule is a duty without a period.
    """
    period = rule.period
    if period is None:
        raise NoPeriod(rule.code)
    look = Look(calendar)
    steps = [Step("first_day", {"on": start.isoformat(), "event": event or rule.start_event})]
    due_on, counted = _last_day(start, period, look)
    steps += counted
    cut = _ceiling(start, due_on, rule, look)
    if cut is not None:
        due_on = date.fromisoformat(cut.facts["to"])
        steps.append(cut)
    if notices := look.notices():
        steps.append(Step("notices", {"sources": notices}))
    return Reckoning(
        start=start,
        rule=rule.code,
        event=event or rule.start_event,
        amount=period.amount,
        unit=period.unit,
        due_on=due_on,
        steps=tuple(steps),
        basis=rule.basis,
        source=rule.source,
        warnings=(*look.warnings(), *_warnings(rule)),
    )


class Look:
    """A look into the calendar that remembers the years it saw."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.years: set[int] = set()

    def is_rest(self, day: date) -> bool:
        self.years.add(day.year)
        return self.calendar.is_rest(day)

    def kind(self, day: date) -> dict[str, str]:
        """Why a day is one of rest."""
        name = self.calendar.rest.get(day)
        return {"kind": "weekend", "name": ""} if name is None else {"kind": "holiday", "name": name}

    def notices(self) -> list[str]:
        return [self.calendar.sources[year] for year in sorted(self.years) if self.calendar.knows(year)]

    def warnings(self) -> list[Step]:
        """One for each year that it looked into without a notice."""
        unknown = [year for year in sorted(self.years) if not self.calendar.knows(year)]
        return [Step("year_unknown", {"year": year}) for year in unknown]


def _last_day(start: date, period: Period, look: Look) -> tuple[date, list[Step]]:
    if period.unit == "workday":
        return _by_workdays(start, period.amount, look)
    end, step = _by_months(start, period.amount) if period.unit == "month" else _by_days(start, period.amount)
    moved_to, moved = _off_rest(end, look)
    return moved_to, [step, *moved]


def _by_months(start: date, amount: int) -> tuple[date, Step]:
    """The day of the same number, or the last day of the month if there is none (Civil Code art. 202)."""
    end = start + relativedelta(months=amount)
    facts = {"amount": amount, "on": end.isoformat()}
    if end.day == start.day:
        return end, Step("months", facts)
    return end, Step("month_end", {**facts, "day": start.day})


def _by_days(start: date, amount: int) -> tuple[date, Step]:
    end = start + timedelta(days=amount)
    return end, Step("days", {"amount": amount, "on": end.isoformat()})


def _off_rest(end: date, look: Look) -> tuple[date, list[Step]]:
    """A last day of rest gives way to the next day that is none (Civil Code art. 203)."""
    day = end
    while look.is_rest(day):
        day += ONE_DAY
    if day != end:
        return day, [Step("moved", {"from": end.isoformat(), "to": day.isoformat(), **look.kind(end)})]
    made_up = end in look.calendar.working
    return day, [Step("made_up_last", {"on": end.isoformat()})] if made_up else []


def _by_workdays(start: date, amount: int, look: Look) -> tuple[date, list[Step]]:
    """Working days counted one by one from the day after the start."""
    day, left = start, amount
    while left:
        day += ONE_DAY
        left -= not look.is_rest(day)
    steps = [Step("workdays", {"amount": amount, "on": day.isoformat()})]
    return day, steps + list(left_out(start, day, look)) + list(counted_in(start, day, look))


def left_out(start: date, end: date, look: Look) -> Iterator[Step]:
    """The days of rest on the way: each holiday by name, the ordinary weekends as a number."""
    passed = [day for day in _days_after(start, end) if look.calendar.is_rest(day)]
    weekends = [day for day in passed if day not in look.calendar.rest]
    if weekends:
        yield Step("weekends", {"days": len(weekends)})
    holidays = [day for day in passed if day in look.calendar.rest]
    # neighbouring days keep the same distance from their place in the list
    for (name, _run), run in groupby(
        enumerate(holidays), lambda at: (look.calendar.rest[at[1]], at[1].toordinal() - at[0])
    ):
        days = [day for _place, day in run]
        facts = {"name": name, "from": days[0].isoformat(), "to": days[-1].isoformat(), "days": len(days)}
        yield Step("holiday", facts)


def counted_in(start: date, end: date, look: Look) -> Iterator[Step]:
    """The weekends on the way that the notice made working days."""
    made_up = [day.isoformat() for day in _days_after(start, end) if day in look.calendar.working]
    if made_up:
        yield Step("made_up", {"on": made_up})


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))


def _ceiling(start: date, due_on: date, rule: Rule, look: Look) -> Step | None:
    """The cut at the law's own limit; not looked at where the same unit shows the period within it."""
    period, cap = rule.period, rule.cap
    if period is None or cap is None or (period.unit == cap.unit and period.amount <= cap.amount):
        return None
    limit, _steps = _last_day(start, cap, look)
    if due_on <= limit:
        return None
    return Step(
        "ceiling",
        {"from": due_on.isoformat(), "to": limit.isoformat(), "amount": cap.amount, "unit": cap.unit},
    )


def _warnings(rule: Rule) -> Iterator[Step]:
    if rule.is_looser_than_law and rule.cap:
        yield Step("looser_than_law", {"amount": rule.cap.amount, "unit": rule.cap.unit})
