from collections.abc import Mapping
from typing import Any

from django import template

from huiyin.deadlines import sentences
from huiyin.deadlines.reckoning import Reckoning

register = template.Library()


@register.inclusion_tag("deadlines/_reckoning.html", name="reckoning")
def show_reckoning(reckoning: Reckoning | Mapping[str, Any] | None, opened: bool = False) -> dict[str, Any]:
    """How a date came about (怎么算的): `{% reckoning round.clock %}`, stored plain data or a Reckoning;
    `opened` shows it unfolded.
    """
    if not reckoning:
        return {"clock": None}
    clock = reckoning if isinstance(reckoning, Reckoning) else Reckoning.from_json(reckoning)
    return {
        "clock": clock,
        "opened": opened,
        "label": sentences.rule_label(clock.rule),
        "period": sentences.period_said(clock.amount, clock.unit, clock.before),
        "steps": sentences.sentences(clock),
        "warnings": sentences.warnings(clock),
    }


@register.filter
def rule_label(code: str) -> str:
    return sentences.rule_label(code)


@register.filter
def event_label(code: str) -> str:
    return sentences.event_label(code)
