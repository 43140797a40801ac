"""A sheet on its way to be imported, and what the person says beside the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from huiyin.matters.imports.columns import Layout
from huiyin.matters.imports.drafts import Draft, Remark
from huiyin.matters.imports.workbook import Sheet, address


@dataclass(frozen=True)
class Told:
    """What the person says beside the file: meanings of columns, a session that the ledger does not name."""

    columns: Mapping[int, Mapping[int, str]] = field(default_factory=dict)  # sheet -> column -> meaning
    fields: Mapping[str, str] = field(
        default_factory=dict
    )  # the ledger's word -> the town's; "" for a new one
    term: int | None = None
    session: int | None = None
    opens_on: date | None = None
    closes_on: date | None = None


@dataclass
class SheetProposal:
    """One sheet: how it was read, and its rows."""

    index: int
    sheet: Sheet
    layout: Layout | None
    drafts: list[Draft] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.sheet.name

    def values(self, meaning: str) -> list[Any]:
        """What stands below the first heading of this meaning."""
        column = self.layout.first(meaning) if self.layout else None
        if column is None or self.layout is None:
            return []
        rows = self.sheet.rows[self.layout.header + 1 :]
        return [row[column.index] for row in rows if column.index < len(row)]


def remark_on(sheet: Sheet, reason: str, remedy: str = "") -> Remark:
    """Something to say of a sheet as a whole."""
    return Remark(sheet.name, 1, address(0, 0), reason, remedy)
