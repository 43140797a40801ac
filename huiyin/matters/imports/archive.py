"""Looking into a workbook's parts before any reader opens them: how much they unpack to, how far out they go.

A reader builds a table as large as its farthest entry, so one entry in the last cell of a sheet would cost
milliards of empty ones. Every part is looked at, whatever it is called and wherever it lies, because the file
itself says which of its parts are sheets.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 10_000, 200
CHUNK = 1024 * 1024
CELL = re.compile(r"([A-Za-z]+)(\d+)")


class TooMuch(Exception):
    """The parts unpack to more than is read, whatever the file says of their size."""


class FarOut(Exception):
    """A sheet has an entry outside what is read; the text is the cell's address."""


class Malformed(Exception):
    """A part that holds a sheet is no XML as a workbook writes it."""


def look_through(archive: zipfile.ZipFile) -> bool:
    """Unpack every part once and look at every entry; tells whether there are formulas or errors.

    Raises TooMuch, FarOut, Malformed, and what zipfile raises for a damaged archive.
    """
    left = MOST_UNPACKED
    found = False
    for entry in archive.infolist():
        sheet = _Sheet()
        for chunk in _unpacked(archive, entry, left):
            left -= len(chunk)
            sheet.feed(chunk)
        found |= sheet.close()
    return found


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """What really comes out of an entry: the size that it claims is not believed."""
    entry.file_size = 1 << 62
    got = 0
    with archive.open(entry) as part:
        while chunk := part.read(CHUNK):
            got += len(chunk)
            if got > most:
                raise TooMuch
            yield chunk


class _Sheet:
    """One part read as XML: where the filled cells of a sheet's data stand, counted as a reader counts."""

    def __init__(self) -> None:
        self.row, self.column = 0, 0  # where the next cell stands that does not say it: from 1 and from 0
        self.cell, self.is_far = "", False
        self.inside, self.found, self.broken, self.data = False, False, False, False
        self.end = b""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, chunk: bytes) -> None:
        self.data |= b"sheetData" in self.end + chunk
        self.end = chunk[-16:]
        if self.broken:
            return
        try:
            self.parser.Parse(chunk, False)
        except expat.ExpatError:  # a picture, or a drawing that is no strict XML
            self.broken = True

    def close(self) -> bool:
        if self.broken and self.data:
            raise Malformed
        return self.found

    def _doctype(self, *_words: Any) -> None:
        raise expat.ExpatError("a workbook declares no document type")

    def _start(self, name: str, words: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if tag == "sheetData":
            self.inside = True
        elif not self.inside:
            return
        elif tag == "row":
            self.row = _number(words.get("r", "")) or self.row + 1
            self.column = 0
        elif tag == "c":
            self._stand_on(words)
        elif self.cell:
            if self.is_far:
                raise FarOut(self.cell.upper())
            self.found |= tag == "f"

    def _stand_on(self, words: dict[str, str]) -> None:
        named = CELL.fullmatch(words.get("r", ""))
        row = _number(named[2]) if named else self.row
        self.column = _index(named[1]) if named else self.column
        self.cell = named[0] if named else f"R{row}C{self.column + 1}"
        self.is_far = row > MOST_ROWS or self.column >= MOST_COLUMNS
        self.found |= words.get("t") == "e"

    def _end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if tag == "sheetData":
            self.inside = False
        elif tag == "c" and self.inside:
            self.cell = ""
            self.column += 1


def _number(digits: str) -> int:
    """A row's number; one with more digits than any sheet has is far out whatever it is."""
    return int(digits[:9]) if digits.isascii() and digits.isdecimal() else 0


def _index(letters: str) -> int:
    index = 0
    for letter in letters[:6].upper():
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
