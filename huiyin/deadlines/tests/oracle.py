"""The same periods reckoned in another way: day by day, by chinesecalendar and by the lengths of months."""

import calendar
from datetime import date, timedelta
from functools import cache

import chinese_calendar

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)  # what chinesecalendar knows

is_workday = cache(chinese_calendar.is_workday)


def next_month(year, month):
    return (year + 1, 1) if month == 12 else (year, month + 1)


def months_later(start, amount):
    year, month = start.year, start.month
    for _ in range(amount):
        year, month = next_month(year, month)
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def first_workday_from(day):
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def due_on(start, amount, unit):
    if unit == "workday":
        day = start
        for _ in range(amount):
            day = first_workday_from(day + timedelta(days=1))
        return day
    if unit == "month":
        return first_workday_from(months_later(start, amount))
    day = start
    for _ in range(amount):
        day += timedelta(days=1)
    return first_workday_from(day)


def workday_at_or_before(day):
    while not is_workday(day):
        day -= timedelta(days=1)
    return day


def months_earlier(opening, amount):
    year, month = opening.year, opening.month
    for _ in range(amount):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, min(opening.day, calendar.monthrange(year, month)[1]))


def done_by(opening, amount, unit):
    """The latest day so long before: of all days, looked at one by one from the opening backwards."""
    if unit == "workday":
        day = opening
        for _ in range(amount):
            day = workday_at_or_before(day - timedelta(days=1))
        return day
    if unit == "month":
        return workday_at_or_before(months_earlier(opening, amount))
    day = opening
    for _ in range(amount):
        day -= timedelta(days=1)
    return workday_at_or_before(day)
