"""A slip for voters: A6 across, half of an A5 sheet, margins 10 mm; a short table with the code at its
right.
"""

from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.shared import Mm

from huiyin.papers.blocks import Block, Note, Number, Sheet, Table, Title
from huiyin.papers.layouts.measures import A6_LANDSCAPE_MM, SANHAO, SLIP_MARGIN_MM, WUHAO
from huiyin.papers.layouts.ooxml import Style, shape, write
from huiyin.papers.layouts.package import blank
from huiyin.papers.layouts.tables import write_table
from huiyin.papers.layouts.text import TITLE

SLIP_TITLE = TITLE.but(size=SANHAO, line=440, after=120)
SMALL_PRINT = Style(size=WUHAO, squeeze=0, align="left", line=280, before=40)


def draw_slip(sheet: Sheet, pictures: Mapping[str, bytes]) -> WordDocument:
    document = blank(sheet, A6_LANDSCAPE_MM, (SLIP_MARGIN_MM,) * 4)
    section = document.sections[0]
    section.header_distance = section.footer_distance = Mm(5)
    for block in sheet.blocks:
        _write(document, block)
    return document


def _write(document: WordDocument, block: Block) -> None:
    match block:
        case Title(text):
            write(document, text, SLIP_TITLE)
        case Number(text):
            write(document, text, SMALL_PRINT.but(align="right"))
        case Table():
            write_table(document, block, A6_LANDSCAPE_MM[0] - 2 * SLIP_MARGIN_MM)
            shape(document.add_paragraph(), Style(size=1, line=20, after=60))
        case Note(text):
            write(document, text, SMALL_PRINT)
        case _:
            raise TypeError(f"a slip has no {type(block).__name__}")
