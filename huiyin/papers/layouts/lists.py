"""Ruled lists: fixed columns, one head row that each page repeats, rows that no page's end tears."""

from typing import cast

from docx.document import Document as WordDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph

from huiyin.papers.blocks import Register, Side
from huiyin.papers.layouts.measures import twips
from huiyin.papers.layouts.ooxml import Style, add_run, element, shape
from huiyin.papers.layouts.tables import FIELD, LABEL, frame


def write_register(document: WordDocument, register: Register, width_mm: float) -> None:
    """Draw the list over the whole width of the type area."""
    made = document.add_table(rows=1, cols=len(register.heads))
    total = twips(width_mm)
    shares = [round(total * width / sum(register.widths)) for width in register.widths]
    frame(made, shares)
    table = made._tbl
    pattern = table.tr_lst[0]
    table.remove(pattern)
    middle = cast(tuple[Side, ...], ("center",) * len(shares))
    sides = register.sides or middle
    # rows are written as elements: python-docx's own way looks through the whole table for each cell
    table.append(_row(shares, register.heads, middle, register, head=True))
    for row in register.rows:
        table.append(_row(shares, row, sides, register, head=False))
    shape(document.add_paragraph(), Style(size=1, line=20))


def _row(
    shares: list[int], texts: tuple[str, ...], sides: tuple[Side, ...], register: Register, *, head: bool
) -> BaseOxmlElement:
    row = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    properties.append(element("trHeight", val=twips(register.height_mm), hRule="atLeast"))
    if head:
        properties.append(element("tblHeader"))
    row.append(properties)
    for share, text, side in zip(shares, texts, sides, strict=True):
        row.append(_cell(share, text, (LABEL if head else FIELD).but(align=side)))
    return row


def _cell(share: int, text: str, style: Style) -> BaseOxmlElement:
    cell = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=share, type="dxa"))
    properties.append(element("vAlign", val="center"))
    cell.append(properties)
    for line in text.split("\n"):
        paragraph = element("p")
        cell.append(paragraph)
        written = WordParagraph(paragraph, None)  # type: ignore[arg-type]
        shape(written, style)
        add_run(written, line, style)
    return cell
