"""Numbers of matters: per session in session, per year between sessions; no gaps, no reuse.

How a number is written is the town's choice (a pattern); the counter behind it belongs to the series, and the
series is named by the pattern's kind with the term and session, or the year.
"""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import cn2an

from huiyin.matters.models.matter import Matter

FILE = Path(__file__).parent / "defaults.toml"
OF_SESSION = ("session", "motion")  # the series that are counted per session
LONGEST_NUMBER, LONGEST_SHORT = 60, 20
LONG_EXAMPLE = {"term": "二十八", "session": "十二", "year": 2024, "n": 9999}


@cache
def defaults() -> dict[str, Any]:
    """What the shipped file says: scheme, numbering patterns, fields."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def pattern_key(matter: Matter) -> str:
    """Which pattern numbers this matter."""
    if matter.kind == Matter.Kind.SUGGESTION:
        return "session" if matter.session_id else "between"
    if matter.kind == Matter.Kind.MOTION and not matter.session_id:
        return "between"
    return str(matter.kind)


def series_of(matter: Matter) -> str:
    """The series in which the matter is counted: `session:13:3`, `between:2024`, `opinion:2024` ..."""
    key = pattern_key(matter)
    if matter.session is not None:
        return f"{key}:{matter.session.term.number}:{matter.session.number}"
    return f"{key}:{matter.received_on.year}"


def written(matter: Matter, serial: int, patterns: dict[str, dict[str, str]]) -> tuple[str, str]:
    """The number as papers write it and as the office says it, by the town's patterns or the shipped ones."""
    key = pattern_key(matter)
    shipped = defaults()["numbering"][key]
    chosen = {**shipped, **patterns.get(key, {})}
    places: dict[str, Any] = {"year": matter.received_on.year, "n": serial}
    if matter.session is not None:
        places["term"] = cn2an.an2cn(matter.session.term.number)
        places["session"] = cn2an.an2cn(matter.session.number)
    return chosen["number"].format(**places), chosen["short"].format(**places)


def places_of(key: str) -> tuple[str, ...]:
    """What may stand in braces in the patterns of this series."""
    return ("term", "session", "year", "n") if key in OF_SESSION else ("year", "n")


def is_faulty(pattern: str, known: Collection[str]) -> bool:
    """Whether a pattern lacks {n}, has a place that is not known, or asks for more than a place."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError:
        return True
    places = {name for _text, name, _spec, _how in parts if name is not None}
    is_plain = not any(spec or how for _text, _name, spec, how in parts)
    return not (is_plain and "n" in places and places <= set(known))
