"""From a sheet to a PDF's bytes, by typst: no program beside Python, fonts of this machine carried along."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import cast

import typst

from huiyin.papers.blocks import Sheet
from huiyin.papers.layouts.drawing import NO_PICTURES
from huiyin.papers.layouts.fonts import found_fonts
from huiyin.papers.layouts.typesetting import told_sheet

TEMPLATE = Path(__file__).parent / "paper.typ"


@dataclass(frozen=True)
class Pdf:
    content: bytes
    pages: int


def draw_pdf(sheet: Sheet, pictures: Mapping[str, bytes] = NO_PICTURES) -> Pdf:
    """The paper as PDF; the same input and fonts give the same bytes.

    Raises NoChineseFont where the machine has none.
    """
    told = json.dumps(told_sheet(sheet, pictures), ensure_ascii=False)
    moment = datetime.combine(sheet.on, time(), tzinfo=UTC)
    return set_in_type(TEMPLATE.read_bytes(), {"sheet": told}, pictures, moment)


def set_in_type(template: bytes, inputs: dict[str, str], files: Mapping[str, bytes], at: datetime) -> Pdf:
    """Run a template over its inputs, with these files beside it, in a folder that holds nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        main = Path(folder) / "main.typ"
        main.write_bytes(template)
        compiler = typst.Compiler(
            main,
            root=folder,
            font_paths=found_fonts(),
            ignore_system_fonts=True,  # they are among the found ones
            sys_inputs=inputs,
        )
        content = cast(bytes, compiler.compile(format="pdf", timestamp=at))
        pages = json.loads(compiler.query("<end>", field="value", one=True))
    return Pdf(content, pages)
