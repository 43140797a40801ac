"""How a paper says dates and lists. Papers are written in Chinese, the township's language, not the
reader's.
"""

import re
from collections.abc import Sequence
from datetime import date

import cn2an

TEXTS = (
    "决议",
    "决定",
    "报告",
    "议案",
    "办法",
    "预算",
    "规划",
    "方案",
    "规则",
    "意见",
    "章程",
    "公约",
    "条例",
)
BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
DAY_PARTS = ((6, "凌晨"), (12, "上午"), (13, "中午"), (18, "下午"), (24, "晚上"))


def day(on: date | str) -> str:
    """2024年7月1日: Arabic numerals without leading zeros (GB/T 9704-2012, 7.3.5). Empty for no date."""
    if not on:
        return ""
    on = date.fromisoformat(on) if isinstance(on, str) else on
    return f"{on.year}年{on.month}月{on.day}日"


def clock(moment: str) -> str:
    """9时05分 out of 09:05; 9时 on the hour."""
    hour, minute = moment.split(":")[:2]
    return f"{int(hour)}时" + (f"{minute}分" if int(minute) else "")


def part_of_day(moment: str) -> str:
    """上午9时05分: how a notice names a time."""
    hour = int(moment.split(":")[0])
    part = next(name for until, name in DAY_PARTS if hour < until)
    shown = hour - 12 if hour > 12 else hour
    return f"{part}{clock(f'{shown}:{moment.split(chr(58))[1]}')}"


def span(first: str, last: str) -> str:
    """2024年6月27日至28日: what both days share is said once."""
    begin, end = day(first), day(last)
    if not end or begin == end:
        return begin
    year, month = (f"{begin.partition(sign)[0]}{sign}" for sign in "年月")
    return f"{begin}至{end.removeprefix(month if end.startswith(month) else year)}"


def counted_item(number: int) -> str:
    """第一项"""
    return f"第{cn2an.an2cn(number)}项"


def ordinal(number: int) -> str:
    """一、 二、 … 十一、"""
    return f"{cn2an.an2cn(number)}、"


def quoted(title: str) -> str:
    """《关于…的决议》: with title marks where it bears none."""
    return title if title.startswith("《") else f"《{title}》"


def named_title(title: str) -> str:
    """《关于…的决议》 for a text that bears a title; a list or a person is named without marks."""
    bare = re.sub(r"[（(][^）)]*[）)]$", "", title)
    is_text = title.startswith("关于") or bare.endswith(TEXTS)
    return quoted(title) if is_text else title


def joined(text: str) -> str:
    """镇长邓华: without the blank that was typed between an office and a name."""
    return BETWEEN_HAN.sub("", text)


def stopped(text: str) -> str:
    """The text closed by one full stop."""
    return text if text.rstrip("”’）").endswith(("。", "！", "？")) else f"{text.rstrip('.，,；;')}。"


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
