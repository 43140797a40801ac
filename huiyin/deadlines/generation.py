"""How the shipped holiday files were made: out of the package chinesecalendar, needed for nothing else.

`huiyin calendar generate DIRECTORY` writes one file per year; a notice that came later is typed by hand and
added.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import import_module

from huiyin.deadlines.holidays import Notice

CHINESE_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}


def generated_notices() -> Iterator[Notice]:
    """One notice per year that the package knows; raises ModuleNotFoundError without the package."""
    known = import_module("chinese_calendar.constants")
    rest: dict[int, dict[date, str]] = defaultdict(dict)
    for day, name in known.holidays.items():
        rest[day.year][day] = CHINESE_NAMES[name]
    for year in sorted(rest):
        yield Notice(
            year=year,
            source=f"国务院办公厅关于{year}年部分节假日安排的通知",
            rest=rest[year],
            working=frozenset(day for day in known.workdays if day.year == year),
        )
