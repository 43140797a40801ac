"""What the acts of this app are called in the journal."""

from collections.abc import Iterable

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from huiyin.journal.words import Facts, choices_in_words, days_in_words
from huiyin.people.models import Deputy, Seat, Unit
from huiyin.people.roles import Role

ACT_LABELS = {
    "admit_person": _("Open an account"),
    "give_role": _("Give a role"),
    "end_role": _("End a role"),
    "reset_password": _("Give a new password"),
    "revoke_link": _("Revoke a personal link"),
    "enrol_deputy": _("Enrol a deputy"),
    "change_deputy": _("Change a deputy's entry"),
    "end_deputy": _("End a deputy's seat"),
    "open_unit": _("Enter a unit"),
    "change_unit": _("Change a unit's entry"),
    "close_unit": _("Close a unit"),
}

CHANGED = {
    "name": _("name"),
    "level": _("level"),
    "post": _("post"),
    "term": _("congress"),
    "constituency": _("constituency"),
    "group": _("group"),
    "occupation": _("occupation"),
    "skills": _("skills"),
    "employer": _("employer"),
    "certificate": _("certificate"),
    "phone": _("telephone"),
    "kind": _("kind"),
    "head_name": _("head"),
    "contact_name": _("contact person"),
}

CHOICES = {
    "role": (Role,),
    "level": (Deputy.Level,),
    "kind": (Unit.Kind,),
    "elected": (Seat.How,),
    "ended_by": (Seat.End,),
}
DAYS = {"elected_on": _("elected on %(day)s")}


def people_facts(facts: Facts) -> Iterable[str]:
    """The facts of an act on people: which role, which level, what was changed."""
    yield from choices_in_words(facts, CHOICES)
    yield from days_in_words(facts, DAYS)
    changed = [str(CHANGED[name]) for name in facts.get("fields") or () if name in CHANGED]
    if changed:
        yield gettext("changed: %(fields)s") % {"fields": pgettext("between clauses", ", ").join(changed)}
