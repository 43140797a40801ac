"""发文字号, a paper's number: the organ's code, the year in full in 〔〕, a serial from 1 without gaps.

Whatever bears the same code in the same year shares one series, whichever kind of paper it is; the serial has
no leading zero and no 第 (GB/T 9704-2012, 7.2.5).
"""

from typing import NamedTuple

from django.db import models

from huiyin.core.counters import next_number


class Number(NamedTuple):
    text: str  # 清人发〔2024〕3号
    serial: int


def series_of(code: str, year: int) -> str:
    return f"paper:{code}:{year}"


def number_text(code: str, year: int, serial: int) -> str:
    """清人发〔2024〕3号"""
    return f"{code}〔{year}〕{serial}号"


def draw_number(township: models.Model, code: str, year: int) -> Number:
    """The next number of the series, inside the act's transaction: an act that fails gives it back."""
    serial = next_number(township, series_of(code, year))
    return Number(number_text(code, year, serial), serial)
