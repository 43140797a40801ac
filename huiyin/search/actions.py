"""Keeping the index: each is a part of the act that changes the record, in its transaction and under its
entry.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection, models

from huiyin.search.bigrams import document_tokens, scope_token, shingles
from huiyin.search.minhash import signature
from huiyin.search.models import SearchDoc
from huiyin.search.storage import FTS_TABLE, to_database


def index_document(
    township: models.Model,
    subject: models.Model,
    texts: Sequence[str],
    *,
    on: date,
    names: Sequence[str] = (),
) -> SearchDoc:
    """Make a record findable by its texts, and by names (deputies, units) that do not count for likeness.

    Give all texts each time: the index is replaced, and nothing is written when nothing changed. `on` is
    the day by which results are ordered. Works inside the caller's transaction; no entry of its own.
    """
    table = subject._meta.label
    scope = scope_token(township.pk.hex, table)
    tokens = [scope, *document_tokens(texts, names)]
    doc = _doc_of(township, table, subject).first()
    if doc is None:
        doc = SearchDoc(township_id=township.pk, subject_table=table, subject_id=subject.pk)
    elif doc.tokens == tokens and doc.on == on:
        return doc
    else:
        _forget(doc)
    doc.tokens, doc.on, doc.signature = tokens, on, signature(shingles(tokens))
    _learn(doc)
    doc.save()
    return doc


def remove_document(township: models.Model, subject: models.Model) -> None:
    """Take a record out of the index (personal data erased, a draft dropped); harmless when it is not
    there.
    """
    for doc in _doc_of(township, subject._meta.label, subject):
        _forget(doc)
        SearchDoc.objects.filter(township_id=township.pk, pk=doc.pk).delete()


def _doc_of(township: models.Model, table: str, subject: models.Model) -> models.QuerySet[SearchDoc]:
    return (
        SearchDoc.objects.of(township)
        .select_for_update(of=("self",))
        .filter(subject_table=table, subject_id=subject.pk)
    )


def _learn(doc: SearchDoc) -> None:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        stored = to_database(doc.tokens, "sqlite")
        if doc.place is None:
            cursor.execute(f"INSERT INTO {FTS_TABLE} (tokens) VALUES (%s)", [stored])
            doc.place = cursor.lastrowid
        else:
            cursor.execute(f"INSERT INTO {FTS_TABLE} (rowid, tokens) VALUES (%s, %s)", [doc.place, stored])


def _forget(doc: SearchDoc) -> None:
    """FTS5 keeps no text of its own: to forget a document it must be told what it learnt."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {FTS_TABLE} ({FTS_TABLE}, rowid, tokens) VALUES ('delete', %s, %s)",
            [doc.place, to_database(doc.tokens, "sqlite")],
        )
