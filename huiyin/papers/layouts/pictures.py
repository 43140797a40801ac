"""Codes. A picture's paragraph has no exact line height, else Word shows only its lowest
line.
"""

import io

import segno
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph

from huiyin.papers.blocks import QR
from huiyin.papers.layouts.ooxml import Style, shape


def qr_png(url: str) -> bytes:
    """The code as PNG, four quiet modules around it, error correction M."""
    picture = io.BytesIO()
    segno.make_qr(url, error="m").save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()


def write_qr(paragraph: WordParagraph, code: QR, style: Style) -> None:
    shape(paragraph, style.but(align="center"))
    let_grow(paragraph)
    paragraph.add_run().add_picture(io.BytesIO(qr_png(code.url)), width=Mm(code.side_mm))


def let_grow(paragraph: WordParagraph) -> None:
    spacing = paragraph._p.get_or_add_pPr().find(qn("w:spacing"))
    spacing.set(qn("w:lineRule"), "auto")
    spacing.set(qn("w:line"), "240")
