"""Pinyin initials: the clerk types `ljp` and finds 李建平.

Most characters have one reading that counts. Surnames have readings of their own (单 is shan, not dan), and
so have some words in the names of places and offices (畜牧站, 重庆路).
"""

import unicodedata

from pypinyin import Style, lazy_pinyin

SURNAMES = {
    "万俟": "mo qi",
    "澹台": "tan tai",
    "尉迟": "yu chi",
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "曾": "zeng",
    "区": "ou",
    "查": "zha",
    "朴": "piao",
    "乐": "yue",
    "召": "shao",
    "员": "yun",
    "种": "chong",
    "秘": "bi",
    "折": "she",
    "繁": "po",
    "祭": "zhai",
    "翟": "zhai",
    "郇": "xun",
    "隗": "wei",
    "佴": "nai",
    "覃": "qin",
    "长孙": "zhang sun",
}
WORDS = {
    "长": "chang",
    "银行": "yin hang",
    "行业": "hang ye",
    "重庆": "chong qing",
    "重建": "chong jian",
    "重阳": "chong yang",
    "音乐": "yin yue",
    "畜牧": "xu mu",
    "调解": "tiao jie",
    "会计": "kuai ji",
    "厦门": "xia men",
    "校长": "xiao zhang",
    "村长": "cun zhang",
}


def initials(name: str, *, person: bool = True) -> str:
    """First letters of the pinyin of a name, in small letters: 李建平 gives ljp, 第3中学 gives d3zx.

    `person=False` for units and places, whose first character is no surname. Letters and digits stay, signs
    go.
    """
    plain = unicodedata.normalize("NFKC", name).strip().lower()
    if not person:
        return _read(plain)
    surname = next((start for start in (plain[:2], plain[:1]) if start in SURNAMES), "")
    return _first_letters(SURNAMES.get(surname, "")) + _read(plain[len(surname) :])


def _read(text: str) -> str:
    letters = ""
    while text:
        word = next((start for start in (text[:2], text[:1]) if start in WORDS), "")
        letters += _first_letters(WORDS[word]) if word else _letter(text[0])
        text = text[len(word) or 1 :]
    return letters


def _first_letters(reading: str) -> str:
    return "".join(syllable[0] for syllable in reading.split())


def _letter(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else ""
    return "".join(lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore"))
