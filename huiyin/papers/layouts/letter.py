"""信函格式, the letter form (GB/T 9704-2012, 10.1): red mark, a double red line above and below, no first
page number.

What stands above the type area (mark, first line) is the first page's header, what stands below it (second
line, page numbers) the footers: so the text below can be edited and grows onto further pages by itself.
"""

from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.section import Section
from docx.shared import Mm

from huiyin.papers.blocks import (
    Addressee,
    AttachmentNote,
    Block,
    CodeStrip,
    Contact,
    CopyTo,
    Corner,
    Heading,
    Mark,
    NewPaper,
    Number,
    PageBreak,
    Paragraph,
    ReceiptStrip,
    Sheet,
    Signature,
    Title,
)
from huiyin.papers.layouts import text
from huiyin.papers.layouts.feet import count_from_one, number_pages
from huiyin.papers.layouts.measures import (
    A4_MM,
    BOTTOM_MM,
    LEFT_MM,
    RED,
    RIGHT_MM,
    SIHAO,
    TOP_MM,
    TYPE_WIDTH_MM,
    XIAOSI,
    characters,
    twips,
)
from huiyin.papers.layouts.ooxml import XIAOBIAOSONG, Edge, Style, element, shape, write
from huiyin.papers.layouts.package import blank
from huiyin.papers.layouts.pictures import write_qr
from huiyin.papers.layouts.tables import frame
from huiyin.papers.titles import break_lines

MARK_TOP_MM, MARK_POINTS, MARK_CHARACTERS = 30.0, 36.0, 16
CORNER_MM, CORNER_GAP_MM = 6.0, 6.0
CODE_MM = 44.0
LINE_SPAN_MM, LINE_FROM_BOTTOM_MM = 170.0, 20.0
BELOW_MARK = twips(2.1)  # 4 mm from ink to line: the mark's line of text ends below its ink
# Both lines are lower borders: Word reads "thickThin" from the top down, LibreOffice from the text outwards.
RED_LINE = Style(  # wider than the type area: 20 mm from both edges of the page
    size=1,
    line=20,
    align="center",
    left=twips((A4_MM[0] - LINE_SPAN_MM) / 2 - LEFT_MM),
    right=twips((A4_MM[0] - LINE_SPAN_MM) / 2 - RIGHT_MM),
)
SMALL = Style(size=SIHAO, squeeze=0, align="left", line=500)
CUT_LINE = Style(size=XIAOSI, squeeze=0, align="center", line=320, keep_next=True)


def draw_letter(sheet: Sheet, pictures: Mapping[str, bytes]) -> WordDocument:
    document = blank(sheet, A4_MM, (TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM))
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.different_first_page_header_footer = True
    _write_head(section, sheet.blocks)
    _write_feet(document, section)
    for block, following in zip(sheet.blocks, (*sheet.blocks[1:], None), strict=True):
        if isinstance(block, Paragraph) and isinstance(following, Signature):
            text.write_paragraph(document, block, keep_next=True)
        elif not isinstance(block, Mark | Corner):  # these two are the head
            WRITERS[type(block)](document, block)
    return document


