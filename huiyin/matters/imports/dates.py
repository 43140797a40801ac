"""Days as offices write them: 2024.7.1, 2024年7月1日, 2024/7/1, 二〇二四年七月一日, 7月1日, 45474.

A number in a column of days is Excel's serial day (from 30 December 1899). A day without a year belongs
to the ledger's year. What is no day of the calendar is refused with the cell's own words.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from huiyin.matters.imports.vocabulary import plain

SERIAL_FROM, SERIAL_TO = 32_874, 73_050  # 1990-01-01 to 2099-12-31
EPOCH = date(1899, 12, 30)
DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
FIGURES = re.compile(r"^(\d{4})[.\-/年](\d{1,2})[.\-/月](\d{1,2})日?$")
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
NO_YEAR = re.compile(r"^(\d{1,2})[.\-/月](\d{1,2})日?$")
CHINESE = re.compile(
    r"^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日?$"
)


class NoDay(ValueError):
    """What stands in the cell is no day; the text says what is wrong."""


def read_day(value: Any, year: int | None) -> date | None:
    """The day that a cell names, None for an empty cell. `year` stands in where the cell names none.

    Raises NoDay.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_serial(value)
    text = plain(value)
    return _of_text(text, year) if text else None


def year_in(value: Any) -> int | None:
    """The year that a cell's day names by itself, None when it names none."""
    if isinstance(value, str) and NO_YEAR.match(plain(value)):
        return None
    try:
        day = read_day(value, None)
    except NoDay:
        return None
    return day.year if day else None


def _of_serial(value: float) -> date:
    whole = int(value)
    if COMPACT.match(str(whole)):
        return _of_text(str(whole), None)
    if not SERIAL_FROM <= whole <= SERIAL_TO:
        raise NoDay(_("The number %(value)s is no day.") % {"value": f"{value:g}"})
    return EPOCH + timedelta(days=whole)


def _of_text(text: str, year: int | None) -> date:
    if match := FIGURES.match(text) or COMPACT.match(text):
        parts = [int(part) for part in match.groups()]
    elif match := CHINESE.match(text):
        parts = [int(match[1].translate(DIGITS)), _tens(match[2]), _tens(match[3])]
    elif match := NO_YEAR.match(text):
        if year is None:
            raise NoDay(_("“%(text)s” names no year.") % {"text": text})
        parts = [year, int(match[1]), int(match[2])]
    elif text.isdigit():
        return _of_serial(int(text))
    else:
        raise NoDay(_("“%(text)s” cannot be read as a day.") % {"text": text})
    return _checked(text, *parts)


def _tens(text: str) -> int:
    """一 to 三十一."""
    tens, ten, ones = text.rpartition("十")
    figure = int(ones.translate(DIGITS)) if ones else 0
    return figure + (10 * int(tens.translate(DIGITS) or 1) if ten else 0)


def _checked(text: str, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise NoDay(_("“%(text)s” is no day of the calendar.") % {"text": text}) from None
    if not 1990 <= year < 2100:
        raise NoDay(_("“%(text)s” lies in the year %(year)s.") % {"text": text, "year": year})
    return found
