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


def listed(names: Sequence[str]) -> str:
    return "、".join(names)


def boxes(options: Sequence[str], chosen: str = "") -> str:
    """□ 满意　■ 基本满意: the chosen one filled. Both signs are in every 仿宋_GB2312."""
    return "　".join(f"{'■' if option == chosen else '□'} {option}" for option in options)


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
