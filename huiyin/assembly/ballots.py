"""A ballot: what it asks, what may be written on it, and when it is void.

Plain data, so that it can be sealed: of a decision `{"said": "in_favour"}`; of an election
`{"marks": {option: "in_favour" | "against" | "abstained"}, "write_ins": [name]}`; of a choice
`{"chosen": [option]}` or, ranked, `{"order": [option]}`. Whoever marks more than there are places casts a
ballot that is void: it is counted as that and not refused. What is no ballot at all is refused.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from huiyin.assembly.counting import Count, Tally, points

Kind = Literal["decision", "marks", "approval", "ranked"]
SAID = ("in_favour", "against", "abstained")
LONGEST_NAME = 40
HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
BETWEEN_HAN = re.compile(rf"(?<={HAN}) (?={HAN})")
WIDEST = "\U00020000"  # four bytes, like the rarest characters of names


class Malformed(ValueError):
    """This is no ballot of the vote: an unknown option, a mark that does not exist, something left out."""


@dataclass(frozen=True)
class BallotPaper:
    """What a ballot asks: a decision, marks on candidates, a choice among options or their order."""

    kind: Kind
    options: Mapping[str, str]  # id -> label, in their order
    winners: int = 1
    takes_write_ins: bool = False

    def read(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """The ballot in its one form; raises Malformed for what is none."""
        if not isinstance(typed, Mapping):
            raise Malformed("no ballot")
        return {"decision": _said, "marks": _marked, "approval": _chosen, "ranked": _ordered}[self.kind](
            self, typed
        )

    def chosen_in(self, ballot: Mapping[str, Any]) -> int:
        """How many were chosen on it, those written in among them."""
        if self.kind == "marks":
            marks: Mapping[str, str] = ballot["marks"]
            return sum(mark == "in_favour" for mark in marks.values()) + len(ballot["write_ins"])
        return len(ballot.get("chosen") or ballot.get("order") or ())

    def is_void(self, ballot: Mapping[str, Any]) -> bool:
        """Whether more were chosen than there are places [ZZF 28]."""
        return self.kind != "decision" and self.chosen_in(ballot) > self.winners

    def sealed_text(self, ballot: Mapping[str, Any]) -> str:
        """The ballot as text, as long as every other of this vote: its length tells nothing."""
        text = _json(ballot)
        return text + " " * (self.room - len(text.encode()))

    @property
    def room(self) -> int:
        """How many bytes the longest ballot takes."""
        keys = list(self.options)
        longest: dict[Kind, dict[str, Any]] = {
            "decision": {"said": "in_favour"},
            "marks": {
                "marks": dict.fromkeys(keys, "in_favour"),
                "write_ins": [WIDEST * LONGEST_NAME] * (self.winners + 1) if self.takes_write_ins else [],
            },
            "approval": {"chosen": keys},
            "ranked": {"order": keys},
        }
        return len(_json(longest[self.kind]).encode())

    def count(self, ballots: Iterable[Mapping[str, Any]], *, issued: int) -> Count:
        """Add the ballots up; what is void counts as returned and for nobody."""
        given = list(ballots)
        good = [ballot for ballot in given if not self.is_void(ballot)]
        head = Count(issued=issued, returned=len(given), void=len(given) - len(good))
        if self.kind == "decision":
            said = Counter(ballot["said"] for ballot in good)
            return replace(head, decision=Tally("", **{word: said[word] for word in SAID}))
        written = Counter(name for ballot in good for name in ballot.get("write_ins", ()))
        options = {key: self._tally(key, good) for key in self.options}
        return replace(head, options=options, write_ins=written)

    def _tally(self, key: str, ballots: list[Mapping[str, Any]]) -> Tally:
        if self.kind == "marks":  # a candidate without a mark: an abstention
            marks = Counter(ballot["marks"].get(key, "abstained") for ballot in ballots)
            return Tally(key, **{word: marks[word] for word in SAID})
        if self.kind == "approval":
            return Tally(key, sum(key in ballot["chosen"] for ballot in ballots))
        places = [ballot["order"].index(key) + 1 for ballot in ballots if key in ballot["order"]]
        return Tally(key, len(places), points=sum(points(place, places=self.winners) for place in places))


def normal_name(name: str) -> str:
    """A name as it is compared and kept: full-width letters made plain, no blanks between characters."""
    plain = " ".join(unicodedata.normalize("NFKC", str(name)).split())
    seen = "".join(sign for sign in plain if not unicodedata.category(sign).startswith("C"))
    return BETWEEN_HAN.sub("", seen).strip()


def unsealed(text: str) -> dict[str, Any]:
    """What stood on a ballot."""
    found: dict[str, Any] = json.loads(text)
    return found


def _json(ballot: Mapping[str, Any]) -> str:
    return json.dumps(ballot, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _said(_paper: BallotPaper, typed: Mapping[str, Any]) -> dict[str, Any]:
    return {"said": _mark(typed.get("said"))}


def _marked(paper: BallotPaper, typed: Mapping[str, Any]) -> dict[str, Any]:
    given = typed.get("marks", {})
    if not isinstance(given, Mapping):
        raise Malformed("marks")
    marks = {_known(paper, key): _mark(said) for key, said in given.items()}
    candidates = {normal_name(label): key for key, label in paper.options.items()}
    others = []
    for name in _names(paper, typed.get("write_ins", ())):
        if name in candidates:  # written in, and a candidate: a vote for the candidate
            marks[candidates[name]] = "in_favour"
        else:
            others.append(name)
    return {"marks": marks, "write_ins": others[: paper.winners + 1]}


def _names(paper: BallotPaper, typed: Any) -> list[str]:
    if not isinstance(typed, list | tuple):
        raise Malformed("write_ins")
    names = list(dict.fromkeys(name for one in typed if (name := normal_name(one))))
    if names and not paper.takes_write_ins:
        raise Malformed("nobody can be written in")
    if any(len(name) > LONGEST_NAME for name in names):
        raise Malformed("a name is too long")
    return names


def _chosen(paper: BallotPaper, typed: Mapping[str, Any]) -> dict[str, Any]:
    picked = _each_once(paper, typed.get("chosen", ()))
    return {"chosen": [key for key in paper.options if key in picked]}


def _ordered(paper: BallotPaper, typed: Mapping[str, Any]) -> dict[str, Any]:
    return {"order": _each_once(paper, typed.get("order", ()))}


def _each_once(paper: BallotPaper, typed: Any) -> list[str]:
    if not isinstance(typed, list | tuple) or len(set(typed)) != len(typed):
        raise Malformed("the same option twice")
    return [_known(paper, key) for key in typed]


def _known(paper: BallotPaper, key: Any) -> str:
    if key not in paper.options:
        raise Malformed("an unknown option")
    return str(key)


def _mark(said: Any) -> str:
    if said not in SAID:
        raise Malformed("no such mark")
    return str(said)
