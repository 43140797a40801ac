"""The demonstration's almanac: which day is meant by “the third working day after the step before”.

Last year's tales name days of the calendar, this year's count back from today, so that the town is alive on
whatever day it is shown.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import make_aware

from huiyin.deadlines.queries import calendar
from huiyin.deadlines.reckoning import Calendar
from huiyin.matters.models.matter import Matter

LEDGER_YEAR = 2024
MONTH_AND_DAY = re.compile(r"^(?:(next|this) )?(\d\d)-(\d\d)$")
COUNTED = re.compile(r"^(back|ahead) (\d+)$")
AFTER = re.compile(r"^(window|due)?([+-]\d+)$")
MORNING, MIDDAY = time(8, 35), time(14, 35)
MORNING_MINUTES, MINUTES = 190, 370  # of office hours in the morning, and in the whole day


@dataclass(frozen=True)
class Days:
    """The calendar as seen from the demonstration's today."""

    today: date
    notices: Calendar

    @property
    def last_year(self) -> int:
        """The last full calendar year."""
        return self.today.year - 1

    @property
    def shift(self) -> int:
        """By how many years the ledger's days are moved."""
        return self.last_year - LEDGER_YEAR

    def work(self, day: date) -> date:
        """The day itself, or the next one on which the office works."""
        while self.notices.is_rest(day):
            day += timedelta(days=1)
        return day

    def move(self, day: date, count: int) -> date:
        """So many working days later, or earlier."""
        step = timedelta(days=1 if count > 0 else -1)
        for _working_day in range(abs(count)):
            day += step
            while self.notices.is_rest(day):
                day += step
        return day

    def named(self, words: str) -> date:
        """A day by its own name: `10-21` of last year, `next 04-30`, `this 01-15`, `back 12`, `ahead 6`.

        Raises ValueError for anything else.
        """
        if match := MONTH_AND_DAY.match(words):
            year = self.last_year if match[1] is None else self.today.year
            return date(year, int(match[2]), int(match[3]))
        if match := COUNTED.match(words):
            count = int(match[2])
            return self.move(self.today, -count) if match[1] == "back" else self.today + timedelta(days=count)
        raise ValueError(words)

    def of_step(self, words: str, before: date, matter: Matter | None) -> date:
        """The working day of a step: named, or counted from the step before, the window's end or the due day.

        It never lies before the step before.
        """
        match = AFTER.match(words)
        if match is None:
            day = self.named(words)
        elif match[1] is None:
            day = self.move(before, int(match[2]))
        else:
            day = self.move(_anchor(match[1], matter), int(match[2]))
        return self.work(max(day, before))


def almanac(today: date) -> Days:
    return Days(today, calendar())


def _anchor(name: str, matter: Matter | None) -> date:
    day = getattr(matter, {"window": "window_closes_on", "due": "due_on"}[name])
    if day is None:
        raise ValueError(name)
    return day


def moment(day: date, minute: int) -> datetime:
    """A moment of office hours: minutes run through the morning, then through the afternoon."""
    minute %= MINUTES
    start, rest = (MORNING, minute) if minute < MORNING_MINUTES else (MIDDAY, minute - MORNING_MINUTES)
    return make_aware(datetime.combine(day, start)) + timedelta(minutes=rest)


def evening(day: date) -> datetime:
    """When a deputy looks at the telephone."""
    return make_aware(datetime.combine(day, time(19, 40)))
