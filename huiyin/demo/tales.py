"""The tales that the demonstration tells: data under `data/`, one file for a group of matters.

A tale is a matter and its steps; each step names its act, its day and the words that were said.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from huiyin.demo.days import Days

FOLDER = Path(__file__).parent / "data"
LAST_YEAR = ("water", "roads", "places", "farming")
THIS_YEAR = ("settled", "answered", "in_hand", "waiting", "earlier")

Words = Mapping[str, Any]


@dataclass(frozen=True)
class Tale:
    """One matter: what it is (or which row of the ledger), and the steps of its life."""

    words: Words
    steps: tuple[Words, ...]

    @property
    def ledger_row(self) -> str:
        """`row 9` of the ledger's sessions, `between 1`; empty for a matter of this year."""
        for key in ("ledger", "between"):
            if key in self.words:
                return f"{key} {self.words[key]}"
        return ""

    @property
    def name(self) -> str:
        return self.ledger_row or str(self.words["name"])


def tales(days: Days) -> Iterator[Tale]:
    """Last year's tales, then this year's, as far as the year is old enough for them."""
    old = (days.today - days.today.replace(month=1, day=1)).days
    for folder, files in (("last_year", LAST_YEAR), ("this_year", THIS_YEAR)):
        for file in files:
            for row in _read(FOLDER / folder / f"{file}.toml", days):
                if row.get("needs_days", 0) <= old:
                    yield Tale(row, tuple(row["step"]))


def people() -> Words:
    """Who lives and works in the town."""
    with (FOLDER / "people.toml").open("rb") as file:
        return tomllib.load(file)


def town_facts() -> Words:
    """The figures that the town must add up to."""
    with (FOLDER / "town.toml").open("rb") as file:
        return tomllib.load(file)


def _read(path: Path, days: Days) -> list[Words]:
    text = path.read_text(encoding="utf-8")
    for place, year in (
        ("{year}", days.last_year),
        ("{next}", days.today.year),
        ("{today}", days.today.year),
    ):
        text = text.replace(place, str(year))
    rows: list[Words] = tomllib.loads(text)["tale"]
    return rows
