"""What the law says of a township's congress: thresholds, posts, the number of seats. Data with a source.

The figures stand in `law.toml` beside this module; nothing in the program knows one of them otherwise.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

FILE = Path(__file__).parent / "law.toml"


@dataclass(frozen=True)
class Said:
    """A text of the file in both languages; `str()` gives the reader's."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh if (get_language() or "").startswith("zh") else self.en


@dataclass(frozen=True)
class Threshold:
    """A share of a number: at least so many (以上, that number included) or more than so many (过半)."""

    numerator: int
    denominator: int
    over: bool
    source: Said

    def needed(self, total: int) -> int:
        """How many of `total` it takes, as a whole number: 2/3 at least of 71 is 48, over 1/2 of 71 is 36."""
        product = self.numerator * total
        if self.over:
            return product // self.denominator + 1
        return -(-product // self.denominator)


@dataclass(frozen=True)
class Post:
    """An office that the congress elects, and how many candidates more than posts it wants."""

    code: str
    name: Said
    group: str  # chairs, government: who is elected on one ballot
    least_more: int
    most_more: int
    needs_seat: bool
    most_places: int | None  # how many there can be; None: the law does not say
    source: Said


@cache
def law() -> dict[str, Any]:
    """The file as it stands."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def _said(typed: dict[str, str]) -> Said:
    return Said(typed["zh"], typed["en"])


@cache
def quorum(body: str) -> Threshold:
    """How many must be present in a meeting of this body: `plenary` or `presidium` [ZZF 14]."""
    return _threshold(law()["quorum"][body])


@cache
def majority(rule: str) -> Threshold:
    """How many votes this rule wants (a code of `models.votes.Vote.Rule`) [ZZF 25, 28]."""
    return _threshold(law()["rules"][rule])


@cache
def one_fifth(of: str) -> Threshold:
    """How many deputies may ask for an `extraordinary` session or a `recall` [ZZF 14, 31]."""
    return _threshold(law()[of])


@cache
def dissatisfied() -> Threshold:
    """How many signers of an interpellation must be dissatisfied for another answer [ZZF 24]."""
    typed = law()["interpellation"]
    share, source = typed["dissatisfied_share"], typed["source"]
    return _threshold({"share": share, "over": typed["dissatisfied_over"], "source": source})


def signers(of: str) -> int:
    """How many deputies must sign a `motion`, an `interpellation`, a `nomination` [ZZF 22, 24, 26]."""
    return int(law()[of]["signers"])


def source(of: str) -> Said:
    """Where a figure of the file is written."""
    return _said(law()[of]["source"])


def absences(of: str) -> int:
    """After how many sessions without leave a deputy is warned (`warned_at`) or the seat ends (`ends_at`)."""
    return int(law()["absence"][of])


def seats_by_population(population: int) -> int:
    """How many deputies a township of so many people elects: 40,000 people, 71 deputies [XJF 12]."""
    rule = law()["seats"]
    return int(min(rule["most"], rule["base"] + population // rule["people_per_seat"]))


@cache
def posts() -> dict[str, Post]:
    """The offices that the congress elects, by code, in the order of the file."""
    return {row["code"]: _post(row) for row in law()["posts"]}


def by_election_margin() -> tuple[int, int, Said]:
    """How many candidates more than posts there may be in a by-election [ZZF 30]."""
    typed = law()["by_election"]
    least, most = typed["more"]
    return least, most, _said(typed["source"])


def _threshold(typed: dict[str, Any]) -> Threshold:
    numerator, denominator = typed["share"]
    return Threshold(numerator, denominator, typed["over"], _said(typed["source"]))


def _post(typed: dict[str, Any]) -> Post:
    least, most = typed["more"]
    return Post(
        code=typed["code"],
        name=Said(typed["zh"], typed["en"]),
        group=typed["group"],
        least_more=least,
        most_more=most,
        needs_seat=typed["deputy"],
        most_places=typed.get("places"),
        source=_said(typed["source"]),
    )
