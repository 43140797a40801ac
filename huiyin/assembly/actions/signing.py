"""Signing jointly: deputies who hold a seat are entered as signers, each is asked and confirms, or takes the
signature back. It goes so for motions, recalls and interpellations.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils.translation import gettext as _

from huiyin.assembly.lifecycle import INTERPELLATION_LIFECYCLE, MOTION_LIFECYCLE
from huiyin.assembly.models.motions import (
    Interpellation,
    Motion,
    MotionSigner,
    Signature,
)
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.signing import Joint, Signer, is_joint, signers_of, signing_of
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, User
from huiyin.people.permissions import is_clerk


@act
def sign_motion(
    motion: Motion,
    *,
    add: Sequence[Deputy] = (),
    withdraw: Sequence[Deputy] = (),
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Motion:
    """Enter deputies who sign, or note that some take their signature back; only who holds a seat signs
    [ZZF 22]. Whoever is entered must still confirm it.

    Raises ActRefused for a deputy without a seat (named), or one who signs already; PermissionDenied.
    """
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.check(motion, "sign_motion", by=by)
    _change_signers(motion, add, withdraw, by=by, at=at)
    record(motion, "sign_motion", by=by, at=at, act_id=act_id, **_numbers(motion, add, withdraw))
    return motion


@act
def sign_interpellation(
    interpellation: Interpellation,
    *,
    add: Sequence[Deputy] = (),
    withdraw: Sequence[Deputy] = (),
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Interpellation:
    """The same for an interpellation [ZZF 24]."""
    interpellation = Interpellation.objects.locked(interpellation)
    INTERPELLATION_LIFECYCLE.check(interpellation, "sign_interpellation", by=by)
    _change_signers(interpellation, add, withdraw, by=by, at=at)
    numbers = _numbers(interpellation, add, withdraw)
    record(interpellation, "sign_interpellation", by=by, at=at, act_id=act_id, **numbers)
    return interpellation


@act
def confirm_signer(
    signer: MotionSigner, *, how: str, by: User | None, at: datetime, act_id: UUID
) -> MotionSigner:
    """One signer of a motion confirmed that they sign, and how the office heard it."""
    motion = Motion.objects.locked(signer.motion)
    MOTION_LIFECYCLE.check(motion, "confirm_signer", by=by)
    _confirm(motion, [signer.deputy], how, by=by, at=at)
    record(motion, "confirm_signer", by=by, at=at, act_id=act_id, confirmed_how=how, **_numbers(motion))
    signer.refresh_from_db()
    return signer


@act
def confirm_signers(
    motion: Motion, *, deputies: Sequence[Deputy], how: str, by: User | None, at: datetime, act_id: UUID
) -> Motion:
    """Several signers of a motion confirmed in the same way: a paper that bears all their signatures."""
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.check(motion, "confirm_signer", by=by)
    _confirm(motion, deputies, how, by=by, at=at)
    record(motion, "confirm_signer", by=by, at=at, act_id=act_id, confirmed_how=how, **_numbers(motion))
    return motion


@act
def confirm_interpellation(
    interpellation: Interpellation,
    *,
    deputies: Sequence[Deputy],
    how: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Interpellation:
    """Signers of an interpellation confirmed that they sign."""
    interpellation = Interpellation.objects.locked(interpellation)
    INTERPELLATION_LIFECYCLE.check(interpellation, "confirm_interpellation", by=by)
    _confirm(interpellation, deputies, how, by=by, at=at)
    numbers = _numbers(interpellation)
    record(
        interpellation, "confirm_interpellation", by=by, at=at, act_id=act_id, confirmed_how=how, **numbers
    )
    return interpellation


def require_may_draft(row: Any, lead: Deputy | None, by: User | None) -> None:
    """The clerk types in from paper; a deputy begins what they lead themselves. Raises PermissionDenied."""
    own = _own(row, by)
    if own is not None and (lead is None or lead.pk not in own):
        raise PermissionDenied("draft")


def enter_signers(
    row: Joint, deputies: Sequence[Deputy], *, on_paper: bool, by: User | None, at: datetime
) -> None:
    """Part of drafting: the signers in their order, the first leads. A paper that bears their signatures
    confirms them all, once the clerk has seen it; a deputy who drafts confirms their own.
    """
    _add(row, deputies, at)
    own = _own(row, by)
    if own is not None and on_paper:
        raise PermissionDenied("signed_on_paper")
    if on_paper:
        _note(signers_of(row), Signature.How.PAPER, at)
    elif own is not None:
        _note([one for one in signers_of(row) if one.deputy_id in own], Signature.How.ACCOUNT, at)


def ask_anew(row: Joint) -> int:
    """Part of changing the text: whoever confirmed the former words is asked again. How many they are."""
    confirmed = row.signers.filter(withdrawn_at__isnull=True, confirmed_at__isnull=False)
    return confirmed.update(confirmed_at=None, confirmed_how="")


def require_enough_signers(row: Joint, at: datetime) -> int:
    """Handing in needs so many confirmed signers who hold a seat at that moment; says how many there are.

    Raises ActRefused with both numbers and the names of those who do not count yet.
    """
    signing = signing_of(row, at)
    if signing.is_enough:
        return len(signing.counted)
    words = {"needed": signing.needed, "count": len(signing.counted)}
    said = [_("It needs %(needed)s confirmed signers who hold a seat; there are %(count)s.") % words]
    if signing.waiting:
        said.append(_("Not confirmed yet: %(names)s.") % {"names": names_of(signing.waiting)})
    if signing.unseated:
        said.append(_("Without a seat: %(names)s.") % {"names": names_of(signing.unseated)})
    raise ActRefused(" ".join(said))


def names_of(signers: Sequence[Signer]) -> str:
    return _(", ").join(one.deputy.name for one in signers)


def require_lead_or_clerk(row: Joint, by: User | None) -> None:
    """Whoever leads speaks for all who signed; the others may take their own signature back.

    Raises ActRefused for another signer.
    """
    own = _own(row, by)
    if own is not None and not {one.deputy_id for one in signers_of(row)[:1]} & own:
        raise ActRefused(_("Only the deputy who leads may do this; you may take back your own signature."))


def _own(row: Any, by: User | None) -> frozenset[UUID] | None:
    """Whom somebody who is not of the office speaks for: themselves. None: the office speaks for all."""
    if by is None or is_clerk(by, row):
        return None
    return by.standing_in(row.township_id).deputy_ids


def _change_signers(
    row: Joint, add: Sequence[Deputy], withdraw: Sequence[Deputy], *, by: User | None, at: datetime
) -> None:
    require_same_township(row.township_id, *add, *withdraw)
    if not add and not withdraw:
        raise ActRefused(_("Name who signs, or who takes the signature back."))
    _take_back(row, withdraw, by, at)
    if add:
        _add(row, add, at)


def _add(row: Joint, deputies: Sequence[Deputy], at: datetime) -> None:
    require_same_township(row.township_id, *deputies)
    if deputies and not is_joint(row):
        raise ActRefused(_("What the presidium or the government brings has no signers."))
    _require_seats(row, deputies, at)
    there = {one.deputy_id for one in signers_of(row)}
    wanted = [deputy.pk for deputy in deputies]
    if len(set(wanted)) < len(wanted) or there & set(wanted):
        raise ActRefused(_("A deputy stands among the signers twice."))
    back = {one.deputy_id: one for one in row.signers.filter(deputy__in=wanted)}  # who signs after all
    last = row.signers.aggregate(last=Max("position"))["last"]
    for position, deputy in enumerate(deputies, 0 if last is None else last + 1):
        signer = back.get(deputy.pk) or row.signers.model(township_id=row.township_id, deputy=deputy)
        setattr(signer, row._meta.model_name or "", row)
        signer.position, signer.withdrawn_at = position, None
        signer.save()


def _require_seats(row: Joint, deputies: Sequence[Deputy], at: datetime) -> None:
    seated = deputies_at(row.convocation.session.term, at).filter(pk__in=[one.pk for one in deputies])
    held = set(seated.values_list("pk", flat=True))
    without = [one.name for one in deputies if one.pk not in held]
    if without:
        raise ActRefused(
            _("Only a deputy who holds a seat of this congress signs. Without a seat: %(names)s.")
            % {"names": _(", ").join(without)}
        )


def _take_back(row: Joint, deputies: Sequence[Deputy], by: User | None, at: datetime) -> None:
    """The clerk notes it for anybody, a deputy for themselves; who leads strikes who never confirmed."""
    signers = _standing(row, deputies)
    own = _own(row, by)
    if own is not None:
        leads = bool({one.deputy_id for one in signers_of(row)[:1]} & own)
        for one in signers:
            if one.deputy_id not in own and not (leads and one.confirmed_at is None):
                raise ActRefused(_("Only %(name)s may take back this signature.") % {"name": one.deputy.name})
    rows = row.signers.filter(pk__in=[one.pk for one in signers])
    rows.update(withdrawn_at=at, confirmed_at=None, confirmed_how="")


def _standing(row: Joint, deputies: Sequence[Deputy]) -> list[Signer]:
    """The signatures of these deputies. Raises ActRefused for one who does not sign."""
    found = {one.deputy_id: one for one in signers_of(row)}
    strangers = [deputy.name for deputy in deputies if deputy.pk not in found]
    if strangers:
        raise ActRefused(_("%(names)s does not sign it.") % {"names": _(", ").join(strangers)})
    return [found[deputy.pk] for deputy in deputies]


def _confirm(row: Joint, deputies: Sequence[Deputy], how: str, *, by: User | None, at: datetime) -> None:
    """The clerk hears it on paper, in person or by telephone; a deputy says it with their own account."""
    require_same_township(row.township_id, *deputies)
    if not deputies:
        raise ActRefused(_("Choose who confirmed."))
    if how not in Signature.How.values:
        raise ActRefused(_("Say how it was confirmed."))
    own = _own(row, by)
    if own is not None and (how != Signature.How.ACCOUNT or not {one.pk for one in deputies} <= own):
        raise PermissionDenied("confirm")
    _require_seats(row, deputies, at)
    signers = _standing(row, deputies)
    if told := [one for one in signers if one.confirmed_at]:
        raise ActRefused(_("%(names)s confirmed already.") % {"names": names_of(told)})
    _note(signers, how, at)


def _note(signers: Sequence[Signer], how: str, at: datetime) -> None:
    for one in signers:
        one.confirmed_at, one.confirmed_how = at, how
        one.save(update_fields=["confirmed_at", "confirmed_how"])


def _numbers(row: Joint, add: Sequence[Deputy] = (), withdraw: Sequence[Deputy] = ()) -> dict[str, Any]:
    signers = signers_of(row)
    return {
        "signers": len(signers),
        "confirmed": len([one for one in signers if one.confirmed_at]),
        "signed": [deputy.pk for deputy in add],
        "unsigned": [deputy.pk for deputy in withdraw],
    }
