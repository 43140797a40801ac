"""How a paper says dates and lists. Papers are written in Chinese, the township's language, not the
reader's.
"""

from collections.abc import Sequence
from datetime import date


def day(on: date | str) -> str:
    """2024年7月1日: Arabic numerals without leading zeros (GB/T 9704-2012, 7.3.5). Empty for no date."""
    if not on:
        return ""
    on = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{on.year}年{on.month}月{on.day}日"


def called(number: str, noun: str) -> str:
    """闭会〔2025〕22号建议: a number with what it numbers, which a number of a session says by itself."""
    return number if number.endswith(noun) else f"{number}{noun}"


def within_brackets(text: str) -> str:
    """第一选区，柳溪村: brackets are not set inside brackets; a comma parts instead."""
    return text.replace("（", "，").replace("(", "，").replace("）", "").replace(")", "").strip("，")


def listed(names: Sequence[str]) -> str:
    return "、".join(names)


def boxes(options: Sequence[str], chosen: str = "") -> str:
    """□ 满意　■ 基本满意: the chosen one filled. Both signs are in every 仿宋_GB2312."""
    return "　".join(f"{'■' if option == chosen else '□'} {option}" for option in options)


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
