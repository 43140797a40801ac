"""A matter's journal in words: what was done, when it happened, when it was typed, on whose behalf."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.journal.chain import digest_of
from huiyin.journal.models import Entry
from huiyin.matters.wording import ACT_LABELS
from huiyin.people.models import Deputy
from huiyin.townships.models import Township


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    entry: Entry
    what: str
    facts: str
    on_behalf_of: str
    late: bool  # typed on another day than it happened
    whole: bool  # its content still gives its digest


def lines_of(township: Township, entries: Sequence[Entry]) -> list[Line]:
    """The entries in words, oldest first; ratings and other personal texts are not repeated here."""
    names = _names(township, entries)
    return [
        Line(
            entry=entry,
            what=act_words(entry.act),
            facts=_facts(entry),
            on_behalf_of=names.get(_deputy(entry), ""),
            late=localdate(entry.at) != localdate(entry.typed_at),
            whole=digest_of(entry) == entry.digest,
        )
        for entry in entries
    ]


def act_words(act: str) -> str:
    """The name of an act; one of another time is shown as it stands."""
    return str(ACT_LABELS.get(act, act))


def _names(township: Township, entries: Sequence[Entry]) -> dict[UUID | None, str]:
    keys = {key for entry in entries if (key := _deputy(entry))}
    return dict(Deputy.objects.of(township).filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _deputy(entry: Entry) -> UUID | None:
    table, _colon, key = entry.on_behalf_of.partition(":")
    return UUID(key) if table == "people.deputy" else None


def _facts(entry: Entry) -> str:
    """The plain facts that a reader can use: number, units, round, dates."""
    facts = entry.facts
    said = [
        facts.get("number"),
        _("round %(number)s") % {"number": facts["round"]} if facts.get("round") else "",
        facts.get("unit"),
        *(name for key in ("lead", "assisting", "separate") for name in facts.get(key) or []),
        facts.get("letter_number"),
        _("due %(day)s") % {"day": facts["due_on"]} if facts.get("due_on") else "",
        *(_("%(from)s moved to %(to)s") % moved for moved in facts.get("moved") or []),
    ]
    return pgettext("between clauses", ", ").join(
        str(word) for word in said if isinstance(word, str) and word
    )
