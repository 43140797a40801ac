"""The measures of GB/T 9704-2012, in the units that a Word file wants.

225 mm hold 22 lines only if the pitch is 28.95 pt (29 pt overflows, and gives 21); 156 mm hold 28
characters of 16 pt only if each is squeezed by 5 twips. Both were counted in rendered pages, not only
computed.
"""

from typing import Final

A4_MM: Final = (210.0, 297.0)
A6_LANDSCAPE_MM: Final = (148.0, 105.0)

TOP_MM, LEFT_MM, RIGHT_MM, BOTTOM_MM = 37.0, 28.0, 26.0, 35.0
TYPE_WIDTH_MM: Final = 156.0
A4_LANDSCAPE_MM: Final = (297.0, 210.0)
LANDSCAPE_MARGINS_MM: Final = (28.0, 35.0, 26.0, 37.0)  # the sheet turned: what was left is above now
LANDSCAPE_WIDTH_MM: Final = 225.0
SLIPS_MARGIN_MM: Final = 8.0
SLIP_COLUMNS, SLIP_ROWS = 2, 4
SLIP_MARGIN_MM: Final = 10.0

LINE_TWIPS: Final = 579
SQUEEZE_TWIPS: Final = -5
LINES_PER_PAGE: Final = 22
CHARACTERS_PER_LINE: Final = 28
TITLE_CHARACTERS_PER_LINE: Final = 20

ERHAO, SANHAO, SIHAO, XIAOSI, WUHAO = 22.0, 16.0, 14.0, 12.0, 10.5  # 二号, 三号, 四号, 小四, 五号, in points

RED: Final = "FF0000"
BLACK: Final = "000000"


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def characters(count: float, points: float) -> int:
    """The width of so many characters of this size, in twips."""
    return round(count * points * 20)


def text_width(text: str, points: float) -> float:
    """About how wide a text runs, in twips: half a character for each ASCII one, squeezed as the body
    is.
    """
    return sum(
        (points * 20 if ord(letter) > 0x2E7F or letter in "“”…—" else points * 10) + SQUEEZE_TWIPS
        for letter in text
    )
