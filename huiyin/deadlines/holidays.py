"""The yearly notice of the State Council: the public holidays, and the weekends worked instead.

A notice is a TOML file, one per year, as the office can type it from the newspaper:

    year = 2024
    source = "国务院办公厅关于2024年部分节假日安排的通知"
    working = [2024-02-04, 2024-02-18]

    [[holidays]]
    name = "春节"
    from = 2024-02-10
    to = 2024-02-17
"""

import hashlib
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.deadlines.reckoning import Calendar

SHIPPED = Path(__file__).parent / "calendars"
KEYS = {"year", "source", "working", "holidays"}
FIRST_YEAR, LAST_YEAR = 1950, 2199


class NoticeRefused(ActRefused):
    """The file is no usable notice; `problems` has one sentence for each fault."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Notice:
    """One year's notice: the days of rest by name and the weekends made working days."""

    year: int
    source: str
    rest: Mapping[date, str]
    working: frozenset[date]

    @property
    def digest(self) -> str:
        """The same for the same notice, whatever its file looks like."""
        content = [
            self.year,
            self.source,
            sorted((day.isoformat(), name) for day, name in self.rest.items()),
            sorted(day.isoformat() for day in self.working),
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def read_notice(path: Path) -> Notice:
    """The notice in a TOML file.

    Raises NoticeRefused with a sentence for each fault: not TOML, no year or source, a day outside the year,
    a day named twice, a worked day that is no weekend.
    """
    try:
        typed = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise NoticeRefused(
            [_("%(file)s is not a TOML file: %(error)s") % {"file": path.name, "error": error}]
        ) from error
    return parse_notice(typed)


def parse_notice(typed: Mapping[str, Any]) -> Notice:
    """A notice from what was typed; raises NoticeRefused with all its faults at once."""
    faults = list(_faults_of_shape(typed))
    if faults:
        raise NoticeRefused(faults)
    spans = list(typed.get("holidays", []))
    named = [(day, span["name"].strip()) for span in spans for day in _days(span["from"], span["to"])]
    faults = list(_faults_of_days(typed["year"], [day for day, _name in named], typed.get("working", [])))
    if faults:
        raise NoticeRefused(faults)
    return Notice(typed["year"], typed["source"].strip(), dict(named), frozenset(typed.get("working", [])))


def _faults_of_shape(typed: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(set(typed) - KEYS):
        yield _("“%(key)s” is not known in a notice; known are: %(known)s.") % {
            "key": key,
            "known": ", ".join(sorted(KEYS)),
        }
    if not _is_year(typed.get("year")):
        yield _("The notice needs its year, for example: year = 2027.")
    if not _is_words(typed.get("source")):
        yield _("The notice needs its source: the title and number of the State Council's notice.")
    if not isinstance(typed.get("working", []), list) or not all(map(_is_day, typed.get("working", []))):
        yield _("“working” must be a list of days, for example: working = [2027-02-06].")
    spans = typed.get("holidays")
    if not isinstance(spans, list) or not spans:
        yield _("The notice needs at least one [[holidays]] entry.")
        return
    for number, span in enumerate(spans, start=1):
        if not _is_span(span):
            yield _(
                "Holiday %(number)s needs a name, a first day “from” and a last day “to” not before it."
            ) % {"number": number}


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and FIRST_YEAR <= value <= LAST_YEAR


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_span(span: object) -> bool:
    if not isinstance(span, dict) or set(span) != {"name", "from", "to"} or not _is_words(span["name"]):
        return False
    # nothing that lasts more than a month is a holiday: a mistyped year must not run through centuries
    return _is_day(span["from"]) and _is_day(span["to"]) and 0 <= (span["to"] - span["from"]).days <= 31


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _faults_of_days(year: int, rest: list[date], working: list[date]) -> Iterator[str]:
    for day in sorted({*rest, *working}):
        if day.year != year:
            yield _("%(day)s is not in %(year)s; put it into the notice of its own year.") % {
                "day": day,
                "year": year,
            }
    for day, times in sorted(Counter([*rest, *working]).items()):
        if times > 1:
            yield _("%(day)s stands twice in the notice.") % {"day": day}
    for day in sorted(set(working)):
        if day.weekday() < 5:
            yield _("%(day)s is no weekend; only a Saturday or a Sunday can be made a working day.") % {
                "day": day
            }


def calendar_of(notices: Iterable[Notice]) -> Calendar:
    """One calendar out of the notices of several years."""
    known = sorted(notices, key=lambda notice: notice.year)
    return Calendar(
        rest={day: name for notice in known for day, name in notice.rest.items()},
        working=frozenset(day for notice in known for day in notice.working),
        sources={notice.year: notice.source for notice in known},
    )


def shipped_notices(folder: Path = SHIPPED) -> list[Notice]:
    """The notices that come with the software, oldest first."""
    return [read_notice(path) for path in sorted(folder.glob("*.toml"))]


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    return calendar_of(shipped_notices())


def as_toml(notice: Notice) -> str:
    """The notice as a file for `read_notice`; neighbouring days of one name become one span."""
    lines = [f"year = {notice.year}", f"source = {json.dumps(notice.source, ensure_ascii=False)}"]
    lines.append(f"working = [{', '.join(day.isoformat() for day in sorted(notice.working))}]")
    for name, first, last in _spans(notice.rest):
        lines += ["", "[[holidays]]", f"name = {json.dumps(name, ensure_ascii=False)}"]
        lines += [f"from = {first.isoformat()}", f"to = {last.isoformat()}"]
    return "\n".join(lines) + "\n"


def _spans(rest: Mapping[date, str]) -> list[tuple[str, date, date]]:
    spans: list[tuple[str, date, date]] = []
    for day, name in sorted(rest.items()):
        if spans and spans[-1][0] == name and spans[-1][2] + timedelta(days=1) == day:
            spans[-1] = (name, spans[-1][1], day)
        else:
            spans.append((name, day, day))
    return spans
