"""What the acts of this app are called in the journal."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.deadlines.models import PeriodUnit
from huiyin.deadlines.rulebook import RuleCode
from huiyin.journal.words import Facts

ACT_LABELS = {
    "choose_profile": _("Choose the rule profile"),
    "override_rule": _("Set a period of the town's own"),
    "withdraw_override": _("Withdraw a period of the town's own"),
}


def rule_facts(facts: Facts) -> Iterable[str]:
    """The facts of an act on the rules: which clock, and its period before and after."""
    if (code := facts.get("code")) in RuleCode.values:
        yield str(RuleCode(code).label)
    if before := _period(facts.get("before")):
        yield gettext("before: %(period)s") % {"period": before}
    if after := _period(facts) or _period(facts.get("after")):
        yield gettext("now: %(period)s") % {"period": after}
    if facts.get("looser_than_law") is True:
        yield gettext("looser than the law allows")


def _period(facts: Any) -> str:
    if not isinstance(facts, dict) or facts.get("unit") not in PeriodUnit.values or not facts.get("amount"):
        return ""
    return f"{facts['amount']} {PeriodUnit(facts['unit']).label}"
