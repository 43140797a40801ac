"""What does not go its own way: returned for completion, declined, merged with another, withdrawn."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.clocks import SAVED_DUE, refresh_due, stop_all_clocks
from huiyin.matters.actions.indexing import index_matter
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.models.outcomes import Refusal
from huiyin.people.models import User
from huiyin.people.permissions import is_clerk


@act
def return_matter(
    matter: Matter, *, ground: str, text: str, by: User, at: datetime, act_id: UUID, on: date
) -> Matter:
    """Return a submitted matter so that it can be completed; say what is wanting.

    Raises ActRefused for an unknown ground or without a word on what is wanting.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.move(matter, "return", by=by)
    if ground not in Refusal.Ground.values:
        raise ActRefused(_("Choose the ground on which it is returned."))
    if not text.strip():
        raise ActRefused(_("Say what is to be completed."))
    matter.save(update_fields=["state"])
    _refuse(matter, Refusal.Kind.RETURNED, ground, text, on)
    record(matter, "return", by=by, at=at, act_id=act_id, ground=ground, private={"text": text})
    return matter


@act
def decline_matter(
    matter: Matter, *, ground: str, text: str, by: User, at: datetime, act_id: UUID, on: date
) -> Matter:
    """Do not accept a matter, on one of the grounds that the rules name (own affairs, before a court, ...).

    Raises ActRefused for an unknown ground.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.move(matter, "decline", by=by)
    if ground not in Refusal.Ground.values:
        raise ActRefused(_("Choose the ground on which it is declined."))
    _close(matter, at)
    _refuse(matter, Refusal.Kind.DECLINED, ground, text, on)
    record(matter, "decline", by=by, at=at, act_id=act_id, ground=ground, private={"text": text})
    return matter


def _refuse(matter: Matter, kind: str, ground: str, text: str, on: date) -> None:
    Refusal.objects.create(
        township_id=matter.township_id, matter=matter, kind=kind, ground=ground, text=text, on=on
    )


@act
def merge_matter(matter: Matter, *, into: Matter, by: User, at: datetime, act_id: UUID) -> Matter:
    """Merge a matter into another that asks for the same; its signers join the other, so each is still
    answered.

    If the names of one are to be kept secret, those of both are.

    Raises ActRefused when both are one, or the other is not yet registered, answered already or closed.
    """
    require_same_township(matter.township_id, into)
    # two mergers at once take their locks in the same order
    held = {row.pk: Matter.objects.locked(row) for row in sorted((matter, into), key=lambda row: row.pk)}
    matter, into = held[matter.pk], held[into.pk]
    MATTER_LIFECYCLE.move(matter, "merge", by=by)
    if into.pk == matter.pk:
        raise ActRefused(_("A matter cannot be merged into itself."))
    if not into.is_open or not into.serial:
        raise ActRefused(_("Merge into a registered matter that is still open."))
    answered = into.replies.filter(round__number=into.round).exists()
    if answered or into.state not in (MatterState.REGISTERED, MatterState.IN_HAND):
        raise ActRefused(
            _("%(number)s was answered already; its reply could no longer go to who signs with it.")
            % {"number": into}
        )
    matter.merged_into = into
    if matter.secrecy and not into.secrecy:
        into.secrecy = True
        into.save(update_fields=["secrecy"])
    _close(matter, at, "merged_into")
    joined = _join_signers(matter, into)
    record(
        matter,
        "merge",
        by=by,
        at=at,
        act_id=act_id,
        into=into.pk,
        number=into.number,
        joined=joined,
        secrecy=into.secrecy,
    )
    return matter


def _join_signers(matter: Matter, into: Matter) -> int:
    there = set(into.petitioners.filter(deputy__isnull=False).values_list("deputy_id", flat=True))
    position = into.petitioners.count()
    new = [
        Petitioner(
            township_id=into.township_id,
            matter=into,
            deputy_id=old.deputy_id,
            voter_name=old.voter_name,
            voter_phone=old.voter_phone,
            way=old.way,
            position=position + n,
            role=Petitioner.Role.COSIGNER if old.deputy_id else Petitioner.Role.VOTER,
        )
        for n, old in enumerate(matter.petitioners.order_by("position"))
        if old.deputy_id not in there and old.erased_at is None
    ]
    Petitioner.objects.bulk_create(new)
    index_matter(into)
    return len(new)


@act
def withdraw_matter(matter: Matter, *, reason: str, by: User, at: datetime, act_id: UUID) -> Matter:
    """Who raised the matter takes it back before it is answered: who leads, or the office for them.

    Raises ActRefused without a reason, or for one who only signed with others.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.move(matter, "withdraw", by=by)
    if by is not None and not is_clerk(by, matter) and not _leads(matter, by):
        raise ActRefused(_("Only the deputy who leads, or the office, withdraws what several have signed."))
    if not reason.strip():
        raise ActRefused(_("Say why it is withdrawn."))
    for round_ in matter.rounds.filter(closed_on__isnull=True):
        round_.verdict, round_.closed_on = "withdrawn", localdate(at)
        round_.save(update_fields=["verdict", "closed_on"])
    _close(matter, at)
    record(matter, "withdraw", by=by, at=at, act_id=act_id, private={"reason": reason})
    return matter


def _leads(matter: Matter, by: User) -> bool:
    own = by.standing_in(matter.township_id).deputy_ids
    return matter.petitioners.filter(role=Petitioner.Role.LEAD, deputy__in=own).exists()


def _close(matter: Matter, at: datetime, *more: str) -> None:
    stop_all_clocks(matter, at=at)
    matter.closed_at = at
    refresh_due(matter)
    matter.save(update_fields=["state", "closed_at", *SAVED_DUE, *more])
