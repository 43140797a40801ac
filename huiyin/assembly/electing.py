"""How an election goes: how many candidates a post wants, who is elected, which ballot is due next.

More candidates than posts, as the law says for each post; more than it allows are first voted down to its
number (预选). Elected is who has more than half of all deputies, those with the most first. A tie at the last
place is voted on again among those tied, and the most votes win; places left are voted on anew (另行选举)
among those not elected, in the order of their votes [ZZF 27-29].
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from huiyin.assembly.counting import Chosen, Tally, chosen
from huiyin.assembly.law import Post, Said, by_election_margin

Key = Any  # what names a candidate or a written-in name: the id of a row in the program, a letter in a test


@dataclass(frozen=True)
class Margin:
    """How many candidates the law wants for so many places."""

    least: int
    most: int
    wanted: int  # as a rule; fewer (as many as places) only for a reason
    source: Said


class Fit(Enum):
    FITS = "fits"
    NEEDS_REASON = "needs_reason"  # as many as places where the law wants more as a rule
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


def margin_of(post: Post, places: int, *, is_by_election: bool) -> Margin:
    """The number of candidates for so many places of this post [ZZF 27]; in a by-election as many as places
    will do [ZZF 30].
    """
    if is_by_election:
        least, most, source = by_election_margin()
        return Margin(places + least, places + most, places + least, source)
    least, most = post.least_more, post.most_more
    return Margin(places + least, places + most, places + max(least, min(1, most)), post.source)


def fit_of(candidates: int, margin: Margin) -> Fit:
    """Whether so many candidates are what the law wants."""
    if candidates < max(1, margin.least):
        return Fit.TOO_FEW
    if candidates > margin.most:
        return Fit.TOO_MANY
    return Fit.FITS if candidates >= margin.wanted else Fit.NEEDS_REASON


class Step(Enum):
    """What a ballot is held for."""

    PRELIMINARY = "preliminary"  # too many candidates: down to the law's number
    FIRST = "first"
    TIE = "tie"  # among those tied for the last place
    FURTHER = "further"  # for the places left


@dataclass(frozen=True)
class Held:
    """A ballot that was held and announced: the votes of each, in ballot order."""

    places: int
    needed: int
    votes: Mapping[Key, int]

    def apart_from(self, elected: Container[Key]) -> "Held":
        """The same without those whom earlier ballots elected: a vote for them takes nobody's place."""
        return replace(self, votes={key: votes for key, votes in self.votes.items() if key not in elected})

    @property
    def result(self) -> Chosen:
        tallies = (Tally(key, votes) for key, votes in self.votes.items())
        return chosen(tallies, places=self.places, needed=self.needed)


@dataclass(frozen=True)
class Due:
    """The ballot that is due: what for, who stands on it, and for how many places."""

    step: Step
    keys: tuple[Key, ...]
    places: int


def preliminary_due(candidates: Sequence[Key], margin: Margin, held: Sequence[Held]) -> Due | None:
    """The preliminary vote that is due before the candidates can be settled; None when there are not too
    many, or when it was held and told who stays.
    """
    if fit_of(len(candidates), margin) is not Fit.TOO_MANY:
        return None
    if not held:
        return Due(Step.PRELIMINARY, tuple(candidates), margin.most)
    last = held[-1].result
    return Due(Step.PRELIMINARY, tuple(last.tied), last.left) if last.tied else None


def elected_in(held: Sequence[Held]) -> tuple[Key, ...]:
    """Everybody whom these ballots elected, in order."""
    elected: dict[Key, None] = {}
    for ballot in held:
        elected.update(dict.fromkeys(ballot.apart_from(elected).result.chosen))
    return tuple(elected)


def ballot_due(candidates: Sequence[Key], places: int, margin: Margin, held: Sequence[Held]) -> Due | None:
    """The next ballot of an election whose candidates are settled; None when every place is filled or nobody
    is left to be voted on [ZZF 28-29].
    """
    if not held:
        return Due(Step.FIRST, tuple(candidates), places)
    elected = elected_in(held)
    left = places - len(elected)
    if left <= 0:
        return None
    last = held[-1].apart_from(elected_in(held[:-1])).result
    if last.tied:
        return Due(Step.TIE, tuple(last.tied), last.left)
    remaining = by_votes([key for key in candidates if key not in elected], held)
    most = left + margin.most - places
    return Due(Step.FURTHER, tuple(remaining[:most]), left) if remaining else None


def by_votes(keys: Sequence[Key], held: Sequence[Held]) -> list[Key]:
    """These by their votes in the last ballot on which each stood; those with equally many as they were."""
    votes: dict[Key, int] = {}
    for ballot in held:
        votes.update(ballot.votes)
    return sorted(keys, key=lambda key: -votes.get(key, 0))
