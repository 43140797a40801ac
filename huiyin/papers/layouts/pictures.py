"""Codes and photos. A picture's paragraph has no exact line height, else Word shows only its lowest
line.
"""

import io
from collections.abc import Mapping

import segno
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as WordParagraph
from PIL import Image

from huiyin.papers.blocks import QR, PhotoGrid
from huiyin.papers.layouts.measures import TYPE_WIDTH_MM, XIAOSI
from huiyin.papers.layouts.ooxml import Style, element, shape, write

CAPTION = Style(size=XIAOSI, squeeze=0, align="center", line=360, after=120)
PHOTO_GAP_MM = 6.0
PHOTO_MM = ((TYPE_WIDTH_MM - PHOTO_GAP_MM) / 2, 72.0)


def qr_png(url: str) -> bytes:
    """The code as PNG, four quiet modules around it, error correction M."""
    picture = io.BytesIO()
    segno.make_qr(url, error="m").save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()


def write_qr(paragraph: WordParagraph, code: QR, style: Style) -> None:
    shape(paragraph, style.but(align="center"))
    _let_grow(paragraph)
    paragraph.add_run().add_picture(io.BytesIO(qr_png(code.url)), width=Mm(code.side_mm))


def write_photos(document: WordDocument, grid: PhotoGrid, pictures: Mapping[str, bytes]) -> None:
    """Two photos beside each other, each with its caption below, none larger than its half of the type
    area.
    """
    if not grid.photos:
        return
    rows = -(-len(grid.photos) // 2)
    table = document.add_table(rows=rows, cols=2)
    table.autofit = False
    for position, photo in enumerate(grid.photos):
        cell = table.cell(position // 2, position % 2)
        cell.width = Mm(TYPE_WIDTH_MM / 2)
        paragraph = cell.paragraphs[0]
        shape(paragraph, CAPTION.but(after=0, keep_next=True))
        _let_grow(paragraph)
        paragraph.add_run().add_picture(io.BytesIO(pictures[photo.sha256]), **_fitted(pictures[photo.sha256]))
        write(cell, photo.caption or f"照片{position + 1}", CAPTION)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))


def _fitted(picture: bytes) -> dict[str, Mm]:
    with Image.open(io.BytesIO(picture)) as image:
        width, height = image.size
    scale = min(PHOTO_MM[0] / width, PHOTO_MM[1] / height)
    return {"width": Mm(width * scale), "height": Mm(height * scale)}


def _let_grow(paragraph: WordParagraph) -> None:
    spacing = paragraph._p.pPr.find(qn("w:spacing"))
    spacing.set(qn("w:lineRule"), "auto")
    spacing.set(qn("w:line"), "240")
