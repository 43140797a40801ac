"""Names in a ledger's cells: several deputies in one cell, and units that the office abbreviates.

镇规建办 stands for 镇规划建设办, 柳溪村委会 for 柳溪村: one unit under two names would split its
record.
Names are one unit when they are equal without the leading 镇 and the ending 委会, or when the shorter is made
of characters of the longer in their order, beginning and ending alike, and fits one other name alone. Each
such reading is shown.
"""

import re
from collections.abc import Collection, Iterable

from huiyin.matters.imports.vocabulary import ledger_words, plain, tidy
from huiyin.people.models import Unit

SEPARATORS = re.compile(r"[、，,;；/\n]+")
BRACKETS = re.compile(r"[（(]([^）)]*)[）)]")
NAME = re.compile(r"[\u3400-\u9fff·]{2,8}|[A-Za-z][A-Za-z .'-]{1,39}")
VILLAGE_BODIES = ("村民委员会", "居民委员会", "村委会", "居委会")
SHORTEST = 3  # characters of an abbreviation that may stand for a longer name


def is_name(text: str) -> bool:
    """Whether this can be a person's name."""
    return bool(NAME.fullmatch(text))


def people_in(text: str) -> list[str]:
    """The persons that a cell names: 周玉梅、陈国强 胡小兰，罗成; 王　敏 is one person."""
    names = []
    for part in SEPARATORS.split(BRACKETS.sub("", tidy(text))):
        names += _joined(part.split())
    return [name.removesuffix("代表") for name in names if name.removesuffix("代表")]


def _joined(pieces: list[str]) -> list[str]:
    """Names of two characters are often spread by a space: single characters are put together again."""
    joined: list[str] = []
    open_ = False
    for piece in pieces:
        alone = len(piece) == 1
        if open_ and alone:
            joined[-1] += piece
            open_ = False
        else:
            joined.append(piece)
            open_ = alone
    return joined


def remarks_in(text: str) -> str:
    """What stands in brackets beside a name."""
    return "；".join(BRACKETS.findall(tidy(text)))


def units_in(text: str) -> list[str]:
    """The units that a cell names, as it writes them."""
    parts = (piece for part in SEPARATORS.split(tidy(text)) for piece in part.split())
    return [plain(part) for part in parts]


def field_meant(word: str, known: Collection[str]) -> str:
    """The town's field that a ledger's word means, by the lines of words that mean the same; empty when none
    of the town's fields, or more than one, stands in its line.
    """
    lines = (line for line in ledger_words()["fields"]["same"] if word in line)
    meant = {name for line in lines for name in line if name in known}
    return meant.pop() if len(meant) == 1 else ""


def kind_of_unit(name: str) -> str:
    """Which kind a unit is by its name; a department unless its words say otherwise."""
    for kind, endings in ledger_words()["unit_kinds"].items():
        if name.endswith(tuple(endings)):
            return str(kind)
    return str(Unit.Kind.DEPARTMENT)


def bare(name: str) -> str:
    """A unit's name without what offices add or leave out: the leading 镇, a village's ending 委会."""
    name = plain(name)
    for body in VILLAGE_BODIES:
        if name.endswith(body):
            name = name.removesuffix(body) + ("村" if body[0] == "村" else "社区")
            break
    name = name.replace("村村", "村").replace("社区社区", "社区")
    return name[1:] if len(name) > SHORTEST and name[0] in "镇乡" else name


def stands_for(short: str, long: str) -> bool:
    """Whether one name is an abbreviation of the other: 规建办 of 规划建设办."""
    short, long = bare(short), bare(long)
    if not SHORTEST <= len(short) < len(long) or short[0] != long[0] or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def unit_names(written: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """For each name as the ledger writes it the unit's one name: the town's own, else the ledger's fullest.

    An abbreviation that fits several names stays as it stands.
    """
    written = list(dict.fromkeys(written))
    towns = list(known)
    chosen: dict[str, str] = {}
    for name in written:
        alike = [other for other in towns if bare(other) == bare(name)]
        alike = alike or [other for other in towns if stands_for(name, other)]
        chosen[name] = alike[0] if len(alike) == 1 else name
    new = [name for name in written if chosen[name] == name and name not in towns]
    fullest = {name: _fullest(name, new) for name in new}
    return {name: fullest.get(other, other) for name, other in chosen.items()}


def _fullest(name: str, among: list[str]) -> str:
    same = sorted((other for other in among if bare(other) == bare(name)), key=_preference)
    longer = {
        bare(other): other
        for other in sorted(among, key=_preference, reverse=True)
        if stands_for(name, other)
    }
    return next(iter(longer.values())) if len(longer) == 1 else same[0]


def _preference(name: str) -> tuple[bool, int, str]:
    """Of equal names the one with 镇 before it and without 委会 behind it."""
    return name.endswith(VILLAGE_BODIES), -len(name), name
