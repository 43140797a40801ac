"""Corrections, news to petitioners, files, and the one kind of deletion: personal data erased by an act."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.files.actions import keep_upload
from huiyin.journal.actions import erase_private_texts, record
from huiyin.journal.acts import act
from huiyin.matters.actions.indexing import index_matter
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.matter import Matter, MatterFile, Petitioner
from huiyin.people.models import User

CORRECTABLE = ("title", "situation", "request", "field", "village", "secrecy", "similar_to")
PERSONAL = {"title", "situation", "request"}


@act
def correct_matter(
    matter: Matter, *, reason: str, by: User | None, at: datetime, act_id: UUID, **changes: Any
) -> Matter:
    """Correct what was typed wrongly; the entry keeps what stood before and why it was changed.

    Raises ActRefused without a reason, an empty title, or when nothing changes.
    """
    if unknown := set(changes) - set(CORRECTABLE):
        raise ValueError(unknown)
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "correct", by=by)
    require_same_township(matter.township_id, *(v for v in changes.values() if hasattr(v, "township_id")))
    changed = {name: value for name, value in changes.items() if getattr(matter, name) != value}
    if not changed:
        raise ActRefused(_("Nothing was changed."))
    if not reason.strip():
        raise ActRefused(_("Say why it is corrected."))
    if not changed.get("title", matter.title).strip():
        raise ActRefused(_("The title is missing: say in one line what is to be solved."))
    before = {name: getattr(matter, name) for name in changed}
    for name, value in changed.items():
        setattr(matter, name, value)
    matter.save(update_fields=list(changed))
    index_matter(matter)
    record(
        matter,
        "correct",
        by=by,
        at=at,
        act_id=act_id,
        fields=sorted(changed),
        before={name: _plain(value) for name, value in before.items() if name not in PERSONAL},
        private={"reason": reason, **{f"{name}_before": before[name] for name in PERSONAL & set(before)}},
    )
    return matter


def _plain(value: Any) -> str:
    """A row by its key: what it is called may be somebody's words."""
    return str(getattr(value, "pk", value))


@act
def tell_petitioner(
    petitioner: Petitioner, *, how: str, on: date, by: User | None, at: datetime, act_id: UUID
) -> Petitioner:
    """Note that somebody who raised the matter was told what became of it, and how.

    Raises ActRefused for an unknown way or a day in the future.
    """
    matter = Matter.objects.locked(petitioner.matter)
    MATTER_LIFECYCLE.check(matter, "tell", by=by)
    petitioner = Petitioner.objects.locked(petitioner)
    if how not in Petitioner.Way.values or how == Petitioner.Way.NONE:
        raise ActRefused(_("Say how the person was told."))
    if on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    petitioner.told_at = at if on == localdate(at) else make_aware(datetime.combine(on, time()))
    petitioner.told_how = how
    petitioner.save(update_fields=["told_at", "told_how"])
    record(matter, "tell", by=by, at=at, act_id=act_id, petitioner=petitioner.pk, how=how, on=on)
    return petitioner


@act
def attach_file(
    matter: Matter, *, upload: Any, caption: str, by: User | None, at: datetime, act_id: UUID
) -> MatterFile:
    """Enclose a photo or a document.

    Raises ActRefused (UploadRefused) for a file that is too large, of another kind than it says, or not
    readable.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "attach", by=by)
    file = keep_upload(matter.township, upload, by=by, at=at)
    link = MatterFile.objects.create(
        township_id=matter.township_id, matter=matter, file=file, caption=caption
    )
    record(matter, "attach", by=by, at=at, act_id=act_id, sha256=file.sha256, private={"caption": caption})
    return link


@act
def erase_petitioner(
    petitioner: Petitioner,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    words: bool = False,
) -> Petitioner:
    """Erase a voter's name and telephone at the voter's demand or when they are no longer needed (PIPL art.
    47).

    With `words` (the clerk found personal data in the text) the matter's title, situation and request are
    erased too, in the journal as well, and those of the voter's own matters that were merged with it. The
    acts on the matter stay, and the journal's digests still verify.

    Raises ActRefused for a deputy (whose name is public), a second erasure, or without a reason.
    """
    matter = Matter.objects.locked(petitioner.matter)
    MATTER_LIFECYCLE.check(matter, "erase", by=by)
    petitioner = Petitioner.objects.locked(petitioner)
    if petitioner.deputy_id is not None:
        raise ActRefused(_("A deputy acts in public office; the name is not erased."))
    if petitioner.erased_at is not None:
        raise ActRefused(_("The personal data were erased already."))
    if not reason.strip():
        raise ActRefused(_("Say why the data are erased."))
    rows = [petitioner, *_copies(matter, petitioner)]
    for row in rows:
        row.voter_name, row.voter_phone, row.erased_at = "", "", at
        row.save(update_fields=["voter_name", "voter_phone", "erased_at"])
    matters = _voiced_in(matter, rows)
    for voiced in matters:
        _erase_words(voiced, at, names=ERASED_TEXTS if words else set())
    record(
        matter,
        "erase",
        by=by,
        at=at,
        act_id=act_id,
        petitioners=[row.pk for row in rows],
        words=words,
        private={"reason": reason},
    )
    return petitioner


ERASED_TEXTS = PERSONAL | {f"{name}_before" for name in PERSONAL}


def _voiced_in(matter: Matter, rows: list[Petitioner]) -> list[Matter]:
    """This matter, and the others that the voter raised: where only a merger put the name, the words are
    another's.
    """
    raised = {row.matter_id for row in rows if row.position == 0} - {matter.pk}
    others = Matter.objects.of(matter.township).filter(pk__in=raised).select_for_update(of=("self",))
    return [matter, *others.order_by("id")]


def _erase_words(matter: Matter, at: datetime, *, names: set[str]) -> None:
    """Empty these texts of a matter and of its journal; with none named, only what its acts were told."""
    erase_private_texts(matter, names=names, at=at)
    if not names:
        return
    matter.title, matter.situation, matter.request = _("(erased as the law demands)"), "", ""
    matter.save(update_fields=sorted(PERSONAL))
    index_matter(matter)


def _copies(matter: Matter, petitioner: Petitioner) -> list[Petitioner]:
    """The same voter in the matters that this one was merged into or that were merged into it."""
    merged: set[UUID] = {matter.pk}
    known: set[UUID] = set()
    while merged - known:
        known = set(merged)
        near = Matter.objects.of(matter.township).filter(Q(pk__in=known) | Q(merged_into__in=known))
        for key, into in near.values_list("pk", "merged_into"):
            merged |= {key, into} if into else {key}
    voters = Petitioner.objects.of(matter.township).filter(matter__in=merged, role=Petitioner.Role.VOTER)
    same = (petitioner.voter_name, petitioner.voter_phone)
    others = voters.exclude(pk=petitioner.pk).select_for_update(of=("self",)).order_by("id")
    return [row for row in others if same != ("", "") and (row.voter_name, row.voter_phone) == same]
