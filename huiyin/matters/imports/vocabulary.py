"""The words by which offices keep their ledgers; another office's words are added without code."""

import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "ledger.toml"


@cache
def ledger_words() -> dict[str, Any]:
    """What the shipped file says: headings, ratings, channels, kinds of units, single words."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def word(name: str) -> str:
    """A word that the importer itself writes into a record (台账未载, ...), in the town's language."""
    return str(ledger_words()["words"][name])


def plain(text: Any) -> str:
    """A cell's text for comparing: full-width letters, digits and signs made half-width, no white space."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def tidy(text: Any) -> str:
    """A cell's text for keeping: its own wording, outer white space and control signs taken away."""
    shown = "".join(c for c in str(text) if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return shown.strip()
