"""An empty Word file without the marks of its making, and the file's bytes: the same paper gives the same
bytes.

Zip entries would carry the time of saving and core properties a person's name; both come from the paper
instead.
"""

import io
import zipfile
from datetime import UTC, datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from huiyin.papers.blocks import Sheet
from huiyin.papers.layouts.measures import LINE_TWIPS
from huiyin.papers.layouts.ooxml import FANG, LATIN, element

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def blank(
    sheet: Sheet, size_mm: tuple[float, float], margins_mm: tuple[float, float, float, float]
) -> WordDocument:
    """A document of this paper size with margins top, right, bottom, left, whose default text is the
    office's own.
    """
    document = Document()
    _plain_defaults(document)
    _name(document, sheet)
    _drop_preview(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(size_mm[0]), Mm(size_mm[1])
    section.top_margin, section.right_margin = Mm(margins_mm[0]), Mm(margins_mm[1])
    section.bottom_margin, section.left_margin = Mm(margins_mm[2]), Mm(margins_mm[3])
    section.gutter = Mm(0)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=LINE_TWIPS))
    return document


def to_bytes(document: WordDocument) -> bytes:
    saved = io.BytesIO()
    document.save(saved)
    steady = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return steady.getvalue()


def _plain_defaults(document: WordDocument) -> None:
    """Take python-docx's theme fonts and spacing out of the defaults: text typed later is 仿宋 too."""
    styles = document.styles.element
    fonts = styles.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, face in (("ascii", LATIN), ("hAnsi", LATIN), ("eastAsia", FANG), ("cs", LATIN)):
        fonts.set(qn(f"w:{name}"), face)
    language = styles.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")
    spacing = styles.find(f".//{qn('w:pPrDefault')}//{qn('w:spacing')}")
    spacing.attrib.clear()
    spacing.set(qn("w:after"), "0")
    document.styles["Normal"].font.size = None
    _modern(document.settings.element)


def _modern(settings: BaseOxmlElement) -> None:
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    for language in settings.iter(qn("w:themeFontLang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for zoom in settings.iter(qn("w:zoom")):
        zoom.set(qn("w:percent"), "100")


def _drop_preview(document: WordDocument) -> None:
    """The template's thumbnail shows another document."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _name(document: WordDocument, sheet: Sheet) -> None:
    moment = datetime.combine(sheet.on, time(), tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = sheet.title, sheet.organ, sheet.organ
    properties.created = properties.modified = moment
    properties.language, properties.revision = "zh-CN", 1
    properties.comments = properties.keywords = properties.subject = properties.category = ""
