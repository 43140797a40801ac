"""Texts that say nearly the same: a matter raised twice, a reply pasted into several matters.

The stored signatures of the newest documents are compared, then the best of them exactly. Two measures are
shown: *Jaccard*, the share of pairs of characters that both have in common, and *containment*, the share of
the shorter text that stands in the longer one, which finds what was copied by half.
"""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from django.db import models

from huiyin.search.bigrams import bigrams, shingles
from huiyin.search.minhash import nearest, signature
from huiyin.search.models import SearchDoc

NEWEST = 5_000
CANDIDATES = 40
ENOUGH_SHARED = 6  # fewer pairs in common say nothing: five characters of a place's name
LIKE = 0.35
CONTAINED = 0.5


class Likeness(NamedTuple):
    """How like a stored text is, both measures from 0 to 1."""

    subject_id: UUID
    jaccard: float
    containment: float


def likely_duplicates(
    township: models.Model, table: str, text: str, *, limit: int = 5, excluding: Collection[UUID] = ()
) -> list[Likeness]:
    """The stored texts of one table (`matters.Matter`, `matters.Reply`) that resemble the given one, likest
    first.

    Only the newest 5,000 documents of the township are compared: about ten years of a town, and a bound on
    time and memory (2.5 MB). It warns and never decides. `excluding`: the record's own key while it is
    being changed.
    """
    wanted = shingles(bigrams(text))
    if len(wanted) < ENOUGH_SHARED:
        return []
    found = [_compare(wanted, doc) for doc in _candidates(township, table, signature(wanted), excluding)]
    found = [likeness for likeness in found if likeness.jaccard >= LIKE or likeness.containment >= CONTAINED]
    return sorted(found, key=lambda likeness: max(likeness.jaccard, likeness.containment), reverse=True)[
        :limit
    ]


def _candidates(
    township: models.Model, table: str, wanted: bytes, excluding: Collection[UUID]
) -> models.QuerySet[SearchDoc]:
    docs = SearchDoc.objects.filter(township_id=township.pk, subject_table=table)
    newest = docs.order_by("-on", "-id").values_list("pk", "subject_id", "signature")[:NEWEST]
    rows = [(key, bytes(stored)) for key, subject, stored in newest if subject not in excluding]
    best = nearest(wanted, [stored for _, stored in rows], CANDIDATES)
    return docs.filter(pk__in=[rows[place][0] for place in best])


def _compare(wanted: frozenset[str], doc: SearchDoc) -> Likeness:
    other = shingles(doc.tokens)
    shared = len(wanted & other)
    if shared < ENOUGH_SHARED:
        return Likeness(doc.subject_id, 0.0, 0.0)
    return Likeness(doc.subject_id, shared / len(wanted | other), shared / min(len(wanted), len(other)))
