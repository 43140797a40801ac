"""What an office prepares for a session: the shipped checklist, as data with its sources.

The lines stand in `preparation.toml` beside this module. When each is due is reckoned by the township's rule
profile, or leans on the day of another line as the work goes (`actions/preparing.py`); a township adds lines
of its own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huiyin.assembly.law import Said

FILE = Path(__file__).parent / "preparation.toml"
CUSTOM = "custom"  # the rule of a day that is the work's own, in its reckoning
OPENING = "opening"  # what a line is before where it is before no other line


@dataclass(frozen=True)
class Line:
    """One thing to be prepared: by a clock of the rule profile; without one with another line, or so many
    days before its day or before the opening (`after`: by the last day).
    """

    code: str
    name: Said
    source: Said
    rule: str = ""
    leans_on: str = ""  # the line whose day it follows; none: the opening
    days: int = 0  # so many before that day; none: on the same day
    budget: bool = False  # only where the session reviews a budget
    after: bool = False  # due once the session is over


@cache
def lines() -> tuple[Line, ...]:
    """The lines in the order of the work."""
    with FILE.open("rb") as file:
        typed = tomllib.load(file)["lines"]
    return tuple(
        Line(
            code=row["code"],
            name=Said(row["zh"], row["en"]),
            source=Said(row["source"]["zh"], row["source"]["en"]),
            rule=row.get("rule", ""),
            leans_on=row.get("with", "") or row.get("before", OPENING).removeprefix(OPENING),
            days=row.get("days", 0),
            budget=row.get("budget", False),
            after=row.get("after", False),
        )
        for row in typed
    )


@cache
def line_of(code: str) -> Line | None:
    """The line of this code; none for a line of the town's own."""
    return next((line for line in lines() if line.code == code), None)
