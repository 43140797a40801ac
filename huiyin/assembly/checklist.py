"""What an office prepares for a session: the shipped checklist, as data with its sources.

The lines stand in `preparation.toml` beside this module. When each is due is reckoned by the township's rule
profile (`actions/preparing.py`); a township adds lines of its own.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from huiyin.assembly.law import Said

FILE = Path(__file__).parent / "preparation.toml"


@dataclass(frozen=True)
class Line:
    """One thing to be prepared: by a clock of the rule profile, or by the opening (`after`: the last day)."""

    code: str
    name: Said
    source: Said
    rule: str = ""
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
            budget=row.get("budget", False),
            after=row.get("after", False),
        )
        for row in typed
    )


@cache
def line_of(code: str) -> Line | None:
    """The line of this code; none for a line of the town's own."""
    return next((line for line in lines() if line.code == code), None)
