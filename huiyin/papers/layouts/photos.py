"""Photos two by two, each with its caption below."""

import io
from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.shared import Mm
from PIL import Image

from huiyin.papers.blocks import PhotoGrid
from huiyin.papers.layouts.measures import TYPE_WIDTH_MM, XIAOSI, twips
from huiyin.papers.layouts.ooxml import Style, element, shape, write
from huiyin.papers.layouts.pictures import let_grow
from huiyin.papers.layouts.tables import frame

CAPTION = Style(size=XIAOSI, squeeze=0, align="center", line=360, after=120)
GAP_MM = 16.0
PHOTO_MM = ((TYPE_WIDTH_MM - GAP_MM) / 2, 72.0)


def write_photos(document: WordDocument, grid: PhotoGrid, pictures: Mapping[str, bytes]) -> None:
    """Draw the grid; no photo is larger than its half of the type area, none is parted from its caption."""
    if not grid.photos:
        return
    table = document.add_table(rows=-(-len(grid.photos) // 2), cols=2)
    frame(table, [twips(TYPE_WIDTH_MM / 2)] * 2, padding=0, ruled=False)
    for position, photo in enumerate(grid.photos):
        cell = table.cell(position // 2, position % 2)
        paragraph = cell.paragraphs[0]
        shape(paragraph, CAPTION.but(after=0, keep_next=True))
        let_grow(paragraph)
        content = pictures[photo.sha256]
        width, height = fitted(content)
        paragraph.add_run().add_picture(io.BytesIO(content), width=Mm(width), height=Mm(height))
        write(cell, photo.caption or f"照片{position + 1}", CAPTION)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("cantSplit"))


def fitted(content: bytes) -> tuple[float, float]:
    """Width and height in mm at which a picture fills its place without being stretched."""
    with Image.open(io.BytesIO(content)) as image:
        width, height = image.size
    scale = min(PHOTO_MM[0] / width, PHOTO_MM[1] / height)
    return width * scale, height * scale
