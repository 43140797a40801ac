"""Writing the journal: one entry per act, at the end of the township's chain."""

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction

from huiyin.core.links import require_same_township
from huiyin.journal.chain import START, canonical, digest_of, veil
from huiyin.journal.models import Channel, Entry, Head, PrivateText, Telling
from huiyin.journal.queries import AlreadyDone, decode, township_id_of, was_done


def record(
    subject: models.Model,
    act: str,
    *,
    by: Any,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
    on_behalf_of: models.Model | None = None,
    channel: str = Channel.DESK,
    private: dict[str, str] | None = None,
    **facts: Any,
) -> Entry:
    """Write the entry of an act, inside the act's transaction.

    `at` is when it happened, `typed_at` when it was typed (the same moment unless told). `private` holds
    personal texts (names, phones, free text): the entry bears only their salted digests. `facts` must be
    plain data.

    Raises AlreadyDone when an act with this `act_id` was written before.
    """
    township_id = township_id_of(subject)
    if on_behalf_of is not None:
        require_same_township(township_id, on_behalf_of)
    head = _locked_head(township_id)
    if was_done(township_id, act_id):
        raise AlreadyDone(act_id)
    salts = {name: secrets.token_hex(16) for name in private or {}}
    entry = Entry(
        township_id=township_id,
        seq=head.seq + 1,
        at=at,
        typed_at=typed_at or at,
        by=by,
        on_behalf_of=f"{on_behalf_of._meta.label_lower}:{on_behalf_of.pk}" if on_behalf_of else "",
        channel=channel,
        act=act,
        subject_table=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=decode(canonical({**facts, **{n: veil(t, salts[n]) for n, t in (private or {}).items()}})),
        prev=head.digest,
        act_id=act_id,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    head.seq, head.digest = entry.seq, entry.digest
    head.save(update_fields=["seq", "digest"])
    PrivateText.objects.bulk_create(
        PrivateText(township_id=township_id, entry=entry, name=name, salt=salts[name], text=text)
        for name, text in (private or {}).items()
    )
    return entry


def hold_chain(township_id: UUID) -> None:
    """Wait for the township's other acts to end, and keep them waiting until this transaction ends.

    A township that is being founded has no chain yet.
    """
    Head.objects.select_for_update().filter(township_id=township_id).first()


def keep_telling(township_id: UUID, act_id: UUID, told: Callable[[], str], outcome: Any) -> None:
    """Keep what an act was told and what came of it; an act that left no entry changed nothing and keeps
    nothing.
    """
    if not was_done(township_id, act_id):
        return
    row = outcome if isinstance(outcome, models.Model) else None
    Telling.objects.create(
        township_id=township_id,
        act_id=act_id,
        told=told(),
        outcome_table=row._meta.label_lower if row else "",
        outcome_id=row.pk if row else None,
    )


def _locked_head(township_id: UUID) -> Head:
    """The end of the chain, held until this act's transaction ends; made at the township's first act."""
    heads = Head.objects.select_for_update()
    head = heads.filter(township_id=township_id).first()
    if head is not None:
        return head
    try:
        with transaction.atomic():
            return Head.objects.create(township_id=township_id, seq=0, digest=START)
    except IntegrityError:
        return heads.get(township_id=township_id)


def erase_private_texts(subject: models.Model, *, names: set[str], at: datetime) -> int:
    """Empty the personal texts of a record's entries (a lawful erasure); part of the act that orders it.

    The digests of what its acts were told are emptied too. The entries keep theirs, so the chain still
    verifies. Returns how many texts were emptied.
    """
    township_id = township_id_of(subject)
    entries = Entry.objects.filter(township_id=township_id, subject_id=subject.pk)
    Telling.objects.filter(township_id=township_id, act_id__in=entries.values("act_id")).update(told="")
    texts = PrivateText.objects.filter(
        township_id=township_id, entry__in=entries.values("pk"), name__in=names, erased_at__isnull=True
    )
    return texts.update(text="", salt="", erased_at=at)
