"""Names in the order of strokes (姓氏笔画): by the strokes of the surname, few before many; of equal number
by the kind of the first stroke (横 竖 撇 点 折). Of one surname, single given names stand first.
"""

from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "strokes.txt"
UNKNOWN = 99  # a character that the table lacks comes last

Place = tuple[int, int]  # how many strokes; the place among those with as many


@cache
def _places() -> dict[str, Place]:
    lines = [line.split() for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {sign: (int(count), place) for count, signs in lines for place, sign in enumerate(signs)}


def strokes(character: str) -> Place:
    """How many strokes a character has, and its place among those with as many."""
    return _places().get(character, (UNKNOWN, ord(character)))


def by_strokes(name: str) -> tuple[Place, int, tuple[Place, ...]]:
    """The key by which a list of people's names is put in the order of strokes."""
    plain = "".join(name.split()) or " "
    return strokes(plain[0]), len(plain), tuple(strokes(sign) for sign in plain)
