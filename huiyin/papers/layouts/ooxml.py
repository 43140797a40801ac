"""Paragraphs of a Word file, written with every property that python-docx leaves out.

Elements stand in the order of the schema, else Word calls the file damaged. Fonts carry `w:eastAsia`
(python-docx's `font.name` sets only the Latin ones) and the hint that keeps Chinese quotation marks
full-width.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal, Protocol, Self

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph

from huiyin.papers.layouts.measures import BLACK, LINE_TWIPS, SANHAO, SQUEEZE_TWIPS

FANG, KAI, HEI, SONG, XIAOBIAOSONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
LATIN = "Times New Roman"
BOXES = re.compile("([□■√]+)")
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")  # XML has no way to write these


@dataclass(frozen=True)
class Edge:
    """One border of a paragraph or cell: its kind, eighths of a point, points of space, colour."""

    side: Literal["top", "bottom"]
    kind: str
    eighths: int
    space: int = 0
    colour: str = BLACK


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. Lengths are in twips, the size in points; `line` is an exact height."""

    face: str = FANG
    latin: str = LATIN
    size: float = SANHAO
    squeeze: int = SQUEEZE_TWIPS
    colour: str = BLACK
    align: Literal["both", "left", "center", "right"] = "both"
    line: int = LINE_TWIPS
    before: int = 0
    after: int = 0
    first: int = 0
    left: int = 0
    right: int = 0
    keep_next: bool = False
    edges: tuple[Edge, ...] = ()

    def but(self, **changes: object) -> Self:
        return replace(self, **changes)  # type: ignore[arg-type]


class Holder(Protocol):
    """Anything that takes paragraphs: a document, a cell, a header or a footer."""

    def add_paragraph(self) -> WordParagraph: ...


def element(tag: str, **attributes: object) -> BaseOxmlElement:
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name.rstrip('_')}"), str(value))
    return made


def write(holder: Holder, text: str, style: Style) -> WordParagraph:
    paragraph = holder.add_paragraph()
    shape(paragraph, style)
    if text:
        add_run(paragraph, text, style)
    return paragraph


def shape(paragraph: WordParagraph, style: Style) -> None:
    """Write the paragraph's properties anew."""
    properties = paragraph._p.get_or_add_pPr()
    for child in list(properties):
        properties.remove(child)
    if style.keep_next:
        properties.append(element("keepNext"))
    properties.append(element("widowControl", val=0))
    if style.edges:
        properties.append(_borders(style.edges))
    # Word may hang a mark in the margin, as offices have it. LibreOffice reads this one backwards: told 0 it
    # hangs marks, and loses the second of two that stand together at a line's end.
    properties.append(element("overflowPunct", val=1))
    for tag in ("autoSpaceDE", "autoSpaceDN", "adjustRightInd"):
        properties.append(element(tag, val=0))
    properties.append(element("snapToGrid", val=0))
    properties.append(
        element("spacing", before=style.before, after=style.after, line=style.line, lineRule="exact")
    )
    first = {"hanging": -style.first} if style.first < 0 else {"firstLine": style.first}
    properties.append(element("ind", left=style.left, right=style.right, **first))
    properties.append(element("jc", val=style.align))
    mark = element("rPr")
    _fill(mark, style)
    properties.append(mark)


def add_run(paragraph: WordParagraph, text: str, style: Style) -> None:
    """Append the text; boxes to tick get a run of their own, else each program takes them from another
    font.
    """
    for part in filter(None, BOXES.split(UNWRITABLE.sub("", text))):
        run = paragraph.add_run(part)
        _fill(run._r.get_or_add_rPr(), style.but(face=SONG, latin=SONG) if BOXES.fullmatch(part) else style)


def add_page_number(paragraph: WordParagraph, style: Style) -> None:
    """— 1 —, counted by whoever shows the page."""
    add_run(paragraph, "— ", style)
    field = element("fldSimple", instr="PAGE")
    run = element("r")
    properties = element("rPr")
    _fill(properties, style)
    run.append(properties)
    digit = element("t")
    digit.text = "1"
    run.append(digit)
    field.append(run)
    paragraph._p.append(field)
    add_run(paragraph, " —", style)


def _borders(edges: tuple[Edge, ...]) -> BaseOxmlElement:
    borders = element("pBdr")
    for edge in edges:
        borders.append(
            element(edge.side, val=edge.kind, sz=edge.eighths, space=edge.space, color=edge.colour)
        )
    return borders


def _fill(properties: BaseOxmlElement, style: Style) -> None:
    half_points = round(style.size * 2)
    properties.append(
        element(
            "rFonts",
            hint="eastAsia",
            ascii=style.latin,
            hAnsi=style.latin,
            eastAsia=style.face,
            cs=style.latin,
        )
    )
    properties.append(element("color", val=style.colour))
    properties.append(element("spacing", val=style.squeeze))
    properties.append(element("kern", val=0))
    properties.append(element("sz", val=half_points))
    properties.append(element("szCs", val=half_points))
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))
