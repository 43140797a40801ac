"""Opening a workbook (.xlsx): its sheets as tables of values, merged cells filled.

A file is looked at before it is opened: what is no workbook, is locked or would unpack to a flood is
refused with a sentence. Values are those that were last calculated and saved;
nothing in the file is ever carried out.
"""

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from huiyin.core.errors import ActRefused
from huiyin.matters.imports.archive import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_UNPACKED,
    FarOut,
    Malformed,
    TooMuch,
    look_through,
)

MOST_BYTES = 5 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")


class UnreadableWorkbook(ActRefused):
    """The file as a whole cannot be imported; the sentence says why and what to do."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows of values from A1 on, merged cells filled with what stands in their first cell."""

    name: str
    rows: list[list[Any]]

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


def column_letter(index: int) -> str:
    """The letters of a column, 0 being A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """A cell's address, both counted from 0: (3, 2) is C4."""
    return f"{column_letter(column)}{row + 1}"


def read_file(path: Path) -> list[Sheet]:
    """All sheets of a file on this machine; what is too large is not even read.

    Raises UnreadableWorkbook.
    """
    if path.stat().st_size > MOST_BYTES:
        raise _too_large()
    return read_workbook(path.read_bytes())


def read_workbook(content: bytes) -> list[Sheet]:
    """All sheets of a workbook.

    Raises UnreadableWorkbook for a file that is empty, too large, locked, no .xlsx, damaged, or blank.
    """
    has_formulas = _require_workbook(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = [_sheet(book, name) for name in book.sheet_names]
        if has_formulas:
            _show_what_has_no_value(sheets, content)
    except PasswordError:
        raise _locked() from None
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, KeyError, InvalidFileException) as error:
        raise _damaged() from error
    if not any(sheet.rows for sheet in sheets):
        raise UnreadableWorkbook(_("The workbook is empty: no sheet has any entry."))
    return sheets


def _sheet(book: CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
        raise _far_out(address(sheet.total_height - 1, sheet.total_width - 1))
    rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        _fill(rows, top, left, bottom, right)
    return Sheet(name, rows)


def _show_what_has_no_value(sheets: list[Sheet], content: bytes) -> None:
    """Where a formula was never calculated, or ended in an error, put what it says instead of nothing."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for sheet in sheets:
        if not sheet.rows:
            continue
        # bounded by what was read: a sheet may claim to be larger than it is
        for row in book[sheet.name].iter_rows(max_row=len(sheet.rows), max_col=sheet.width):
            for cell in row:
                if cell.data_type in ("f", "e") and cell.row and cell.column:
                    _put(sheet.rows, cell.row - 1, cell.column - 1, str(cell.value))


def _put(rows: list[list[Any]], row: int, column: int, text: str) -> None:
    if row < len(rows) and column < len(rows[row]) and rows[row][column] == "":
        rows[row][column] = text


def _fill(rows: list[list[Any]], top: int, left: int, bottom: int, right: int) -> None:
    if top >= len(rows) or left >= len(rows[top]):
        return
    value = rows[top][left]
    for row in rows[top : bottom + 1]:
        row[left : right + 1] = [value] * (min(right + 1, len(row)) - left)


def _require_workbook(content: bytes) -> bool:
    """Refuse what cannot be read; tells whether there are formulas or errors in it."""
    if not content:
        raise UnreadableWorkbook(_("The file is empty (0 bytes). See whether it opens on your computer."))
    if len(content) > MOST_BYTES:
        raise _too_large()
    if content.startswith(OLE):
        raise _locked() if LOCKED in content else _old()
    if not content.startswith(b"PK"):
        raise _no_workbook()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _require_harmless(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError) as error:
        raise _damaged() from error


def _require_harmless(archive: zipfile.ZipFile) -> bool:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if not any(name.startswith("xl/workbook") for name in names):
        raise _word() if any(name.startswith("word/") for name in names) else _no_workbook()
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _flood()
    try:
        return look_through(archive)
    except TooMuch:
        raise _flood() from None
    except FarOut as far:
        raise _far_out(str(far)) from None
    except Malformed as error:
        raise _damaged() from error


def _flood() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _("The file would unpack to more than %(most)s MB. Copy the ledger into a new workbook.")
        % {"most": MOST_UNPACKED // 1024 // 1024}
    )


def _far_out(cell: str) -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _(
            "Cell %(cell)s has an entry; at most %(rows)s rows and %(columns)s columns are read. "
            "Delete what lies outside the ledger."
        )
        % {"cell": cell, "rows": MOST_ROWS, "columns": MOST_COLUMNS}
    )


def _too_large() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _("The file has more than %(most)s MB. Take out pictures and old sheets, then choose it again.")
        % {"most": MOST_BYTES // 1024 // 1024}
    )


def _locked() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _("The file is locked with a password. Save it without one, then choose it again.")
    )


def _old() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _("This is an old Office file (.xls or .doc). Open it in Excel or WPS and save it as .xlsx.")
    )


def _word() -> UnreadableWorkbook:
    return UnreadableWorkbook(_("This is a Word document. Copy its table into a workbook (.xlsx)."))


def _no_workbook() -> UnreadableWorkbook:
    return UnreadableWorkbook(_("This is no workbook. Save the ledger as .xlsx, then choose it again."))


def _damaged() -> UnreadableWorkbook:
    return UnreadableWorkbook(
        _("The file is damaged or cut off. Open it, save it anew, then choose it again.")
    )
