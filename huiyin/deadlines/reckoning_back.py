"""The arithmetic of a period that is counted back: the latest day on which something must have been done so
long before a day to come.

“At least seven days before the session opens”: the day of the opening is not counted, and when the day so
found is one of rest, the thing must have been done on the working day before it. A period in months goes back
to the day of the same number, or to the last day of the month if there is none; working days are counted one
by one. No law says how to count back; this is the Civil Code's way (arts. 200-203), the other way round.
"""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from huiyin.deadlines.reckoning import (
    ONE_DAY,
    Calendar,
    Look,
    NoPeriod,
    Period,
    Reckoning,
    Rule,
    Step,
    counted_in,
    left_out,
)


def reckon_before(opening: date, rule: Rule, calendar: Calendar, *, event: str = "") -> Reckoning:
    """The latest day on which what the rule asks for must have been done before `opening`.

    `event` names what happens on that day when it is not the rule's own start event. A year without a holiday
    notice is counted with weekends only and named in a warning.

    Raises NoPeriod when the rule is a duty without a period.
    """
    period = rule.period
    if period is None:
        raise NoPeriod(rule.code)
    look = Look(calendar)
    due_on, counted = _latest_day(opening, period, look)
    steps = [Step("opening", {"on": opening.isoformat(), "event": event or rule.start_event}), *counted]
    if notices := look.notices():
        steps.append(Step("notices", {"sources": notices}))
    return Reckoning(
        start=opening,
        rule=rule.code,
        event=event or rule.start_event,
        amount=period.amount,
        unit=period.unit,
        due_on=due_on,
        steps=tuple(steps),
        basis=rule.basis,
        source=rule.source,
        warnings=tuple(look.warnings()),
        before=True,
    )


def _latest_day(opening: date, period: Period, look: Look) -> tuple[date, list[Step]]:
    if period.unit == "workday":
        return _by_workdays(opening, period.amount, look)
    by = _by_months if period.unit == "month" else _by_days
    end, step = by(opening, period.amount)
    moved_to, moved = _off_rest(end, look)
    return moved_to, [step, *moved]


def _by_months(opening: date, amount: int) -> tuple[date, Step]:
    """The day of the same number so many months before, or the last day of that month if there is none."""
    end = opening - relativedelta(months=amount)
    facts = {"amount": amount, "on": end.isoformat()}
    if end.day == opening.day:
        return end, Step("months_before", facts)
    return end, Step("month_end_before", {**facts, "day": opening.day})


def _by_days(opening: date, amount: int) -> tuple[date, Step]:
    end = opening - timedelta(days=amount)
    return end, Step("days_before", {"amount": amount, "on": end.isoformat()})


def _off_rest(end: date, look: Look) -> tuple[date, list[Step]]:
    """A day of rest gives way to the working day before it: the day after would be too late."""
    day = end
    while look.is_rest(day):
        day -= ONE_DAY
    if day != end:
        return day, [Step("moved_before", {"from": end.isoformat(), "to": day.isoformat(), **look.kind(end)})]
    made_up = end in look.calendar.working
    return day, [Step("made_up_last", {"on": end.isoformat()})] if made_up else []


def _by_workdays(opening: date, amount: int, look: Look) -> tuple[date, list[Step]]:
    """Working days counted one by one from the day before the opening."""
    day, left = opening, amount
    while left:
        day -= ONE_DAY
        left -= not look.is_rest(day)
    steps = [Step("workdays_before", {"amount": amount, "on": day.isoformat()})]
    passed = (day - ONE_DAY, opening - ONE_DAY, look)
    return day, [*steps, *left_out(*passed), *counted_in(*passed)]
