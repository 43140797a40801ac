"""LibreOffice as the independent judge of a layout: .docx in, pages with every character's place out."""

import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

import pdfplumber
from PIL import Image

from huiyin.papers.wording import day

FANDOL_FOLDERS = (
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf/fonts/opentype/public/fandol",
)
SYSTEM_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")
SUBSTITUTES = {
    "仿宋_GB2312": ("FandolFang R", "FandolFang", "Noto Serif CJK SC"),
    "方正小标宋简体": ("Noto Serif CJK SC SemiBold", "Noto Serif CJK SC"),
    "楷体_GB2312": ("LXGW WenKai", "Noto Serif CJK SC"),
    "黑体": ("Noto Sans CJK SC",),
    "宋体": ("Noto Serif CJK SC",),
    "Times New Roman": ("Liberation Serif",),
}
NEEDED_FONTS = {
    "FandolFang-Regular.otf": "apt install texlive-lang-chinese",
    "NotoSerifCJK-SemiBold.ttc": "apt install fonts-noto-cjk-extra",
    "NotoSansCJK-Regular.ttc": "apt install fonts-noto-cjk",
    "LXGWWenKai-Regular.ttf": "apt install fonts-lxgw-wenkai",
    "LiberationSerif-Regular.ttf": "apt install fonts-liberation2",
}
POINTS_PER_MM = 72 / 25.4


def font_folders() -> list[Path]:
    """Where fonts are looked for: HUIYIN_FONTS first, then the system's folders."""
    own = [os.environ["HUIYIN_FONTS"]] if "HUIYIN_FONTS" in os.environ else []
    return [Path(folder) for folder in (*own, *FANDOL_FOLDERS, *SYSTEM_FONTS) if Path(folder).is_dir()]


def require_tools() -> str:
    """The path of LibreOffice; raises a sentence that says what to install."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    assert soffice, "LibreOffice is missing: apt install libreoffice-writer-nogui"
    present = {path.name for folder in font_folders() for path in folder.rglob("*.[ot]t[fc]")}
    for name, remedy in NEEDED_FONTS.items():
        assert name in present, f"The font {name} is missing: {remedy}, or name its folder in HUIYIN_FONTS"
    return soffice


def font_configuration(folder: Path) -> Path:
    """A private fontconfig file in which the official names mean the free fonts, and nothing else is
    decided.
    """
    aliases = "".join(_alias(name, fonts) for name, fonts in SUBSTITUTES.items())
    folders = "".join(f"<dir>{path}</dir>" for path in font_folders())
    file = folder / "fonts.conf"
    file.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig>{folders}<cachedir>{folder}/fontcache</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return file


def _alias(name: str, fonts: tuple[str, ...]) -> str:
    accepted = "".join(f"<family>{font}</family>" for font in fonts)
    return f'<alias binding="same"><family>{name}</family><accept>{accepted}</accept></alias>'


@dataclass
class Renderer:
    """One LibreOffice profile and font cache for all papers of a test run."""

    folder: Path

    @cached_property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "FONTCONFIG_FILE": str(font_configuration(self.folder)),
            "HOME": str(self.folder),
        }

    @cached_property
    def soffice(self) -> str:
        return require_tools()

    def pdfs(self, documents: Mapping[str, bytes]) -> dict[str, io.BytesIO]:
        """All documents in one start of LibreOffice, which takes longer than the conversions."""
        sources = [self.folder / f"{name}.docx" for name in documents]
        for source, content in zip(sources, documents.values(), strict=True):
            source.write_bytes(content)
        profile = (self.folder / "profile").as_uri()
        subprocess.run(
            [self.soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
             "--outdir", str(self.folder), *map(str, sources)],
            env=self.environment, check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return {source.stem: io.BytesIO(source.with_suffix(".pdf").read_bytes()) for source in sources}

    def picture(self, docx: bytes, name: str, dots_per_inch: int = 200) -> Image.Image:
        """The first page as a picture, for measuring ink."""
        with pdfplumber.open(self.pdfs({name: docx})[name]) as pdf:
            return pdf.pages[0].to_image(resolution=dots_per_inch).original.convert("RGB")

    def pages(self, docx: bytes, name: str) -> list["Page"]:
        return self.all_pages({name: docx})[name]

    def all_pages(self, documents: Mapping[str, bytes]) -> dict[str, list["Page"]]:
        return {name: pages_of(content) for name, content in self.pdfs(documents).items()}


def pages_of(content: io.BytesIO) -> list["Page"]:
    """The pages of a PDF, whoever drew it."""
    with pdfplumber.open(content) as pdf:
        return [
            Page(
                page.chars,
                [*page.rects, *page.lines, *page.curves],
                page.images,
                float(page.width),
                float(page.height),
            )
            for page in pdf.pages
        ]


@dataclass
class Page:
    """A rendered page. Lengths are in mm from the page's top left corner."""

    chars: list[dict]
    strokes: list[dict]
    images: list[dict]
    width: float
    height: float

    @cached_property
    def text(self) -> str:
        """What is written, cell by cell as it was set, without blanks. Glyphs that come from a fallback font
        are set after their line's others, so each run on one base line is put in order.
        """
        runs = groupby(self.chars, key=lambda char: round(char["matrix"][5], 1))
        lines = (sorted(run, key=lambda char: char["x0"]) for _base_line, run in runs)
        return "".join("".join(char["text"] for line in lines for char in line).split())

    @cached_property
    def body(self) -> list[list[dict]]:
        """The lines whose middle lies inside the type area of an A4 page."""
        return [line for line in self.lines if 37 <= middle(line[0]) / POINTS_PER_MM <= 262]

    @cached_property
    def lines(self) -> list[list[dict]]:
        """Characters (blanks left out) by the line they stand on, top to bottom, left to right."""
        lines: list[list[dict]] = []
        for char in sorted((c for c in self.chars if c["text"].strip()), key=lambda c: middle(c)):
            if lines and abs(middle(lines[-1][0]) - middle(char)) < 5:
                lines[-1].append(char)
            else:
                lines.append([char])
        return [sorted(line, key=lambda c: c["x0"]) for line in lines]

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything that is drawn, in mm."""
        drawn = [c for c in self.chars if c["text"].strip()] + self.strokes + self.images
        return (
            min(c["x0"] for c in drawn) / POINTS_PER_MM,
            min(c["top"] for c in drawn) / POINTS_PER_MM,
            max(c["x1"] for c in drawn) / POINTS_PER_MM,
            max(c["bottom"] for c in drawn) / POINTS_PER_MM,
        )


def middle(char: dict) -> float:
    return (char["top"] + char["bottom"]) / 2


def mm(points: float) -> float:
    return points / POINTS_PER_MM


UNSAID = (
    "role",
    "issued_on",
    "due_on",
    "link",
    "round",
    "sealed",
    "matter_noun",
    "text",
    "situation",
    "sha256",
    "addressed_to",
)


def said(context: Mapping[str, Any]) -> Iterator[str]:
    """Every text of a context as its paper says it, but for those that the paper words in its own way."""
    for key, value in context.items():
        if key in UNSAID or isinstance(value, bool):
            continue
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                yield from said(item)
            else:
                yield day(item) if key.endswith("_on") else str(item)
