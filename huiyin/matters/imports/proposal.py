"""What an import would do: every row with its outcome, what is new to the town, and what is to be said of it.

Nothing is written here. `ledger` is what `import_ledger` takes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from huiyin.matters.actions.importing import Ledger, LedgerRow, LedgerSession, known_keys
from huiyin.matters.claims import schemes
from huiyin.matters.imports.cells import Setting
from huiyin.matters.imports.columns import Meaning, layout_of
from huiyin.matters.imports.drafts import Draft, Remark, Status
from huiyin.matters.imports.legend import legend_in, scheme_fitting
from huiyin.matters.imports.names import field_meant, kind_of_unit, unit_names, units_in
from huiyin.matters.imports.roster import Roster, numbers_given, roster_of, session_numbered
from huiyin.matters.imports.rows import read_row
from huiyin.matters.imports.serials import number_rows
from huiyin.matters.imports.sessions import is_between, session_of, year_of
from huiyin.matters.imports.sheets import SheetProposal, Told, remark_on
from huiyin.matters.imports.vocabulary import plain
from huiyin.matters.imports.workbook import Sheet, UnreadableWorkbook, address
from huiyin.townships.models import Township


@dataclass
class Proposal:
    """The whole import before it is done."""

    sheets: list[SheetProposal]
    session: LedgerSession | None
    scheme: str
    town_scheme: str
    new: dict[str, list[str]]
    remarks: list[Remark]  # of the file as a whole
    fields: dict[str, str] = field(default_factory=dict)  # the ledger's word -> the town's; "" for a new one
    town_fields: tuple[str, ...] = ()

    @property
    def field_words(self) -> list[tuple[str, str]]:
        """Each field of the ledger that the town does not know, with the town's own that it stands for."""
        return list(self.fields.items())

    @property
    def drafts(self) -> list[Draft]:
        return [draft for sheet in self.sheets for draft in sheet.drafts]

    def having(self, status: Status) -> list[Draft]:
        return [draft for draft in self.drafts if draft.status == status]

    @property
    def rows(self) -> list[LedgerRow]:
        """The rows that will be imported."""
        return [draft.ledger for draft in self.having(Status.NEW) if draft.ledger]

    @property
    def ledger(self) -> Ledger:
        """What is to be imported."""
        named = {name for row in self.rows for name in (row.lead_unit, *row.assisting) if name}
        kinds = {name: kind_of_unit(name) for name in named}
        scheme = self.scheme if self.scheme != self.town_scheme else ""
        return Ledger(self.rows, len(self.having(Status.KNOWN)), self.session, kinds, scheme)

    @property
    def warnings(self) -> list[Remark]:
        """Of the file, then of the rows that will be imported; none where all is here already."""
        new = self.having(Status.NEW)
        of_rows = [remark for draft in new for remark in draft.warnings]
        return [*self.remarks, *of_rows] if new or not self.having(Status.KNOWN) else []

    @property
    def known_warnings(self) -> list[Remark]:
        """What was and may still be doubtful in rows that are here already."""
        return [remark for draft in self.having(Status.KNOWN) for remark in draft.warnings]

    @property
    def all_warnings(self) -> list[Remark]:
        """Of the file, then of every row that is or will be here: the same however often it is imported."""
        rows = [draft for draft in self.drafts if draft.status in (Status.NEW, Status.KNOWN)]
        return [*self.remarks, *(remark for draft in rows for remark in draft.warnings)]

    @property
    def refused(self) -> list[Remark]:
        return [draft.refusal for draft in self.having(Status.REFUSED)]

    @property
    def refused_details(self) -> list[Remark]:
        """Every problem of every refused row, each at its own cell."""
        return [problem for draft in self.having(Status.REFUSED) for problem in draft.problems]

    @property
    def has_new_names(self) -> bool:
        return any(self.new.values())

    @property
    def skipped(self) -> list[Remark]:
        return [draft.skipped for draft in self.drafts if draft.skipped]


def propose_import(
    sheets: Sequence[Sheet], township: Township, *, today: date, told: Told | None = None, shift: int = 0
) -> Proposal:
    """Read a ledger against the town's records.

    `shift` moves every day by whole years (the demonstration); the rows' keys stay the same.

    Raises UnreadableWorkbook when no sheet has a row of headings.
    """
    told = told or Told()
    roster = roster_of(township)
    found = [
        SheetProposal(index, sheet, layout_of(sheet, told.columns.get(index, {})))
        for index, sheet in enumerate(sheets)
    ]
    if not any(sheet.layout for sheet in found):
        raise UnreadableWorkbook(
            _("No sheet has a row of headings (序号, 建议标题, 领衔代表 ...). Put one above the rows.")
        )
    proposal = Proposal(found, None, "", roster.scheme, {}, [])
    proposal.remarks += [remark for sheet in found for remark in _of_layout(sheet)]
    proposal.scheme = _scheme(sheets, roster, proposal.remarks)
    proposal.session = session_of(found, township, told, shift, proposal.remarks)
    proposal.town_fields = roster.fields
    proposal.fields = _fields(found, roster, told)
    _read_rows(proposal, roster, today, shift)
    _mark_known(proposal, township)
    _number(proposal, township)
    proposal.new = _new_names(proposal, roster, township)
    return proposal


