"""How the journal says the facts of acts on seats, by-elections and the presidium's decisions."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.journal.words import Facts, act_label, days_in_words

DAYS = {"announced_on": _("announced on %(day)s"), "polling_on": _("polling on %(day)s")}


def seat_facts(facts: Facts) -> Iterable[str]:
    """The number of seats and its basis, the days of a by-election, the act a decision became."""
    if "population" in facts and isinstance(facts.get("seats"), int):
        yield gettext("%(seats)s seats for %(population)s people") % facts
        yield str(facts.get("basis") or "")
    if isinstance(facts.get("filled"), int) and isinstance(facts.get("seats"), int):
        yield gettext("%(filled)s of %(seats)s seats filled") % facts
    yield from days_in_words(facts, DAYS)
    if carried := facts.get("carried"):
        yield act_label(str(carried))
    if isinstance(facts.get("sessions"), list):
        yield gettext(", ").join(str(name) for name in facts["sessions"])
