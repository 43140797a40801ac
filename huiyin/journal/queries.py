"""Reading the journal: first outcomes, a record's history, the check of the chain, the digest of a month."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.journal.chain import START, digest_of, veil
from huiyin.journal.models import Entry, Head, PrivateText, Telling

FIRST_YEAR, LAST_YEAR = 1900, 9000  # beyond them a moment can no longer be counted in another time zone


class AlreadyDone(Exception):
    """This very act was carried out before; its first outcome stands."""


def decode(text: str) -> Any:
    return json.loads(text)


def township_id_of(subject: models.Model) -> UUID:
    """The township whose chain an act on this record belongs to (a township's own acts: itself)."""
    return getattr(subject, "township_id", None) or subject.pk


def outcome_of(township_id: UUID, act_id: UUID) -> models.Model | None:
    """The record that came of the act with this id (where none did: that it was done to), or None when there
    was no such act.
    """
    entry = Entry.objects.filter(township_id=township_id, act_id=act_id).first()
    if entry is None:
        return None
    came = Telling.objects.filter(township_id=township_id, act_id=act_id, outcome_id__isnull=False).first()
    table, key = (came.outcome_table, came.outcome_id) if came else (entry.subject_table, entry.subject_id)
    model = apps.get_model(table)
    rows = model._default_manager.filter(pk=key)
    if hasattr(model, "township"):
        rows = rows.filter(township_id=township_id)
    return rows.get()


def was_done(township_id: UUID, act_id: UUID) -> bool:
    """Whether an act with this id stands in the journal."""
    return Entry.objects.filter(township_id=township_id, act_id=act_id).exists()


def history_of(subject: models.Model) -> models.QuerySet[Entry]:
    """The entries about one record, oldest first, with who did it and the personal texts that still stand."""
    entries = Entry.objects.filter(township_id=township_id_of(subject), subject_id=subject.pk)
    return entries.select_related("by").prefetch_related("private_texts").order_by("seq")


@dataclass(frozen=True)
class Break:
    """Where a chain does not hold: the first wrong entry and what is wrong with it."""

    township_id: UUID
    seq: int
    reason: str


@dataclass(frozen=True)
class Digest:
    """The end of a chain at a moment: what is printed in the presidium's minutes."""

    seq: int
    digest: str

    def __str__(self) -> str:
        return f"{self.seq} {self.digest}"


def digest_of_month(township: models.Model, month: date) -> Digest | None:
    """The last entry typed before the month's end (None: nothing was written until then)."""
    if month.year < FIRST_YEAR:
        return None
    end = month.replace(day=1, year=min(month.year, LAST_YEAR)) + relativedelta(months=1)
    moment = timezone.make_aware(datetime.combine(end, time()))
    last = Entry.objects.filter(township_id=township.pk, typed_at__lt=moment).order_by("-seq").first()
    return Digest(last.seq, last.digest) if last else None


def verify_chain(township: models.Model, printed: tuple[Digest, ...] = ()) -> tuple[int, Break | None]:
    """Walk a township's whole chain and compare it with its head row and with digests printed earlier.

    Entries that land while it is read are read too. Returns how many entries were read and the first break,
    or None when all hold.
    """
    wanted: dict[int, set[str]] = {}
    for line in printed:
        wanted.setdefault(line.seq, set()).add(line.digest)
    count, prev = 0, START
    while True:
        before = count
        for entry in _entries_after(township, count):
            count += 1
            if reason := _wrong(entry, count, prev, wanted.get(count, set())):
                return count, Break(township.pk, min(entry.seq, count), reason)
            prev = entry.digest
        head = Head.objects.filter(township_id=township.pk).first()
        if head is None or head.seq <= count or count == before:
            return count, next(_wrong_end(township, head, count, prev, wanted), None)


def _entries_after(township: models.Model, seq: int) -> Iterator[Entry]:
    entries = Entry.objects.filter(township_id=township.pk, seq__gt=seq).order_by("seq")
    return entries.prefetch_related("private_texts").iterator(2000)


def _wrong(entry: Entry, expected: int, prev: str, printed: set[str]) -> str:
    """What is wrong with this entry, or nothing."""
    if entry.seq != expected:
        return _("The entry with this number is missing.")
    if entry.prev != prev:
        return _("It does not follow from the entry before it.")
    if digest_of(entry) != entry.digest:
        return _("Its content was changed after it was written.")
    if printed - {entry.digest}:
        return _("It differs from the digest that was printed.")
    return _wrong_text(entry, list(entry.private_texts.all()))


def _wrong_text(entry: Entry, texts: list[PrivateText]) -> str:
    """What is wrong with the personal texts beside an entry, or nothing."""
    if any(not _is_true(entry, text) for text in texts):
        return _("A personal text of it was changed after it was written.")
    if _veiled(entry.facts) - {text.name for text in texts}:
        return _("A personal text of it is missing.")
    return ""


def _veiled(facts: dict[str, Any]) -> set[str]:
    """The names of those facts that are the digest of a personal text."""
    return {name for name, fact in facts.items() if isinstance(fact, dict) and set(fact) == {"sha256"}}


def _is_true(entry: Entry, text: PrivateText) -> bool:
    """Whether a personal text still gives the digest in the facts; a lawfully erased one, emptied with its
    salt, proves nothing.
    """
    if text.erased_at is not None:
        return (text.text, text.salt) == ("", "") and text.name in _veiled(entry.facts)
    return entry.facts.get(text.name) == veil(text.text, text.salt)


def _wrong_end(
    township: models.Model, head: Head | None, count: int, prev: str, wanted: dict[int, set[str]]
) -> Iterator[Break]:
    if head is None:
        yield Break(township.pk, count, _("The end of the chain is missing."))
    elif head.seq > count:
        yield Break(township.pk, count + 1, _("The entry with this number is missing."))
    elif (head.seq, head.digest) != (count, prev):
        yield Break(township.pk, count, _("It is not the entry at which the chain was closed."))
    if beyond := [seq for seq in wanted if seq > count]:
        yield Break(township.pk, min(beyond), _("The entry with this number was printed, but is missing."))