def _write_head(section: Section, blocks: tuple[Block, ...]) -> None:
    corner = next((block.text for block in blocks if isinstance(block, Corner)), "")
    organ = next(block.organ for block in blocks if isinstance(block, Mark))
    lines = break_lines(organ, MARK_CHARACTERS)
    size = min(MARK_POINTS, TYPE_WIDTH_MM / 25.4 * 72 // max(len(line) for line in lines))
    header = section.first_page_header
    header.is_linked_to_previous = False
    header.paragraphs[0]._p.getparent().remove(header.paragraphs[0]._p)
    section.header_distance = Mm(MARK_TOP_MM + 0.5 - CORNER_MM - CORNER_GAP_MM)
    write(header, corner, SMALL.but(line=twips(CORNER_MM), after=twips(CORNER_GAP_MM), align="right"))
    mark = Style(face=XIAOBIAOSONG, size=size, squeeze=0, colour=RED, align="center", line=round(size * 20))
    for line in lines:
        write(header, line, mark)
    write(
        header, "", RED_LINE.but(before=BELOW_MARK, edges=(Edge("bottom", "thickThinSmallGap", 24, 0, RED),))
    )


def _write_feet(document: WordDocument, section: Section) -> None:
    section.footer_distance = Mm(LINE_FROM_BOTTOM_MM)
    first = section.first_page_footer
    first.is_linked_to_previous = False
    shape(first.paragraphs[0], RED_LINE.but(edges=(Edge("bottom", "thinThickSmallGap", 24, 0, RED),)))
    number_pages(document, section)


def _write_copy_to(document: WordDocument, copy_to: CopyTo) -> None:
    """A frame at the bottom of the type area of the page where the text ends, ruled above and below."""
    one, head = characters(1, SIHAO), characters(3, SIHAO)
    rules = (Edge("top", "single", 8, 4), Edge("bottom", "single", 8, 4))
    style = SMALL.but(left=one + head, first=-head, right=one, edges=rules)
    paragraph = write(document, f"抄送：{'，'.join(copy_to.names)}。", style)
    frame = element(
        "framePr",
        w=twips(TYPE_WIDTH_MM),
        wrap="notBeside",
        vAnchor="margin",
        hAnchor="margin",
        xAlign="left",
        yAlign="bottom",
    )
    paragraph._p.get_or_add_pPr().insert(0, frame)
    write(document, "", RED_LINE)  # a frame hangs on the paragraph that follows it


def _write_strip(document: WordDocument, strip: ReceiptStrip) -> None:
    """Kept whole: the cut line and all lines of the strip stand on one page."""
    write(document, "", text.BLANK.but(line=300, keep_next=True))
    write(document, "", CUT_LINE.but(line=120, edges=(Edge("bottom", "dashed", 6),)))
    write(document, strip.title, CUT_LINE.but(size=SIHAO, face=XIAOBIAOSONG, line=560, before=120))
    *lines, last = strip.lines
    for line in lines:
        write(document, line, SMALL.but(keep_next=True))
    write(document, last, SMALL)


def _write_code_strip(document: WordDocument, strip: CodeStrip) -> None:
    """The cut line, and below it words at the left and the code at the right, on one page."""
    write(document, "", text.BLANK.but(line=300, keep_next=True))
    write(document, "", CUT_LINE.but(line=120, edges=(Edge("bottom", "dashed", 6),)))
    write(document, strip.title, CUT_LINE.but(size=SIHAO, face=XIAOBIAOSONG, line=560, before=120))
    table = document.add_table(rows=1, cols=2)
    frame(table, [twips(TYPE_WIDTH_MM - CODE_MM), twips(CODE_MM)], padding=0, ruled=False)
    table.rows[0]._tr.get_or_add_trPr().append(element("cantSplit"))
    words, code = table.rows[0].cells
    words.paragraphs[0]._p.getparent().remove(words.paragraphs[0]._p)
    for line in strip.lines:
        write(words, line, SMALL)
    write_qr(code.paragraphs[0], strip.code, SMALL)
    write(code, strip.code.code, SMALL.but(align="center", size=XIAOSI, line=360))
    write(document, "", Style(size=1, line=20))


def _break_page(document: WordDocument, _block: PageBreak) -> None:
    document.add_page_break()


def _begin_anew(document: WordDocument, _block: NewPaper) -> None:
    """A section of its own: its first page has the head again, its pages are numbered from one."""
    count_from_one(document.add_section(WD_SECTION.NEW_PAGE))


WRITERS: dict[type, Callable[[WordDocument, Any], None]] = {
    Number: text.write_number,
    Title: text.write_title,
    Addressee: text.write_addressee,
    Heading: text.write_heading,
    Paragraph: text.write_paragraph,
    AttachmentNote: text.write_attachments,
    Signature: text.write_signature,
    Contact: text.write_contact,
    CopyTo: _write_copy_to,
    ReceiptStrip: _write_strip,
    CodeStrip: _write_code_strip,
    PageBreak: _break_page,
    NewPaper: _begin_anew,
}
