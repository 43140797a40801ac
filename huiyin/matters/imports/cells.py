"""A row's cells by what their columns mean, and what is said of them while they are read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.matters.actions.importing import LedgerSession
from huiyin.matters.imports.columns import Layout, Meaning
from huiyin.matters.imports.drafts import Draft, Remark
from huiyin.matters.imports.roster import Roster
from huiyin.matters.imports.vocabulary import tidy
from huiyin.matters.imports.workbook import Sheet, address


@dataclass(frozen=True)
class Setting:
    """What a row is read against."""

    sheet: Sheet
    layout: Layout
    roster: Roster
    units: Mapping[str, str]  # as written -> the unit's one name
    fields: Mapping[str, str]  # as written -> the town's field, or the same word
    scheme: str
    session: LedgerSession | None
    between: bool
    year: int | None
    today: date
    shift: int = 0  # whole years by which every day is moved (the demonstration)


class Cells:
    """The cells of one row and the draft that is made from them."""

    def __init__(self, setting: Setting, index: int) -> None:
        self.set, self.index = setting, index
        self.draft = Draft(setting.sheet.name, index + 1)

    def value(self, meaning: str) -> Any:
        column = self.set.layout.first(meaning)
        row = self.set.sheet.rows[self.index]
        return row[column.index] if column and column.index < len(row) else ""

    def text(self, meaning: str) -> str:
        value = self.value(meaning)
        return tidy(int(value) if isinstance(value, float) and value.is_integer() else value)

    def cell(self, meaning: str) -> str:
        column = self.set.layout.first(meaning)
        return address(self.index, column.index) if column else address(self.index, 0)

    def refuse(self, meaning: str, reason: str, remedy: str) -> None:
        self.draft.problems.append(self.remark(self.cell(meaning), reason, remedy))

    def warn(self, meaning: str, reason: str, remedy: str = "") -> None:
        self.draft.warnings.append(self.remark(self.cell(meaning), reason, remedy))

    def remark(self, cell: str, reason: str, remedy: str) -> Remark:
        return Remark(self.draft.sheet, self.draft.row, cell, reason, remedy)

    def remarks(self) -> str:
        """What stands in all columns of remarks."""
        row = self.set.sheet.rows[self.index]
        columns = [column.index for column in self.set.layout.find(Meaning.REMARK)]
        return "；".join(text for index in columns if index < len(row) and (text := tidy(row[index])))
