"""Counting: what a vote came to, from how many were for what.

A decision is adopted by so many votes as its rule needs. Among several, whoever has that many stands in line
by votes, and the places are filled from the top; those who are equal at the last place are tied, and none of
them has it. Ranked ballots are added up as points: the first of m places gives m, the last gives 1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Tally:
    """How many were for, against and abstained about one option; `points` where ballots rank."""

    key: Any
    in_favour: int
    against: int = 0
    abstained: int = 0
    points: int = 0

    @property
    def weight(self) -> int:
        """By what options stand in line: points where there are any (whoever has a vote has a point)."""
        return self.points or self.in_favour

    @property
    def marks(self) -> int:
        """On how many ballots it was marked in one of the three ways."""
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True)
class Chosen:
    """Who has a place, who is equal at the last one, and how many places are left."""

    chosen: list[Any]
    tied: list[Any]
    left: int

    @property
    def outcome(self) -> str:
        """As `Vote.Outcome` calls it."""
        if self.tied:
            return "tie"
        return "partly" if self.left else "chosen"


def chosen(tallies: Iterable[Tally], *, places: int, needed: int) -> Chosen:
    """Fill the places with those who have at least `needed` votes, by most votes [ZZF 28].

    A tie at the last place leaves all who are equal there without one: they are voted on again.
    """
    enough = sorted((one for one in tallies if one.in_favour >= needed), key=lambda one: -one.weight)
    if len(enough) <= places:
        return Chosen([one.key for one in enough], [], places - len(enough))
    last = enough[places - 1].weight
    if enough[places].weight < last:
        return Chosen([one.key for one in enough[:places]], [], 0)
    sure = [one.key for one in enough if one.weight > last]
    return Chosen(sure, [one.key for one in enough if one.weight == last], places - len(sure))


def is_adopted(in_favour: int, *, needed: int) -> bool:
    """A decision wants so many votes in favour, that number included."""
    return in_favour >= needed


def points(place: int, *, places: int) -> int:
    """What the k-th place of m gives: m - k + 1. The first of three gives 3, the last 1."""
    if not 1 <= place <= places:
        raise ValueError(place)
    return places - place + 1


def most_points(ballots: int, *, places: int) -> int:
    """How many points so many ballots can give together."""
    return ballots * places * (places + 1) // 2


@dataclass(frozen=True)
class Count:
    """What came out of a count: of a decision one tally, of an election or a choice one for each option."""

    issued: int | None = None
    returned: int | None = None
    void: int | None = None
    decision: Tally | None = None
    options: Mapping[str, Tally] = field(default_factory=dict)
    write_ins: Mapping[str, int] = field(default_factory=dict)

    @property
    def valid(self) -> int | None:
        """The ballots that count; none were handed out where hands were shown."""
        return None if self.returned is None else self.returned - (self.void or 0)

    @property
    def is_void(self) -> bool:
        """More ballots came back than were given out: the vote is void and made again [XJF, by analogy]."""
        return self.returned is not None and self.issued is not None and self.returned > self.issued


class Difference(NamedTuple):
    """A place of two sheets where they do not say the same."""

    place: tuple[str, ...]
    first: int
    second: int


def differences(first: Mapping[str, Any], second: Mapping[str, Any]) -> list[Difference]:
    """Where two tellers' sheets differ, place by place; what one of them left out counts as nothing."""
    left, right = dict(_flat(first, ())), dict(_flat(second, ()))
    places: Sequence[tuple[str, ...]] = [*left, *(place for place in right if place not in left)]
    pairs = (Difference(place, left.get(place, 0), right.get(place, 0)) for place in places)
    return [pair for pair in pairs if pair.first != pair.second]


def _flat(sheet: Mapping[str, Any], above: tuple[str, ...]) -> Iterable[tuple[tuple[str, ...], int]]:
    for name, value in sheet.items():
        place = (*above, name)
        if isinstance(value, Mapping):
            yield from _flat(value, place)
        else:
            yield place, int(value)