def _of_layout(sheet: SheetProposal) -> Iterator[Remark]:
    """What is to be said of how a sheet was understood."""
    if sheet.layout is None:
        if sheet.sheet.rows:
            yield remark_on(sheet.sheet, _("No headings were recognised in this sheet; it is left out."))
        return
    for column in sheet.layout.doubled:
        cell = address(sheet.layout.header, column.index)
        said = _("An earlier column has the same meaning; “%(heading)s” is not read.") % {
            "heading": column.heading
        }
        yield Remark(sheet.name, sheet.layout.header + 1, cell, said, _("Choose another meaning."))
    if sheet.layout.first(Meaning.TITLE) is None:
        yield remark_on(sheet.sheet, _("No column holds the titles."), _("Choose which one does."))


def _scheme(sheets: Sequence[Sheet], roster: Roster, remarks: list[Remark]) -> str:
    """The ledger's scheme by its legend, else the town's."""
    legends = ((sheet, legend_in(cell for row in sheet.rows for cell in row)) for sheet in sheets)
    sheet, legend = next(((sheet, legend) for sheet, legend in legends if legend), (None, {}))
    if sheet is None or not legend:
        return roster.scheme
    fitting = scheme_fitting(legend, roster.scheme)
    if not fitting:
        remarks.append(
            remark_on(
                sheet,
                _("The ledger's own list of categories fits no known scheme; the town's is used."),
                _("Check each category."),
            )
        )
        return roster.scheme
    if fitting != roster.scheme:
        remarks.append(
            remark_on(
                sheet,
                _("The ledger's categories are “%(theirs)s”, the town's “%(ours)s”; replies keep theirs.")
                % {"theirs": schemes()[fitting].name, "ours": schemes()[roster.scheme].name},
            )
        )
    return fitting


def _fields(sheets: Sequence[SheetProposal], roster: Roster, told: Told) -> dict[str, str]:
    """For each field of the ledger that the town does not know the town's own that it means: as the clerk
    said, else as the lines of equal words propose; empty for a field that is to be new.
    """
    written = (plain(text) for sheet in sheets for text in sheet.values(Meaning.FIELD))
    unknown = [word for word in dict.fromkeys(written) if word and word not in roster.fields]
    said = {word: name for word, name in told.fields.items() if name in ("", *roster.fields)}
    return {word: said.get(word, field_meant(word, roster.fields)) for word in unknown}


def _read_rows(proposal: Proposal, roster: Roster, today: date, shift: int) -> None:
    sheets = [sheet for sheet in proposal.sheets if sheet.layout]
    texts = [str(text) for sheet in sheets for meaning in UNITS for text in sheet.values(meaning)]
    names = unit_names((name for text in texts for name in units_in(text)), roster.units)
    for sheet in sheets:
        setting = _setting(sheet, proposal, roster, names, today, shift)
        start = setting.layout.header + 1
        drafts = (read_row(setting, index) for index in range(start, len(sheet.sheet.rows)))
        sheet.drafts = [draft for draft in drafts if draft]


def _setting(
    sheet: SheetProposal, proposal: Proposal, roster: Roster, names: dict[str, str], today: date, shift: int
) -> Setting:
    assert sheet.layout is not None
    return Setting(
        sheet=sheet.sheet,
        layout=sheet.layout,
        roster=roster,
        units=names,
        fields={word: name for word, name in proposal.fields.items() if name},
        scheme=proposal.scheme,
        session=proposal.session,
        between=is_between(sheet),
        year=year_of(sheet),
        today=today,
        shift=shift,
    )


def _mark_known(proposal: Proposal, township: Township) -> None:
    """Rows that are here already, and rows that stand twice in the file."""
    drafts = [draft for draft in proposal.drafts if draft.key]
    known = known_keys(township, [draft.key for draft in drafts])
    seen: dict[str, Draft] = {}
    for draft in drafts:
        first = seen.setdefault(draft.key, draft)
        if first is draft:
            draft.known = draft.key in known
        else:
            reason = _("This row says the same as row %(row)s.") % {"row": first.row}
            remedy = _("If it is a matter of its own, give it its own title.")
            draft.problems.append(Remark(draft.sheet, draft.row, address(draft.row - 1, 0), reason, remedy))


def _number(proposal: Proposal, township: Township) -> None:
    columns = {sheet.name: sheet.layout.first(Meaning.NUMBER) for sheet in proposal.sheets if sheet.layout}
    told = proposal.session
    session = session_numbered(township, told.term, told.number) if told else None

    def cell(draft: Draft) -> str:
        column = columns[draft.sheet]
        return address(draft.row - 1, column.index if column else 0)

    def given(row: LedgerRow) -> int:
        if row.in_session and session is None:
            return 0
        return numbers_given(township, session if row.in_session else None, row.received_on)

    number_rows(proposal.drafts, cell, given)


def _new_names(proposal: Proposal, roster: Roster, township: Township) -> dict[str, list[str]]:
    """What the import will enter beside the matters, by kind."""
    rows = proposal.rows
    named = {
        "deputies": [name for row in rows for name in (row.lead, *row.cosigners)],
        "units": [name for row in rows if row.handed_over_on for name in (row.lead_unit, *row.assisting)],
        "fields": [row.field for row in rows],
        "villages": [row.village for row in rows],
    }
    known = {
        "deputies": set(roster.deputies),
        "units": set(roster.units),
        "fields": set(roster.fields),
        "villages": set(roster.villages),
    }
    return {
        kind: [name for name in dict.fromkeys(names) if name and name not in known[kind]]
        for kind, names in named.items()
    }


UNITS = (Meaning.LEAD_UNIT, Meaning.ASSISTING)
