"""A register (签到表, 名册): a title, lists that go on over pages, small print; upright or across."""

from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from huiyin.papers.blocks import Block, Heading, Note, PageBreak, Register, Sheet, Subtitle, Title
from huiyin.papers.layouts.feet import number_pages
from huiyin.papers.layouts.lists import write_register
from huiyin.papers.layouts.measures import (
    A4_LANDSCAPE_MM,
    A4_MM,
    BOTTOM_MM,
    LANDSCAPE_MARGINS_MM,
    LANDSCAPE_WIDTH_MM,
    LEFT_MM,
    RIGHT_MM,
    SIHAO,
    TOP_MM,
    TYPE_WIDTH_MM,
    WUHAO,
)
from huiyin.papers.layouts.ooxml import HEI, KAI, Style, write
from huiyin.papers.layouts.package import blank
from huiyin.papers.layouts.text import TITLE
from huiyin.papers.titles import break_lines

SUBTITLE = Style(face=KAI, size=SIHAO, squeeze=0, align="center", line=440, after=80, keep_next=True)
GROUP = Style(face=HEI, size=SIHAO, squeeze=0, align="left", line=440, before=120, after=40, keep_next=True)
SMALL_PRINT = Style(size=WUHAO, squeeze=0, align="left", line=320, before=60)
TITLE_CHARACTERS = {False: 20, True: 28}


def draw_register(sheet: Sheet, pictures: Mapping[str, bytes]) -> WordDocument:
    size, margins = A4_MM, (TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM)
    if sheet.landscape:
        size, margins = A4_LANDSCAPE_MM, LANDSCAPE_MARGINS_MM
    document = blank(sheet, size, margins)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    section.header_distance, section.footer_distance = Mm(12), Mm(margins[2] - 15)
    number_pages(document, section)
    for block in sheet.blocks:
        _write(document, block, landscape=sheet.landscape)
    return document


def _write(document: WordDocument, block: Block, *, landscape: bool) -> None:
    match block:
        case Title(text):
            for line in break_lines(text, TITLE_CHARACTERS[landscape]):
                write(document, line, TITLE)
        case Subtitle(text):
            write(document, text, SUBTITLE)
        case Heading(_level, text):
            write(document, text, GROUP)
        case Register():
            write_register(document, block, LANDSCAPE_WIDTH_MM if landscape else TYPE_WIDTH_MM)
        case Note(text):
            write(document, text, SMALL_PRINT)
        case PageBreak():
            document.add_page_break()
        case _:
            raise TypeError(f"a register has no {type(block).__name__}")
