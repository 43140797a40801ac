"""The facts of the acts on votes in words, for the journal."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from huiyin.assembly.models.votes import Vote
from huiyin.journal.words import Facts, choices_in_words


def vote_facts(facts: Facts) -> Iterable[str]:
    """How it is voted, what two tellers counted, how many ballots there were, the sum and what came of it."""
    if "is_ranked" in facts:
        yield from choices_in_words(facts, {"method": (Vote.Method,), "rule": (Vote.Rule,)})
    if printed := facts.get("printed"):
        yield ngettext("%(count)s slip", "%(count)s slips", printed) % {"count": printed}
    yield from _of_tellers(facts)
    if "issued" in facts and "returned" in facts:
        yield gettext("%(issued)s given out, %(returned)s returned, %(void)s void") % facts
    if "in_favour" in facts and "against" in facts:
        yield gettext("in favour %(in_favour)s, against %(against)s, abstained %(abstained)s") % facts
    if "voices" in facts:
        voices = len(facts["voices"])
        yield ngettext("%(count)s voice", "%(count)s voices", voices) % {"count": voices}
    if "in_favour" in facts or "returned" in facts:
        yield from choices_in_words(facts, {"outcome": (Vote.Outcome,)})


def _of_tellers(facts: Facts) -> Iterable[str]:
    if "teller" not in facts:
        return
    yield gettext("teller %(teller)s, count %(attempt)s") % facts
    if facts.get("agree"):
        yield gettext("the sheets agree")
    elif differences := facts.get("differences"):
        yield ngettext(
            "the sheets differ in %(count)s place", "the sheets differ in %(count)s places", differences
        ) % {"count": differences}
