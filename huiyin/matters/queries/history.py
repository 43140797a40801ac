"""A matter's journal in words: what was done, when it happened, when it was typed, on whose behalf."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.timezone import localdate

from huiyin.journal.chain import digest_of
from huiyin.journal.models import Entry
from huiyin.journal.words import act_label, fact_words
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
            what=act_label(entry.act),
            facts=fact_words(entry.facts),
            on_behalf_of=names.get(_deputy(entry), ""),
            late=localdate(entry.at) != localdate(entry.typed_at),
            whole=digest_of(entry) == entry.digest,
        )
        for entry in entries
    ]


def _names(township: Township, entries: Sequence[Entry]) -> dict[UUID | None, str]:
    keys = {key for entry in entries if (key := _deputy(entry))}
    return dict(Deputy.objects.of(township).filter(pk__in=keys).values_list("pk", "name")) if keys else {}


def _deputy(entry: Entry) -> UUID | None:
    table, _colon, key = entry.on_behalf_of.partition(":")
    return UUID(key) if table == "people.deputy" else None
