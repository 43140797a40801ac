"""What the acts of this app are called in the journal."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.journal.words import Facts

ACT_LABELS = {
    "found_township": _("Enter the township"),
    "change_township": _("Change the town's names"),
    "add_village": _("Enter a village"),
    "draw_constituency": _("Enter a constituency"),
    "open_term": _("Enter a congress"),
    "convene_session": _("Enter a session"),
}

CHANGED = {
    "name": _("name"),
    "organ_name": _("name of the organ"),
    "paper_code": _("code of the papers"),
    "office_phone": _("telephone"),
    "population": _("population"),
}


def town_facts(facts: Facts) -> Iterable[str]:
    """The facts of an act on the town: what a name or a choice was before, and what it is now."""
    before, after = facts.get("before"), facts.get("after")
    if isinstance(before, dict) and isinstance(after, dict):
        for name in CHANGED.keys() & after.keys():
            change = {"what": CHANGED[name], "before": before.get(name), "after": after[name]}
            yield gettext("%(what)s: %(before)s is now %(after)s") % change
    elif isinstance(before, str) and isinstance(after, str):
        yield gettext("%(before)s is now %(after)s") % {"before": before, "after": after}
