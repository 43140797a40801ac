"""Form tables: fixed widths, exact or least heights, cells that span columns and rows."""

from typing import Literal

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell

from huiyin.papers.blocks import Cell, Row, Table
from huiyin.papers.layouts.measures import XIAOSI, twips
from huiyin.papers.layouts.ooxml import HEI, Style, element, shape, write
from huiyin.papers.layouts.pictures import write_qr

FIELD = Style(size=XIAOSI, squeeze=0, align="left", line=360)
LABEL = FIELD.but(face=HEI, align="center")
PADDING_TWIPS = 90
TALL_MM = 16
SPLIT_FROM = 500  # characters; a field that may be longer than a page goes on on the next


def write_table(document: WordDocument, table: Table, width_mm: float) -> WordTable:
    """Draw the table over the whole width of the type area."""
    made = document.add_table(rows=len(table.rows), cols=len(table.widths))
    total = twips(width_mm)
    shares = [round(total * width / sum(table.widths)) for width in table.widths]
    frame(made, shares)
    for position, row in enumerate(table.rows):
        _write_row(made, position, row)
    return made


def frame(made: WordTable, shares: list[int], *, padding: int = PADDING_TWIPS, ruled: bool = True) -> None:
    """Write the table's properties anew: fixed columns of these widths in twips, with or without lines."""
    properties = made._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(element("tblW", w=sum(shares), type="dxa"))
    properties.append(element("jc", val="center"))
    if ruled:
        properties.append(_lines())
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side, width in (("top", 40), ("left", padding), ("bottom", 40), ("right", padding)):
        margins.append(element(side, w=width, type="dxa"))
    properties.append(margins)
    for column, share in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), shares, strict=True):
        column.set(qn("w:w"), str(share))
    for row in made._tbl.tr_lst:
        for cell, share in zip(row.tc_lst, shares, strict=True):
            _set_width(cell.get_or_add_tcPr(), share)


def _lines() -> BaseOxmlElement:
    borders = element("tblBorders")
    for side, eighths in (
        ("top", 8),
        ("left", 8),
        ("bottom", 8),
        ("right", 8),
        ("insideH", 4),
        ("insideV", 4),
    ):
        borders.append(element(side, val="single", sz=eighths, space=0, color="000000"))
    return borders


def _set_width(properties: BaseOxmlElement, share: int) -> None:
    for old in properties.findall(qn("w:tcW")):
        properties.remove(old)
    properties.insert(0, element("tcW", w=share, type="dxa"))


def _write_row(made: WordTable, position: int, row: Row) -> None:
    properties = made.rows[position]._tr.get_or_add_trPr()
    if max(len(cell.text) for cell in row.cells) < SPLIT_FROM:
        properties.append(element("cantSplit"))
    properties.append(element("trHeight", val=twips(row.height_mm), hRule="atLeast"))
    free = [column for column in range(len(made.columns)) if not _is_covered(made, position, column)]
    for cell in row.cells:
        column = free[0]
        free = free[cell.across :]
        start = made.cell(position, column)
        end = made.cell(position + cell.down - 1, column + cell.across - 1)
        _fill(start.merge(end) if end is not start else start, cell, row)


def _is_covered(made: WordTable, position: int, column: int) -> bool:
    """Whether a cell of a row above reaches down to here."""
    return position > 0 and made.cell(position, column)._tc is made.cell(position - 1, column)._tc


def _fill(target: WordCell, cell: Cell, row: Row) -> None:
    tall = row.height_mm >= TALL_MM and not cell.label and "\n" not in cell.text and len(cell.text) > 0
    vertical: Literal["top", "center"] = "top" if tall and len(cell.text) > 30 else "center"
    target._tc.get_or_add_tcPr().append(element("vAlign", val=vertical))
    first, *others = target.paragraphs
    for extra in others:
        extra._p.getparent().remove(extra._p)
    style = LABEL if cell.label else FIELD.but(align="center" if cell.centred else "left")
    if cell.qr:
        shape(first, style.but(align="center"))
        write_qr(first, cell.qr, style)
        write(target, cell.qr.code, style.but(align="center"))
        return
    first._p.getparent().remove(first._p)
    for line in cell.text.split("\n"):
        write(target, line, style)
