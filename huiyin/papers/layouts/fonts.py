"""Which fonts of this machine stand for the office's own: the official ones first, then free ones.

A Word file names the official fonts, and the office's computer has them. A PDF carries its fonts with it, so
it is drawn with what is here; without any Chinese font there is none.
"""

import os
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext_lazy as _

FOLDERS = (  # beside the system's own: where Debian's TeX puts the only free 仿宋
    "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol",
    "/usr/share/texmf/fonts/opentype/public/fandol",
)
LATIN_SIGNS = "[\u0020-\u024f]"
LATIN = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "Noto Serif CJK SC")
SONG_FAMILIES = (
    "SimSun",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "WenQuanYi Zen Hei",
)
FAMILIES = {  # the face -> families, the best first
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FandolFang R", "FandolFang", "FangSong", *SONG_FAMILIES),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "LXGW WenKai", "FandolKai", *SONG_FAMILIES),
    "hei": ("SimHei", "Noto Sans CJK SC", "Source Han Sans SC", *SONG_FAMILIES),
    "song": SONG_FAMILIES,
    "xiaobiaosong": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", *SONG_FAMILIES),
}
HOW_TO_GET = _(
    "This computer has no Chinese font, so no PDF can be drawn; the Word file is complete. "
    "On Debian or Ubuntu: apt install fonts-noto-cjk fonts-noto-cjk-extra fonts-lxgw-wenkai "
    "texlive-lang-chinese. On another system put the fonts into a folder and name it in HUIYIN_FONTS."
)


class NoChineseFont(Exception):
    """There is nothing to draw a PDF with; the text says how to get it."""

    def __init__(self) -> None:
        super().__init__(str(HOW_TO_GET))


@cache
def found_fonts() -> typst.Fonts:
    """All fonts of the machine, looked for once: HUIYIN_FONTS, the folders above, the system's."""
    own = [os.environ["HUIYIN_FONTS"]] if "HUIYIN_FONTS" in os.environ else []
    paths = [folder for folder in (*own, *FOLDERS) if Path(folder).is_dir()]
    return typst.Fonts(include_system_fonts=True, include_embedded_fonts=False, font_paths=paths)


def faces() -> dict[str, list[str]]:
    """For each face its families that are here, the best first. Raises NoChineseFont."""
    here = set(found_fonts().families())
    present = {face: [name for name in names if name in here] for face, names in FAMILIES.items()}
    if not all(present.values()):
        raise NoChineseFont
    return present


def latin() -> str:
    """The family of Latin letters and figures."""
    here = set(found_fonts().families())
    return next((name for name in LATIN if name in here), "")


def told_faces() -> dict[str, list[Any]]:
    """For each face its families as a template takes them; figures and letters have one of their own."""
    name = latin()
    covers = [{"name": name, "covers": LATIN_SIGNS}] if name else []
    return {face: [*covers, *families] for face, families in faces().items()}


def can_draw() -> bool:
    try:
        faces()
    except NoChineseFont:
        return False
    return True
