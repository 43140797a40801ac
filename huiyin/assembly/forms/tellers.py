"""A teller's sheet: what was given out, what came back, and the count of every line of the ballot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly.ballots import SAID, BallotPaper
from huiyin.assembly.counting import Difference
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.votes import ballot_paper
from huiyin.ui.forms import PlainForm

MOST = 9999
WORDS: Mapping[str, Any] = {
    "in_favour": pgettext_lazy("votes", "In favour"),
    "against": pgettext_lazy("votes", "Against"),
    "abstained": pgettext_lazy("votes", "Abstained"),
    "points": pgettext_lazy("votes", "Points"),
    "issued": pgettext_lazy("ballots", "Given out"),
    "returned": pgettext_lazy("ballots", "Returned"),
    "void": pgettext_lazy("ballots", "Void"),
}
WRITE_IN_LINES = 6


def number(label: Any, **words: Any) -> forms.IntegerField:
    """A count; nothing typed is nothing counted where it is not required."""
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, **words)


@dataclass(frozen=True)
class SheetLine:
    label: str
    cells: list[tuple[Any, BoundField]]


class SheetForm(PlainForm):
    """One teller's sheet of a paper ballot."""

    teller_name = forms.CharField(label=_("Teller's name"), max_length=40)
    issued = number(WORDS["issued"])
    returned = number(WORDS["returned"])
    void = number(WORDS["void"], initial=0)

    def __init__(self, *args: Any, vote: Vote, **words: Any) -> None:
        super().__init__(*args, **words)
        self.paper: BallotPaper = ballot_paper(vote)
        self.columns = self._columns()
        for key in self._keys():
            for word in self.columns:
                self.fields[f"{word}-{key}"] = number(WORDS[word], required=False)
        if self.paper.takes_write_ins:
            for place in range(WRITE_IN_LINES):
                self.fields[f"name-{place}"] = forms.CharField(
                    label=_("Written in"), max_length=40, required=False
                )
                self.fields[f"votes-{place}"] = number(pgettext_lazy("of a name", "Votes"), required=False)

    def _keys(self) -> list[str]:
        return ["decision"] if self.paper.kind == "decision" else list(self.paper.options)

    def _columns(self) -> tuple[str, ...]:
        if self.paper.kind == "approval":
            return ("in_favour",)
        return ("in_favour", "points") if self.paper.kind == "ranked" else SAID

    @property
    def column_labels(self) -> list[Any]:
        return [WORDS[word] for word in self.columns]

    @property
    def head(self) -> list[BoundField]:
        return [self[name] for name in ("teller_name", "issued", "returned", "void")]

    @property
    def lines(self) -> list[SheetLine]:
        """The table of the sheet: a line for each option, or one for a decision."""
        labels = {"decision": _("The question"), **self.paper.options}
        return [
            SheetLine(str(labels[key]), [(WORDS[word], self[f"{word}-{key}"]) for word in self.columns])
            for key in self._keys()
        ]

    @property
    def written(self) -> list[tuple[BoundField, BoundField]]:
        if not self.paper.takes_write_ins:
            return []
        return [(self[f"name-{place}"], self[f"votes-{place}"]) for place in range(WRITE_IN_LINES)]

    def words(self) -> dict[str, Any]:
        """What the act takes."""
        said = self.cleaned_data
        counts: dict[str, Any] = {
            "" if key == "decision" else key: {word: said[f"{word}-{key}"] or 0 for word in self.columns}
            for key in self._keys()
        }
        names: dict[str, int] = {}
        for place in range(WRITE_IN_LINES if self.paper.takes_write_ins else 0):
            name, votes = said[f"name-{place}"], said[f"votes-{place}"] or 0
            names[name] = names.get(name, 0) + votes
        head = {name: said[name] for name in ("teller_name", "issued", "returned", "void")}
        return {**head, "counts": {**counts, **({"write_ins": names} if names else {})}}


def place_in_words(paper: BallotPaper, difference: Difference) -> str:
    """Where two sheets differ, as the office calls the place."""
    place = difference.place
    if len(place) == 1:
        return str(WORDS[place[0]])
    _counts, key, word = place
    if key == "write_ins":
        return str(_("Written in: %(name)s") % {"name": word})
    label = paper.options.get(key, "")
    return " · ".join(part for part in (label, str(WORDS[word])) if part)
