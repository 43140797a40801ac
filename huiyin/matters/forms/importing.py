"""Forms of the ledger's import: the file, the meaning of each column, the session."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.matters.forms.base import DayField
from huiyin.matters.imports.columns import Meaning
from huiyin.matters.imports.proposal import Proposal
from huiyin.matters.imports.sheets import Told
from huiyin.matters.imports.workbook import MOST_BYTES, Sheet, UnreadableWorkbook, read_workbook
from huiyin.ui.forms import PlainForm

FIELD = "field:"  # before the ledger's own word
COLUMN = re.compile(r"c(\d{1,3})-(\d{1,3})")


class LedgerFileForm(PlainForm):
    """The workbook; what cannot be read is said here."""

    file = forms.FileField(
        label=_("The ledger (.xlsx)"),
        help_text=_("Nothing is entered yet: you see first what would be imported."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            # one byte more than allowed is enough to tell that it is too large
            read_workbook(upload.read(MOST_BYTES + 1))
        except UnreadableWorkbook as refusal:
            raise forms.ValidationError(str(refusal), code="unreadable") from None
        return upload


class ColumnsForm(PlainForm):
    """What each column means, and the session where the ledger names none."""

    term = forms.IntegerField(label=_("Congress no."), min_value=1, max_value=99, required=False)
    session = forms.IntegerField(label=_("Session no."), min_value=1, max_value=20, required=False)
    opens_on = DayField(label=_("First day of the session"), required=False)
    closes_on = DayField(label=_("Last day of the session"), required=False)

    def __init__(self, *args: Any, sheets: list[Sheet], **words: Any) -> None:
        super().__init__(*args, **words)
        choices = [("", _("not read")), *Meaning.choices]
        for index, sheet in enumerate(sheets):
            for column in range(sheet.width):
                self.fields[f"c{index}-{column}"] = forms.ChoiceField(choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        known = super().clean() or self.cleaned_data
        opens_on, closes_on = known.get("opens_on"), known.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            raise forms.ValidationError(_("The session's last day lies before its first day."))
        return known

    def told(self) -> Told:
        """What the person said; columns that the address does not name keep their guess."""
        columns: dict[int, dict[int, str]] = {}
        for name in self.data:
            if (place := COLUMN.fullmatch(name)) and name in self.cleaned_data:
                columns.setdefault(int(place[1]), {})[int(place[2])] = self.cleaned_data[name]
        known = self.cleaned_data
        return Told(
            columns=columns,
            fields={name[len(FIELD) :]: word for name, word in self.data.items() if name.startswith(FIELD)},
            term=known["term"],
            session=known["session"],
            opens_on=known["opens_on"],
            closes_on=known["closes_on"],
        )

    def shown(self, proposal: Proposal) -> list[dict[str, Any]]:
        """For each sheet with headings its columns: letter, heading, example, name of the choice."""
        return [
            {
                "name": sheet.name,
                "columns": [
                    {
                        "letter": column.letter,
                        "heading": column.heading,
                        "example": _example(sheet.sheet, sheet.layout.header, column.index),
                        "name": f"c{sheet.index}-{column.index}",
                        "meaning": column.meaning,
                    }
                    for column in sheet.layout.columns
                ],
            }
            for sheet in proposal.sheets
            if sheet.layout
        ]


def _example(sheet: Sheet, header: int, column: int) -> str:
    cells = (row[column] for row in sheet.rows[header + 1 :] if column < len(row) and row[column] != "")
    first = next(cells, "")
    return str(int(first) if isinstance(first, float) and first.is_integer() else first)[:30]
