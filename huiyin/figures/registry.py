"""What a figure is: a number with its numerator, denominator and cut-off day, and the records that it counts.

Each app enters its indicators here (`figures.py`); pages, papers, reports and commands ask here and
compute nothing themselves. A figure over fewer than five cases is said in counts, never in percent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FEW = 5  # below this many cases a percentage says less than the counts

OF_YEAR = _("matters handed over in %(year)s")

Rows = models.QuerySet[Any]


@dataclass(frozen=True)
class Counted:
    """What an indicator finds: the rows counted, the rows they are counted out of, and what else is
    worth saying.
    """

    records: Rows
    base: Rows | None = None
    parts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Indicator:
    """One line of the registry: what it is called and how it is counted for a township, a year and a
    cut-off day.
    """

    code: str
    label: str | Promise
    formula: str | Promise
    count: Callable[[Any, int, date], Counted]
    part_labels: dict[str, str | Promise] = field(default_factory=dict)
    good: bool | None = True  # whether much of it is good news (None: neither)
    scope: str | Promise = OF_YEAR  # over what it is counted


@dataclass(frozen=True)
class Figure:
    """An indicator counted. `value` is a share between 0 and 1 where there is a denominator, else a count."""

    code: str
    label: str | Promise
    formula: str | Promise
    year: int
    as_of: date
    value: float | int | None
    numerator: int
    denominator: int | None
    records: Rows
    base: Rows | None
    parts: dict[str, int]
    part_labels: dict[str, str | Promise]
    url: str
    scope: str = ""

    @property
    def is_share(self) -> bool:
        return self.denominator is not None

    @property
    def text(self) -> str:
        """As pages print it: percent with one decimal, or the counts when the cases are few."""
        if self.denominator is None:
            return str(self.numerator)
        if self.denominator < FEW or self.value is None:
            return f"{self.numerator} / {self.denominator}"
        return f"{self.value:.1%}"

    @property
    def named_parts(self) -> list[tuple[str | Promise, int]]:
        return [
            (self.part_labels[code], count) for code, count in self.parts.items() if code in self.part_labels
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "as_of": self.as_of.isoformat(),
        }


_INDICATORS: dict[str, Indicator] = {}


def enter(indicators: Iterable[Indicator]) -> None:
    """Enter an app's indicators; called once, when the app is ready."""
    for indicator in indicators:
        if indicator.code in _INDICATORS:
            raise ValueError(indicator.code)
        _INDICATORS[indicator.code] = indicator


def codes() -> list[str]:
    return list(_INDICATORS)


def indicator(code: str) -> Indicator:
    """One line of the registry. Raises KeyError for a code that nobody entered."""
    return _INDICATORS[code]


def cut_off(year: int, today: date) -> date:
    """A year's figures stand at its last day, the present year's at today."""
    return min(today, date(year, 12, 31))


def figure(code: str, township: Any, *, year: int, as_of: date) -> Figure:
    """Count one indicator over a township's year as things stood at the end of `as_of`.

    Raises KeyError for a code that nobody entered.
    """
    line = indicator(code)
    counted = line.count(township, year, as_of)
    numerator = counted.records.count()
    denominator = None if counted.base is None else counted.base.count()
    share = numerator / denominator if denominator else None
    return Figure(
        code=code,
        label=line.label,
        formula=line.formula,
        year=year,
        as_of=as_of,
        value=numerator if denominator is None else share,
        numerator=numerator,
        denominator=denominator,
        records=counted.records,
        base=counted.base,
        parts=counted.parts,
        part_labels=line.part_labels,
        scope=str(line.scope) % {"year": year},
        url=f"{reverse('matters:figure', args=[township.slug, code])}?year={year}&as_of={as_of.isoformat()}",
    )


def figures_of(township: Any, *, year: int, as_of: date) -> list[Figure]:
    """All figures of a township's year, in the order in which they were entered."""
    return [figure(code, township, year=year, as_of=as_of) for code in _INDICATORS]
