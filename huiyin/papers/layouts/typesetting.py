"""What the PDF's template is told of a sheet: plain values, lines broken and widths reckoned as in Word.

The template (`paper.typ`) knows the measures and looks; every word comes to it as data.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import segno

from huiyin.papers import blocks as b
from huiyin.papers.layouts.fonts import told_faces
from huiyin.papers.layouts.measures import (
    A4_LANDSCAPE_MM,
    A4_MM,
    A6_LANDSCAPE_MM,
    BOTTOM_MM,
    LANDSCAPE_MARGINS_MM,
    LEFT_MM,
    RIGHT_MM,
    SANHAO,
    SLIP_MARGIN_MM,
    SLIP_ROWS,
    SLIPS_MARGIN_MM,
    SQUEEZE_TWIPS,
    TITLE_CHARACTERS_PER_LINE,
    TOP_MM,
    TYPE_WIDTH_MM,
    WUHAO,
    XIAOSI,
)
from huiyin.papers.layouts.photos import fitted
from huiyin.papers.layouts.signing import signature_lines
from huiyin.papers.titles import break_lines

Told = dict[str, Any]
UPRIGHT = (TOP_MM, RIGHT_MM, BOTTOM_MM, LEFT_MM)
MARK_POINTS, MARK_CHARACTERS = 36.0, 16
SUBTITLE_CHARACTERS = 26
HEAD = (b.Title, b.Subtitle, b.Number)
TWIPS_PER_POINT = 20


def told_sheet(sheet: b.Sheet, pictures: Mapping[str, bytes]) -> Told:
    """The sheet as values that JSON can hold. Raises NoChineseFont where nothing can be drawn."""
    return {
        "layout": sheet.layout,
        "title": sheet.title,
        "organ": sheet.organ,
        "on": [sheet.on.year, sheet.on.month, sheet.on.day],
        "fonts": told_faces(),
        "page": _page(sheet),
        "blocks": list(_told(sheet, pictures)),
    }


def _page(sheet: b.Sheet) -> Told:
    size, margins = A4_MM, UPRIGHT
    if sheet.layout == "slip":
        size, margins = A6_LANDSCAPE_MM, (SLIP_MARGIN_MM,) * 4
    elif sheet.layout == "slips":
        margins = (SLIPS_MARGIN_MM,) * 4
    elif sheet.landscape:
        size, margins = A4_LANDSCAPE_MM, LANDSCAPE_MARGINS_MM
    numbered = sheet.layout in ("letter", "document", "register")
    return {"width": size[0], "height": size[1], "margins": margins, "numbered": numbered}


def _told(sheet: b.Sheet, pictures: Mapping[str, bytes]) -> Iterator[Told]:
    for block, following in zip(sheet.blocks, (*sheet.blocks[1:], None), strict=True):
        if isinstance(block, b.Mark):
            yield _head(sheet)
        elif isinstance(block, b.PhotoGrid):
            yield _photos(block, pictures)
        elif not isinstance(block, b.Corner):
            yield from _in_layout(sheet, block, following)
        if sheet.layout == "document" and _is_parted(block, following):
            yield {"name": "Blank", "sticky": True}


def _is_parted(block: b.Block, following: b.Block | None) -> bool:
    """Whether a blank line stands below it: below the head, and between a number and its title."""
    if isinstance(block, b.Number) and isinstance(following, b.Title):
        return True
    return isinstance(block, HEAD) and not isinstance(following, HEAD)


def _in_layout(sheet: b.Sheet, block: b.Block, following: b.Block | None) -> Iterator[Told]:
    if isinstance(block, b.Title) and sheet.layout == "letter":
        yield from [{"name": "Blank", "sticky": True}] * 2
        yield _title(block, TITLE_CHARACTERS_PER_LINE)
        yield {"name": "Blank", "sticky": True}
    elif isinstance(block, b.Title):
        name = "SlipTitle" if sheet.layout == "slip" else ""
        yield _title(block, 28 if sheet.landscape else TITLE_CHARACTERS_PER_LINE, name)
    elif isinstance(block, b.Paragraph):
        keeps = isinstance(following, b.Signature | b.SignLines)
        yield {"name": "Paragraph", "text": block.text, "keeps": keeps}
    else:
        yield IN_LAYOUT.get((sheet.layout, type(block)), TELLERS[type(block)])(block)


def _title(block: b.Title, per_line: int, name: str = "") -> Told:
    if name:
        return {"name": name, "text": block.text}
    return {"name": "Title", "lines": break_lines(block.text, per_line)}


def _head(sheet: b.Sheet) -> Told:
    """The red head: the mark's ink begins 30 mm below the page's top, the line stands 4 mm below the ink."""
    organ = next(block.organ for block in sheet.blocks if isinstance(block, b.Mark))
    corner = next((block.text for block in sheet.blocks if isinstance(block, b.Corner)), "")
    lines = break_lines(organ, MARK_CHARACTERS)
    size = min(MARK_POINTS, TYPE_WIDTH_MM / 25.4 * 72 // max(len(line) for line in lines))
    ink = size * 0.94 / 72 * 25.4 + size * (len(lines) - 1) / 72 * 25.4
    line = ink - 7 + 4
    return {
        "name": "LetterHead",
        "lines": lines,
        "corner": corner,
        "size": size,
        "line": line,
        "height": line + 1.0,
    }


def _photos(grid: b.PhotoGrid, pictures: Mapping[str, bytes]) -> Told:
    shown = []
    for position, photo in enumerate(grid.photos, 1):
        width, height = fitted(pictures[photo.sha256])
        caption = photo.caption or f"照片{position}"
        shown.append({"file": photo.sha256, "width": width, "height": height, "caption": caption})
    return {"name": "PhotoGrid", "photos": shown}


def code_svg(url: str) -> str:
    """The code as a drawing, four quiet modules around it, error correction M."""
    return segno.make_qr(url, error="m").svg_inline(border=4, omitsize=True, dark="#000", light="#fff")


def _code(code: b.QR) -> Told:
    return {"picture": code_svg(code.url), "words": code.code, "side": code.side_mm}


def _cell(cell: b.Cell) -> Told:
    code = _code(cell.qr) if cell.qr else None
    return {
        "text": cell.text,
        "label": cell.label,
        "centred": cell.centred,
        "across": cell.across,
        "down": cell.down,
        "code": code,
    }


def _form_table(table: b.Table) -> Told:
    rows = [{"height": row.height_mm, "cells": [_cell(cell) for cell in row.cells]} for row in table.rows]
    return {"name": "Table", "widths": table.widths, "rows": rows}


def _register(register: b.Register) -> Told:
    sides = register.sides or ("center",) * len(register.heads)
    return {
        "name": "Register",
        "heads": register.heads,
        "widths": register.widths,
        "rows": register.rows,
        "sides": sides,
        "height": register.height_mm,
    }


def _fact(fact: b.Fact) -> Told:
    hang = (len(fact.label) + 1) * (SANHAO + SQUEEZE_TWIPS / TWIPS_PER_POINT)
    return {"name": "Fact", "label": fact.label, "text": fact.text, "hang": hang}


def _attachments(note: b.AttachmentNote) -> Told:
    numbered = len(note.names) > 1
    lines = [
        ("附件：" if place == 1 else "　　　", f"{place}.{name}" if numbered else name)
        for place, name in enumerate(note.names, 1)
    ]
    return {"name": "AttachmentNote", "lines": lines, "hang": 3 * SANHAO + (SANHAO if numbered else 0)}


def _signature(signature: b.Signature) -> Told:
    lines = [{"text": text, "right": right / TWIPS_PER_POINT} for text, right in signature_lines(signature)]
    return {"name": "Signature", "blank": 2 if signature.sealed else 1, "lines": lines}


def _slips(slips: b.Slips) -> Told:
    told = [{"title": one.title, "lines": one.lines, "code": _code(one.code)} for one in slips.slips]
    return {"name": "Slips", "slips": told, "height": (A4_MM[1] - 2 * SLIPS_MARGIN_MM) / SLIP_ROWS}


def _plain(name: str, **more: Any) -> Callable[[Any], Told]:
    return lambda block: {"name": name, "text": block.text, **more}


TELLERS: dict[type, Callable[[Any], Told]] = {
    b.Subtitle: lambda one: {"name": "Subtitle", "lines": break_lines(one.text, SUBTITLE_CHARACTERS)},
    b.Heading: lambda one: {"name": "Heading", "level": one.level, "text": one.text},
    b.Addressee: lambda one: {"name": "Addressee", "text": f"{one.text}："},
    b.Number: _plain("CentredNumber"),
    b.Note: _plain("Note"),
    b.Fact: _fact,
    b.Table: _form_table,
    b.Register: _register,
    b.AttachmentNote: _attachments,
    b.Signature: _signature,
    b.SignLines: lambda one: {"name": "SignLines", "lines": one.lines},
    b.Contact: lambda one: {"name": "Contact", "text": f"（{one.text}）"},
    b.CopyTo: lambda one: {"name": "CopyTo", "text": f"抄送：{'，'.join(one.names)}。"},
    b.ReceiptStrip: lambda one: {"name": "ReceiptStrip", "title": one.title, "lines": one.lines},
    b.CodeStrip: lambda one: {
        "name": "CodeStrip",
        "title": one.title,
        "lines": one.lines,
        "code": _code(one.code),
    },
    b.Slips: _slips,
    b.PageBreak: lambda _one: {"name": "PageBreak"},
    b.NewPaper: lambda _one: {"name": "NewPaper"},
}
IN_LAYOUT: dict[tuple[str, type], Callable[[Any], Told]] = {
    ("letter", b.Number): _plain("LetterNumber"),
    ("form", b.Number): _plain("RightNumber", size=XIAOSI),
    ("slip", b.Number): _plain("RightNumber", size=WUHAO),
    ("register", b.Heading): _plain("GroupHeading"),
    ("register", b.Subtitle): _plain("SmallSubtitle"),
}
