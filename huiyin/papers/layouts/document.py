"""A document of the congress (决议, 会议记录, 报告 ...): no red head; title, running text, lists, signature.

The type area is the letter's: 22 lines of 28 characters; page numbers on each page, the first included.
"""

from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Mm

from huiyin.papers.blocks import (
    Addressee,
    AttachmentNote,
    Block,
    Contact,
    Fact,
    Heading,
    Note,
    Number,
    PageBreak,
    Paragraph,
    Register,
    Sheet,
    Signature,
    SignLines,
    Subtitle,
    Title,
)
from huiyin.papers.layouts import text
from huiyin.papers.layouts.feet import number_pages
from huiyin.papers.layouts.lists import write_register
from huiyin.papers.layouts.measures import (
    A4_MM,
    BOTTOM_MM,
    LEFT_MM,
    RIGHT_MM,
    TOP_MM,
    TYPE_WIDTH_MM,
    WUHAO,
)
from huiyin.papers.layouts.ooxml import Style, write
from huiyin.papers.layouts.package import blank

FOOT_MM = 20.0
HEAD = (Title, Subtitle, Number)
SMALL_PRINT = Style(size=WUHAO, squeeze=0, align="left", line=320, before=60)


def draw_document(sheet: Sheet, pictures: Mapping[str, bytes]) -> WordDocument:
    document = blank(sheet, A4_MM, (TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM))
    section = document.sections[0]
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOT_MM)
    number_pages(document, section)
    for block, following in zip(sheet.blocks, (*sheet.blocks[1:], None), strict=True):
        write_block(document, block, following)
    return document


def write_block(document: WordDocument, block: Block, following: Block | None) -> None:
    """One block; a blank line parts the head from the text and a number from the title below it, the last
    paragraph goes with its signature.
    """
    if isinstance(block, Paragraph):
        text.write_paragraph(document, block, keep_next=isinstance(following, Signature | SignLines))
        return
    WRITERS[type(block)](document, block)
    if following is not None and is_parted(block, following):
        text.blank_lines(document, 1)


def is_parted(block: Block, following: Block) -> bool:
    """Whether a blank line stands between the two: below the head, and between number and title."""
    if isinstance(block, Number) and isinstance(following, Title):
        return True
    return isinstance(block, HEAD) and not isinstance(following, HEAD)


def _write_number(document: WordDocument, number: Number) -> None:
    write(document, number.text, Style(align="center", keep_next=True))


def _write_register(document: WordDocument, register: Register) -> None:
    write_register(document, register, TYPE_WIDTH_MM)


def _write_note(document: WordDocument, note: Note) -> None:
    write(document, note.text, SMALL_PRINT)


def _break_page(document: WordDocument, _block: PageBreak) -> None:
    document.add_page_break()


WRITERS: dict[type, Callable[[WordDocument, Any], None]] = {
    Title: text.write_title_above,
    Subtitle: text.write_subtitle,
    Number: _write_number,
    Addressee: text.write_addressee,
    Heading: text.write_heading,
    Fact: text.write_fact,
    Register: _write_register,
    Note: _write_note,
    AttachmentNote: text.write_attachments,
    Signature: text.write_signature,
    SignLines: text.write_sign_lines,
    Contact: text.write_contact,
    PageBreak: _break_page,
}
