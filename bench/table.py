"""The table: what was measured beside what it is held against."""

import unicodedata
from dataclasses import dataclass
from typing import Any

LIMIT_SHARE, GROWTH, MEMORY, FIRST_LOAD, NEXT_PAGE = 0.5, 1.2, 300, 250, 30


@dataclass(frozen=True)
class Line:
    """One thing measured, with its target and whether it is reached."""

    what: str
    value: str
    beside: str
    target: str
    good: bool

    def as_json(self) -> dict[str, Any]:
        return vars(self)


def drawn(lines: list[Line]) -> str:
    """The lines as a table in Markdown, readable as it stands."""
    head = ("what", "measured", "beside", "target", "reached")
    rows = [
        head,
        *((one.what, one.value, one.beside, one.target, "yes" if one.good else "NO") for one in lines),
    ]
    widths = [max(_width(row[n]) for row in rows) for n in range(len(head))]
    said = [
        "| " + " | ".join(_padded(cell, width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    said.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(said)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
