"""A form: a title, the form's number, one table over the type area, small print, photos on what follows."""

from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.shared import Mm

from huiyin.papers.blocks import Block, Note, Number, PageBreak, PhotoGrid, Sheet, Table, Title
from huiyin.papers.layouts.measures import (
    A4_MM,
    BOTTOM_MM,
    LEFT_MM,
    RIGHT_MM,
    TITLE_CHARACTERS_PER_LINE,
    TOP_MM,
    TYPE_WIDTH_MM,
    WUHAO,
    XIAOSI,
)
from huiyin.papers.layouts.ooxml import Style, shape, write
from huiyin.papers.layouts.package import blank
from huiyin.papers.layouts.photos import write_photos
from huiyin.papers.layouts.tables import write_table
from huiyin.papers.layouts.text import TITLE
from huiyin.papers.titles import break_lines

NUMBER = Style(size=XIAOSI, squeeze=0, align="right", line=400, before=160)
SMALL_PRINT = Style(size=WUHAO, squeeze=0, align="left", line=320, before=60)


def draw_form(sheet: Sheet, pictures: Mapping[str, bytes]) -> WordDocument:
    document = blank(sheet, A4_MM, (TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM))
    section = document.sections[0]
    section.header_distance = section.footer_distance = Mm(15)
    for block in sheet.blocks:
        _write(document, block, pictures)
    return document


def _write(document: WordDocument, block: Block, pictures: Mapping[str, bytes]) -> None:
    match block:
        case Title(text):
            for line in break_lines(text, TITLE_CHARACTERS_PER_LINE):
                write(document, line, TITLE)
        case Number(text):
            write(document, text, NUMBER)
        case Table():
            write_table(document, block, TYPE_WIDTH_MM)
            shape(document.add_paragraph(), Style(size=1, line=20))
        case Note(text):
            write(document, text, SMALL_PRINT)
        case PhotoGrid():
            write(document, "", SMALL_PRINT)
            write_photos(document, block, pictures)
        case PageBreak():
            document.add_page_break()
        case _:
            raise TypeError(f"a form has no {type(block).__name__}")
