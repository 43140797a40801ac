"""Page numbers: — 1 —, four to the right on odd pages and to the left on even ones, 7 mm below the text."""

from docx.document import Document as WordDocument
from docx.section import Section

from huiyin.papers.layouts.measures import SIHAO, characters
from huiyin.papers.layouts.ooxml import SONG, Style, add_page_number, element, shape

PAGE_NUMBER = Style(face=SONG, latin=SONG, size=SIHAO, squeeze=0, line=280, after=173)


def number_pages(document: WordDocument, section: Section) -> None:
    document.settings.odd_and_even_pages_header_footer = True
    one = characters(1, SIHAO)
    for footer, style in (
        (section.footer, PAGE_NUMBER.but(align="right", right=one)),
        (section.even_page_footer, PAGE_NUMBER.but(align="left", left=one)),
    ):
        footer.is_linked_to_previous = False
        shape(footer.paragraphs[0], style)
        add_page_number(footer.paragraphs[0], style)


def count_from_one(section: Section) -> None:
    """The pages of this section are numbered anew."""
    properties = section._sectPr
    for old in properties.findall(element("pgNumType").tag):
        properties.remove(old)
    margins = properties.find(element("pgMar").tag)
    margins.addnext(element("pgNumType", start=1))
