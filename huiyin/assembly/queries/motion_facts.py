"""The facts of the acts on motions and interpellations in words, for the journal."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from huiyin.assembly.models.motions import Amendment, InterpellationAnswer, Motion, Signature
from huiyin.journal.words import Facts, choices_in_words

CHOICES = {
    "motion_kind": (Motion.Kind,),
    "brought_by": (Motion.BroughtBy,),
    "confirmed_how": (Signature.How,),
    "amendment_answer": (Amendment.Answer,),
    "answered_how": (InterpellationAnswer.How,),
}


def motion_facts(facts: Facts) -> Iterable[str]:
    """Its number, how it was brought, how many signed and confirmed, what the signers think of an answer."""
    if facts.get("motion_serial"):
        yield gettext("no. %(number)s of the session") % {"number": facts["motion_serial"]}
    yield from choices_in_words(facts, CHOICES)
    if count := facts.get("signers"):
        yield ngettext("%(count)s signer", "%(count)s signers", count) % {"count": count}
    if isinstance(facts.get("confirmed"), int):
        yield gettext("%(count)s confirmed") % {"count": facts["confirmed"]}
    if facts.get("asked_anew"):
        yield gettext("%(count)s asked anew") % {"count": facts["asked_anew"]}
    if "satisfied" in facts and "dissatisfied" in facts:
        yield gettext("%(satisfied)s satisfied, %(dissatisfied)s dissatisfied") % facts
    if facts.get("again"):
        yield gettext("to be answered again")
    if facts.get("renounced"):
        yield gettext("the right to answer was renounced")
