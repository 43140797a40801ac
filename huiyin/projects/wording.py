"""What the acts of this app are called in the journal, its facts in words, and how sums of money are said."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huiyin.journal.words import Facts
from huiyin.projects.lifecycle import PROJECT_LIFECYCLE

TEN_THOUSAND = 10_000

ACT_LABELS = {
    **{act: transition.label for act, transition in PROJECT_LIFECYCLE.index.items()},
    "collect_project": _("Enter a proposed project"),
    "open_choosing": _("Open the choice of the year's projects"),
    "put_projects_to_vote": _("Put the projects to the vote"),
}


def project_facts(facts: Facts) -> Iterable[str]:
    """What came of a choice: how many were chosen, how many are tied."""
    if not {"chosen", "not_chosen", "tied"} <= set(facts):
        return
    yield gettext("%(chosen)s chosen, %(not_chosen)s not chosen") % facts
    if facts["tied"] != 0:
        yield gettext("%(tied)s tied") % facts


def yuan_on_paper(amount: Decimal | int) -> str:
    """A sum as Chinese papers say it: 32.5万元; below ten thousand in yuan."""
    if amount < TEN_THOUSAND:
        return f"{_plain(Decimal(amount))}元"
    return f"{_plain(Decimal(amount) / TEN_THOUSAND)}万元"


def yuan(amount: Decimal | int) -> str:
    """A sum as a page says it, in the reader's language."""
    if (get_language() or "").startswith("zh"):
        return yuan_on_paper(amount)
    return gettext("%(amount)s yuan") % {"amount": f"{amount:,.2f}".removesuffix(".00")}


def _plain(amount: Decimal) -> str:
    """Without an exponent and without noughts at the end."""
    return f"{amount.normalize():f}"
