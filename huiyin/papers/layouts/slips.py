"""Ballot slips: two by four on an A4 page, dashed lines to cut along, on each its code as words and as QR."""

from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell as WordCell

from huiyin.papers.blocks import Sheet, Slip, Slips
from huiyin.papers.layouts.measures import (
    A4_MM,
    SIHAO,
    SLIP_COLUMNS,
    SLIP_ROWS,
    SLIPS_MARGIN_MM,
    WUHAO,
    twips,
)
from huiyin.papers.layouts.ooxml import HEI, XIAOBIAOSONG, Style, element, shape, write
from huiyin.papers.layouts.package import blank
from huiyin.papers.layouts.pictures import write_qr
from huiyin.papers.layouts.tables import frame

CELL_MM = ((A4_MM[0] - 2 * SLIPS_MARGIN_MM) / SLIP_COLUMNS, (A4_MM[1] - 2 * SLIPS_MARGIN_MM - 7) / SLIP_ROWS)
SLIP_TITLE = Style(face=XIAOBIAOSONG, size=SIHAO, squeeze=0, align="center", line=380, before=60)
SMALL = Style(size=WUHAO, squeeze=0, align="center", line=270)
CODE = Style(face=HEI, size=SIHAO, squeeze=0, align="center", line=360)


def draw_slips(sheet: Sheet, pictures: Mapping[str, bytes]) -> WordDocument:
    document = blank(sheet, A4_MM, (SLIPS_MARGIN_MM,) * 4)
    section = document.sections[0]
    section.header_distance = section.footer_distance = Mm(4)
    slips = [slip for block in sheet.blocks if isinstance(block, Slips) for slip in block.slips]
    table = document.add_table(rows=-(-len(slips) // SLIP_COLUMNS), cols=SLIP_COLUMNS)
    frame(table, [twips(CELL_MM[0])] * SLIP_COLUMNS, ruled=True)
    _dash(table._tbl.tblPr.find(qn("w:tblBorders")))
    cells = [cell for row in table.rows for cell in row.cells]
    for cell, slip in zip(cells, slips, strict=False):
        _fill(cell, slip)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        properties.append(element("trHeight", val=twips(CELL_MM[1]), hRule="exact"))
    shape(document.add_paragraph(), Style(size=1, line=20))
    return document


def _dash(borders: object) -> None:
    for edge in borders:  # type: ignore[attr-defined]
        edge.set(qn("w:val"), "dashed")
        edge.set(qn("w:sz"), "4")


def _fill(cell: WordCell, slip: Slip) -> None:
    cell._tc.get_or_add_tcPr().append(element("vAlign", val="center"))
    first = cell.paragraphs[0]
    shape(first, SLIP_TITLE)
    first._p.getparent().remove(first._p)
    write(cell, slip.title, SLIP_TITLE)
    write_qr(cell.add_paragraph(), slip.code, SMALL)
    write(cell, slip.code.code, CODE)
    for line in slip.lines:
        write(cell, line, SMALL)
