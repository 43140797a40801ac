"""Geometry of the few pictures that the server draws itself: the ring of four arcs and the stacked bars.

Everything here is arithmetic on plain numbers; the templates turn it into SVG with presentation attributes
only, so that no inline style is needed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin
from typing import Any

from django.utils.functional import Promise

CENTRE, RADIUS, GAP_DEGREES = 37.0, 31.0, 2.5
ARC_STATES = ("done", "waiting", "failed", "empty")
TONES = ("seal", "jade", "amber", "indigo", "mute")
FULL_BAR = 100.0

Text = str | Promise  # plain or lazily translated


@dataclass(frozen=True)
class Arc:
    label: Text
    state: str
    path: str


@dataclass(frozen=True)
class Part:
    label: Text
    value: float
    tone: str
    url: str
    x: str
    width: str


@dataclass(frozen=True)
class Moment:
    """One thing that happened, as a timeline shows it."""

    on: date
    text: Text
    detail: Text = ""
    tone: str = ""
    chips: Sequence[Mapping[str, Any]] = ()
    url: str = ""


@dataclass(frozen=True)
class Bar:
    label: Text
    text: Text
    url: str
    parts: tuple[Part, ...]


def ring_arcs(arcs: Sequence[Mapping[str, Any]]) -> list[Arc]:
    """Place the arcs clockwise from the top; each mapping has `label` and `state` (one of ARC_STATES)."""
    turn = 360 / len(arcs)
    return [_arc(arc, start=index * turn, turn=turn) for index, arc in enumerate(arcs)]


def _arc(arc: Mapping[str, Any], *, start: float, turn: float) -> Arc:
    if arc["state"] not in ARC_STATES:
        raise ValueError(f"An arc is one of {ARC_STATES}, not {arc['state']!r}.")
    begin, end = _point(start + GAP_DEGREES), _point(start + turn - GAP_DEGREES)
    large = int(turn - 2 * GAP_DEGREES > 180)
    path = f"M{begin} A{RADIUS:g} {RADIUS:g} 0 {large} 1 {end}"
    return Arc(label=arc["label"], state=arc["state"], path=path)


def _point(degrees: float) -> str:
    angle = (degrees - 90) * pi / 180
    return f"{CENTRE + RADIUS * cos(angle):.2f} {CENTRE + RADIUS * sin(angle):.2f}"


def stacked_bars(rows: Iterable[Mapping[str, Any]]) -> list[Bar]:
    """Scale rows so that the longest one fills the width; positions are percentages of it.

    A row has `label`, `parts` and, if wanted, `text` (said at its right) and `url`; a part has `label`,
    `value` and, if wanted, `tone` (one of TONES) and `url`. Parts without value are left out.
    """
    rows = list(rows)
    longest = max((sum(part["value"] for part in row["parts"]) for row in rows), default=0)
    return [_bar(row, longest=longest) for row in rows]


def _bar(row: Mapping[str, Any], *, longest: float) -> Bar:
    parts, x = [], 0.0
    for part in row["parts"]:
        if not part["value"]:
            continue
        width = FULL_BAR * part["value"] / longest
        parts.append(_part(part, x=x, width=width))
        x += width
    return Bar(label=row["label"], text=row.get("text", ""), url=row.get("url", ""), parts=tuple(parts))


def _part(part: Mapping[str, Any], *, x: float, width: float) -> Part:
    return Part(
        label=part["label"],
        value=part["value"],
        tone=checked_tone(part.get("tone", "mute")),
        url=part.get("url", ""),
        x=f"{x:.2f}%",
        width=f"{width:.2f}%",
    )


def checked_tone(tone: str) -> str:
    if tone not in TONES:
        raise ValueError(f"A tone is one of {TONES}, not {tone!r}.")
    return tone
