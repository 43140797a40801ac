"""A ballot on a phone: its questions one after another, what was answered so far, the summary.

Nothing is kept between the pages but in the page itself: no session, no row, no cookie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.assembly.ballots import SAID, BallotPaper
from huiyin.assembly.models.votes import Option, Voice

Sort = Literal["mark", "several", "place", "names"]
MARKS = {voice.value: voice.label for voice in Voice.Said}


@dataclass(frozen=True)
class Question:
    """One page of the ballot."""

    name: str  # of the field that answers it
    sort: Sort
    text: str
    note: str = ""


def questions(paper: BallotPaper, options: Iterable[Option]) -> list[Question]:
    """What the voter is asked: a decision once, candidates one by one, several at once, places in order."""
    if paper.kind == "decision":
        return [Question("said", "mark", "")]
    if paper.kind == "approval":
        return [Question("chosen", "several", _("Choose at most %(most)s") % {"most": paper.winners})]
    if paper.kind == "ranked":
        said = _("What do you want in place %(place)s?")
        return [Question(f"place-{n}", "place", said % {"place": n}) for n in range(1, paper.winners + 1)]
    asked = [
        Question(f"mark-{one.pk}", "mark", one.label, one.note) for one in options if not one.is_write_in
    ]
    return [*asked, Question("write_in", "names", _("Somebody else?"))] if paper.takes_write_ins else asked


def content_of(paper: BallotPaper, typed: QueryDict) -> dict[str, Any]:
    """The ballot as plain data, out of what the pages carried; `paper.read` judges it."""
    if paper.kind == "decision":
        return {"said": typed.get("said")}
    if paper.kind == "approval":
        return {"chosen": typed.getlist("chosen")}
    if paper.kind == "ranked":
        places = (typed.get(f"place-{n}", "") for n in range(1, paper.winners + 1))
        return {"order": [key for key in places if key]}
    marks = {key: typed[name] for key in paper.options if (name := f"mark-{key}") in typed}
    return {"marks": marks, "write_ins": [name for name in typed.getlist("write_in") if name.strip()]}


@dataclass(frozen=True)
class Step:
    """Where a voter stands: the question that is shown (None: the summary), and what is carried along."""

    asked: list[Question]
    place: int | None
    carried: list[tuple[str, str]]
    typed: QueryDict

    @property
    def question(self) -> Question | None:
        return None if self.place is None else self.asked[self.place]

    @property
    def number(self) -> int:
        return (self.place or 0) + 1

    @property
    def answers(self) -> list[str]:
        """What was answered to this question before."""
        return [] if self.question is None else self.typed.getlist(self.question.name)


def step(asked: list[Question], typed: QueryDict) -> Step:
    """The next page: the question that was called back, else the first one without an answer."""
    numbers = {str(n): n for n in range(len(asked))}
    done = {numbers[word] for word in typed.getlist("done") if word in numbers}
    place = next((n for n in range(len(asked)) if n not in done), None)
    place = numbers.get(typed.get("show", ""), place)
    shown = None if place is None else asked[place].name
    carried = [
        (one.name, value) for one in asked if one.name != shown for value in typed.getlist(one.name) if value
    ]
    carried += [("done", str(n)) for n in sorted(done) if n != place and n < len(asked)]
    if place is not None:
        carried.append(("done", str(place)))
    return Step(asked, place, carried, typed)


def marks() -> list[tuple[str, str]]:
    """The three marks with their words."""
    return [(word, str(MARKS[word])) for word in SAID]


def choices(paper: BallotPaper, options: Iterable[Option], here: Step) -> list[dict[str, Any]]:
    """The options that this question offers: of a ranking those that have no place yet."""
    taken = {value for name, value in here.carried if name.startswith("place-")}
    offered = [one for one in options if str(one.pk) in paper.options and str(one.pk) not in taken]
    return [
        {"key": str(one.pk), "label": one.label, "note": one.note, "is_on": str(one.pk) in here.answers}
        for one in offered
    ]


@dataclass(frozen=True)
class Line:
    """A line of the summary: what was asked, what was answered, and which question to go back to."""

    asked: str
    said: str
    place: int


def summary(paper: BallotPaper, ballot: Mapping[str, Any], asked: list[Question]) -> list[Line]:
    """The ballot in words, before it is cast."""
    if paper.kind == "decision":
        return [Line("", str(MARKS[ballot["said"]]), 0)]
    if paper.kind == "approval":
        named = [paper.options[key] for key in ballot["chosen"]]
        return [Line("", name, 0) for name in named] or [Line("", _("nothing chosen"), 0)]
    if paper.kind == "ranked":
        return [
            Line(str(n), paper.options[key], n - 1) for n, key in enumerate(ballot["order"], start=1)
        ] or [Line("", _("nothing chosen"), 0)]
    return [_line(ballot, question, n) for n, question in enumerate(asked)]


def _line(ballot: Mapping[str, Any], question: Question, place: int) -> Line:
    if question.sort == "names":
        names = pgettext("between names", ", ").join(ballot["write_ins"])
        return Line(_("Written in"), names or _("nobody"), place)
    key = question.name.removeprefix("mark-")
    return Line(question.text, str(MARKS[ballot["marks"].get(key, "abstained")]), place)
