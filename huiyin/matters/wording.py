"""How the journal says the acts of this app and their facts: acts of the lifecycle as their buttons say."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from huiyin.deadlines.rulebook import RuleCode
from huiyin.journal.words import Facts, choices_in_words, days_in_words, said_day
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.handling import Contact, Round
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.models.outcomes import Explanation, Refusal

ACT_LABELS = {
    **{act: transition.label for act, transition in MATTER_LIFECYCLE.index.items()},
    "draft": _("Keep as a draft"),
    "recompute_clocks": _("Dates reckoned anew"),
    "release": _("Released to the public"),
    "send_evaluation_link": _("Send a link for one evaluation"),
    "send_my_matters_link": _("Send a link to “my matters”"),
    "issue_paper": _("Issue a paper"),
    "import_ledger": _("Import a ledger"),
    "set_up_loop": _("Set up the loop"),
    "choose_scheme": _("Choose the claim scheme"),
    "change_pattern": _("Change how numbers are written"),
    "add_field": _("Add a field"),
    "close_field": _("Close a field"),
}

CORRECTED = {
    "title": _("title"),
    "situation": _("situation"),
    "request": _("request"),
    "field": _("field"),
    "village": _("village"),
    "secrecy": _("secrecy of the signers"),
    "similar_to": _("earlier matter"),
}

CHOICES = {
    "kind": (Matter.Kind,),
    "reason": (Round.Reason,),
    "stage": (Contact.Stage,),
    "way": (Contact.Way,),
    "result": (Verification.Result,),
    "state": (Promise.State,),
    "ground": (Refusal.Ground, Explanation.Ground),
    "how": (Petitioner.Way,),
    "told_how": (Explanation.How,),
}

DAYS = {
    "received_on": _("received on %(day)s"),
    "on": _("on %(day)s"),
    "replied_on": _("replied on %(day)s"),
    "given_on": _("given on %(day)s"),
    "sent_on": _("sent on %(day)s"),
    "answered_on": _("answered on %(day)s"),
    "decided_on": _("decided on %(day)s"),
    "told_on": _("told on %(day)s"),
    "due_on": _("due %(day)s"),
    "expires_at": _("good until %(day)s"),
}

YES_OR_NO = {
    "on_time": (_("on time"), _("late")),
    "granted": (_("granted"), _("not granted")),
    "on_site": (_("on site"), _("not on site")),
    "words": (_("with title, situation and request"), ""),
}


SAID_AS_THEY_STAND = ("number", "unit", "body", "letter_number", "meeting")


def matter_facts(facts: Facts) -> Iterable[str]:
    """The facts of an act on a matter: number, units, round, what was claimed or found, what was changed."""
    if "amount" not in facts:  # there `unit` is that of a period
        yield from (str(facts[name]) for name in SAID_AS_THEY_STAND if facts.get(name))
    yield from (name for key in ("lead", "assisting", "separate") for name in facts.get(key) or ())
    if facts.get("round"):
        yield gettext("round %(number)s") % {"number": facts["round"]}
    if facts.get("claim"):
        yield gettext("claims %(claim)s") % {"claim": facts["claim"]}
    yield from choices_in_words(facts, CHOICES)
    for name, (yes, no) in YES_OR_NO.items():
        if isinstance(facts.get(name), bool):
            yield str(yes if facts[name] else no)
    yield from _counts(facts)
    yield from days_in_words(facts, DAYS)
    yield from (_moved(move) for move in facts.get("moved") or ())
    yield from _corrected(facts)


def _counts(facts: Facts) -> Iterable[str]:
    if isinstance(count := facts.get("promises"), int) and count:
        yield ngettext("%(count)d promise", "%(count)d promises", count) % {"count": count}
    if isinstance(count := facts.get("imported"), int):
        yield ngettext("%(count)d matter imported", "%(count)d matters imported", count) % {"count": count}


def _moved(move: dict[str, str]) -> str:
    label = dict(RuleCode.choices).get(move.get("rule", ""), "")
    if not move["from"]:
        return gettext("%(clock)s: now due on %(to)s") % {"clock": label, "to": said_day(move["to"])}
    days = {"from": said_day(move["from"]), "to": said_day(move["to"])}
    return gettext("%(clock)s: %(from)s moved to %(to)s") % {"clock": label, **days}


def _corrected(facts: Facts) -> Iterable[str]:
    """Which words were corrected; what stood before lies among the personal texts."""
    changed = [str(CORRECTED[name]) for name in facts.get("fields") or () if name in CORRECTED]
    if changed:
        yield gettext("changed: %(fields)s") % {"fields": pgettext("between clauses", ", ").join(changed)}
    before = facts.get("before")
    if isinstance(before, dict) and before.get("secrecy") in ("True", "False"):
        was = before["secrecy"] == "True"
        yield gettext("the signers were secret before") if was else gettext("the signers were open before")
