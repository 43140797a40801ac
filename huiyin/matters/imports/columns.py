"""Which row of a sheet bears the headings, and what each column means.

Headings are recognised by their words (`ledger.toml`); the clerk can say otherwise for each column.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.matters.imports.vocabulary import ledger_words, plain
from huiyin.matters.imports.workbook import Sheet, column_letter

SEARCHED_ROWS = 20
FEWEST = 3  # a row of headings has at least so many that are known


class Meaning(models.TextChoices):
    """What a column of a ledger says."""

    NUMBER = "number", _("No. in the ledger")
    TITLE = "title", _("Title")
    SITUATION = "situation", _("What it says")
    LEAD = "lead", _("Leading deputy")
    COSIGNERS = "cosigners", _("Co-signers")
    FIELD = "field", _("Field of work")
    VILLAGE = "village", _("Village")
    LEAD_UNIT = "lead_unit", _("Leading unit")
    ASSISTING = "assisting", _("Assisting units")
    RECEIVED_ON = "received_on", _("Day of receipt")
    HANDED_OVER_ON = "handed_over_on", _("Day of handing over")
    REPLIED_ON = "replied_on", _("Day of reply")
    CLAIM = "claim", _("Unit's claim")
    RATING = "rating", _("Deputy's evaluation")
    REMARK = "remark", _("Remark")


@dataclass(frozen=True)
class Column:
    """One column: where it stands, its heading, and what it means (empty: not read)."""

    index: int
    heading: str
    meaning: str

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True)
class Layout:
    """How a sheet is laid out: the row of the headings (from 0) and its columns."""

    header: int
    columns: tuple[Column, ...]

    def find(self, meaning: str) -> list[Column]:
        return [column for column in self.columns if column.meaning == meaning]

    def first(self, meaning: str) -> Column | None:
        return next(iter(self.find(meaning)), None)

    @property
    def doubled(self) -> list[Column]:
        """Columns whose meaning an earlier column has already; only remarks may come in several columns."""
        firsts: dict[str, int] = {}
        for column in self.columns:
            firsts.setdefault(column.meaning, column.index)
        once = [column for column in self.columns if column.meaning not in ("", Meaning.REMARK)]
        return [column for column in once if firsts[column.meaning] != column.index]


def meaning_of(heading: str) -> str:
    """What a heading means: by the same word, or else by the longest known word in it; empty when unknown."""
    text = plain(heading)
    fitting = [
        (known == text, len(known), meaning)
        for meaning, words in ledger_words()["headings"].items()
        for known in words
        if known in text and len(text) <= 2 * len(known) + 4
    ]
    return max(fitting)[2] if text and fitting else ""


def layout_of(sheet: Sheet, choices: Mapping[int, str]) -> Layout | None:
    """The sheet's layout, with the clerk's own choices in place; None when no row bears headings.

    `choices` maps a column's index to its meaning (empty: not read).
    """
    rows = sheet.rows[:SEARCHED_ROWS]
    scores = [len({meaning_of(str(cell)) for cell in row} - {""}) for row in rows]
    if not scores or max(scores) < FEWEST:
        return None
    header = scores.index(max(scores))
    while header + 1 < len(rows) and rows[header + 1] == rows[header]:
        header += 1  # headings merged over two rows
    return Layout(header, _columns(sheet.rows[header], choices))


def _columns(headings: list[object], choices: Mapping[int, str]) -> tuple[Column, ...]:
    taken: set[str] = set()
    columns = []
    for index, cell in enumerate(headings):
        guess = meaning_of(str(cell))
        if guess in taken and guess != Meaning.REMARK:
            guess = ""
        meaning = choices.get(index, guess)
        taken.add(meaning)
        if str(cell).strip() or meaning:
            columns.append(Column(index, str(cell).strip(), meaning))
    return tuple(columns)
