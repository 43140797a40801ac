"""The figures of a township as its first pages show them; the registry counts, each opens to its list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.figures.registry import Figure, figure
from huiyin.matters.lifecycle import HANDED_OVER
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Matter
from huiyin.townships.models import Township

FIVE = ("reply_rate", "satisfied", "solved_rate", "still_not_solved", "promises_kept")
LAST_BAR = 4  # rounds beyond the third are one bar


@dataclass(frozen=True)
class Card:
    """A figure as a card of the page draws it."""

    label: str
    text: str
    numerator: int
    denominator: int | None
    note: str
    tone: str
    url: str
    as_of: date | None = None


def five_cards(township: Township, today: date) -> list[Card]:
    """Reply, satisfied, solved, satisfied but not solved, promises kept: this year up to today."""
    return [card_of(figure(code, township, year=today.year, as_of=today)) for code in FIVE]


def card_of(found: Figure) -> Card:
    unsolved = found.code == "still_not_solved"
    said = found.text == f"{found.numerator} / {found.denominator}"
    return Card(
        label=str(found.label),
        text=found.text,
        numerator=found.numerator,
        denominator=None if said else found.denominator,
        note=_("need another look") if unsolved else _parts(found),
        tone="seal" if unsolved and found.numerator else "",
        url=found.url,
    )


def _parts(found: Figure) -> str:
    return _(", ").join(f"{label} {count}" for label, count in found.named_parts)


def round_bars(township: Township, year: int) -> list[dict[str, Any]]:
    """How the year's rounds ended, for the chart: one bar a round, green what was verified solved."""
    rounds = Round.objects.of(township).filter(
        matter__handed_over_on__range=(date(year, 1, 1), date(year, 12, 31)), matter__state__in=HANDED_OVER
    )
    solved = Count("pk", filter=Q(verdict=Round.Verdict.SOLVED))
    found = rounds.values("number").annotate(total=Count("pk"), solved=solved).order_by("number")
    return [_bar(township, year, row) for row in found[:LAST_BAR]]


def _bar(township: Township, year: int, row: Mapping[str, Any]) -> dict[str, Any]:
    number, solved, total = row["number"], row["solved"], row["total"]
    here = f"{reverse('desk:rounds', args=[township.slug])}?year={year}&round={number}"
    return {
        "label": _("Round %(number)s") % {"number": number},
        "text": _("solved %(solved)s / %(total)s") % {"solved": solved, "total": total},
        "parts": [
            {"label": _("solved"), "value": solved, "tone": "jade", "url": f"{here}&solved=1"},
            {"label": _("not solved"), "value": total - solved, "tone": "mute", "url": f"{here}&solved=0"},
        ],
    }


def rounds_of(township: Township, *, year: int, number: int, solved: bool) -> Any:
    """The rounds that one part of a bar counts, with their matters."""
    rounds = Round.objects.of(township).filter(
        matter__handed_over_on__range=(date(year, 1, 1), date(year, 12, 31)),
        matter__state__in=HANDED_OVER,
        number=number,
    )
    is_solved = Q(verdict=Round.Verdict.SOLVED)
    rounds = rounds.filter(is_solved if solved else ~is_solved)
    return rounds.select_related("matter__lead_unit").order_by("pk")


def overdue_count(township: Township, today: date) -> int:
    return Matter.objects.of(township).overdue(today).count()
