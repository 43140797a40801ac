"""From a sheet to a Word file's bytes: the one door of the layouts."""

from collections.abc import Mapping
from types import MappingProxyType

from huiyin.papers.blocks import Sheet
from huiyin.papers.layouts.document import draw_document
from huiyin.papers.layouts.form import draw_form
from huiyin.papers.layouts.letter import draw_letter
from huiyin.papers.layouts.package import to_bytes
from huiyin.papers.layouts.register import draw_register
from huiyin.papers.layouts.slip import draw_slip
from huiyin.papers.layouts.slips import draw_slips

LAYOUTS = {
    "letter": draw_letter,
    "form": draw_form,
    "slip": draw_slip,
    "document": draw_document,
    "register": draw_register,
    "slips": draw_slips,
}
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})


def draw(sheet: Sheet, pictures: Mapping[str, bytes] = NO_PICTURES) -> bytes:
    """The paper as .docx. `pictures` holds the photos' bytes by SHA-256; the same input gives the same
    bytes.
    """
    return to_bytes(LAYOUTS[sheet.layout](sheet, pictures))
