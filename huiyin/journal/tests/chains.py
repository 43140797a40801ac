"""A short chain, and the hands of somebody who can write to the database itself."""

from contextlib import contextmanager

from django.db import connection

from huiyin.core.tenancy import uuid7
from huiyin.journal import guards
from huiyin.journal.actions import record
from huiyin.journal.chain import digest_of
from huiyin.journal.models import Entry, Head, PrivateText
from huiyin.people.tests.cast import FOUNDED


def write(township, act="note", **words):
    return record(township, act, **{"by": None, "at": FOUNDED, "act_id": uuid7(), **words})


@contextmanager
def unguarded():
    """As with sqlite3 or psql in hand, the guard dropped first."""
    guards.drop(connection)
    yield
    guards.install(connection)


def tamper(entry, **columns):
    with unguarded():
        Entry.objects.filter(pk=entry.pk).update(**columns)


def cut_after(township, seq):
    """Delete the tail of a chain, as somebody would who has the database."""
    with unguarded():
        PrivateText.objects.of(township).filter(entry__seq__gt=seq).delete()
        Entry.objects.of(township).filter(seq__gt=seq).delete()


def rehash_from(township, seq, **columns):
    """Change one entry and give it and all after it digests that fit."""
    with unguarded():
        prev = Entry.objects.of(township).filter(seq=seq - 1).values_list("digest", flat=True).first()
        for entry in Entry.objects.of(township).filter(seq__gte=seq).order_by("seq"):
            for name, value in columns.items() if entry.seq == seq else ():
                setattr(entry, name, value)
            entry.prev = prev or entry.prev
            entry.digest = prev = digest_of(entry)
            entry.save()


def rewrite_head(township):
    last = Entry.objects.of(township).order_by("-seq").first()
    Head.objects.of(township).update(seq=last.seq, digest=last.digest)
