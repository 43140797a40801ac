"""What reading a ledger gives: for each row a draft, with each problem and each warning at its cell."""

from dataclasses import dataclass, field
from enum import StrEnum

from huiyin.matters.actions.importing import LedgerRow


class Status(StrEnum):
    """What becomes of a row."""

    NEW = "new"  # will be imported
    KNOWN = "known"  # was imported before
    REFUSED = "refused"  # cannot be imported as it stands
    SKIPPED = "skipped"  # is no matter: a total, a note, a heading


@dataclass(frozen=True)
class Remark:
    """Something to say of one cell: what is the matter with it and what to do."""

    sheet: str
    row: int  # as Excel counts, from 1
    cell: str
    reason: str
    remedy: str = ""

    @property
    def text(self) -> str:
        return f"{self.reason} {self.remedy}".strip()


@dataclass
class Draft:
    """One row of a sheet, as far as it could be read."""

    sheet: str
    row: int
    number: str = ""  # as the ledger writes it
    title: str = ""
    key: str = ""  # names the row in every copy of the ledger
    wanted: int | None = None  # the number that the ledger gives
    ledger: LedgerRow | None = None
    skipped: Remark | None = None
    known: bool = False
    problems: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)

    @property
    def status(self) -> Status:
        if self.skipped:
            return Status.SKIPPED
        if self.known:
            return Status.KNOWN
        return Status.REFUSED if self.problems or self.ledger is None else Status.NEW

    @property
    def refusal(self) -> Remark:
        """All that is wrong with a refused row in one sentence, at its first wrong cell."""
        first = self.problems[0]
        said = " ".join(problem.text for problem in self.problems)
        return Remark(first.sheet, first.row, first.cell, said)
