"""Verifying (核验, 再监督): somebody other than the unit goes to look; only this closes it as solved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.files.actions import keep_upload
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.clocks import (
    SAVED_DUE,
    lift_clocks,
    refresh_due,
    start_clock,
    stop_all_clocks,
    stop_clocks,
)
from huiyin.matters.actions.rounds import current_round, end_round, is_dissatisfied, require_window_closed
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.checks import Verification, VerificationFile, Verifier
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Deputy, Membership, User


@dataclass(frozen=True)
class Sighting:
    """What the verifiers saw, when and where, and what they say of it."""

    on: date
    result: str
    note: str
    verifiers: Sequence[Deputy]
    on_site: bool = True
    place: str = ""
    photos: Sequence[Any] = ()


@act
def verify_matter(
    matter: Matter, *, sighting: Sighting, by: User | None, at: datetime, act_id: UUID
) -> Verification:
    """Record a verification made by people who belong to none of the units that handled the matter.

    “Solved” closes the matter, unless a signer was dissatisfied: then a reasoned decision of the presidium
    closes it, or the next round opens. Anything else leaves it waiting for the next round, a promise, a
    referral or such a decision, with the hand-over clock running.

    Raises ActRefused for a verifier of a handling unit, an open window, a missing note or verifier, a wrong
    day.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "verify", by=by)
    round_ = current_round(matter)
    _require_complete(matter, round_, sighting, localdate(at))
    _require_outsiders(matter, sighting.verifiers)
    verification = _store(matter, round_, sighting, by, at)
    matter.verified = sighting.result
    if sighting.result == Verification.Result.SOLVED:
        _solved(matter, round_, sighting.on, at)
    else:
        _not_solved(matter, round_, sighting.on, at)
    matter.save(update_fields=["state", "verified", "closed_at", *SAVED_DUE])
    record(
        matter,
        "verify",
        by=by,
        at=at,
        act_id=act_id,
        round=round_.number,
        on=sighting.on,
        on_site=sighting.on_site,
        result=sighting.result,
        verifiers=[deputy.pk for deputy in sighting.verifiers],
        photos=[link.file.sha256 for link in verification.files.select_related("file")],
        private={"note": sighting.note, "place": sighting.place},
    )
    return verification


def _require_complete(matter: Matter, round_: Round, sighting: Sighting, today: date) -> None:
    require_window_closed(matter, today)
    require_same_township(matter.township_id, *sighting.verifiers)
    if sighting.result not in Verification.Result.values:
        raise ActRefused(_("Say whether it is solved, partly solved, not solved, or cannot be told."))
    if not sighting.note.strip():
        raise ActRefused(_("Say what was seen: without it a verification proves nothing."))
    if not sighting.verifiers:
        raise ActRefused(_("Name at least one deputy who verified."))
    if len({deputy.pk for deputy in sighting.verifiers}) < len(sighting.verifiers):
        raise ActRefused(_("A deputy stands among the verifiers twice."))
    if left := [d.name for d in sighting.verifiers if d.ended_on is not None and d.ended_on < sighting.on]:
        raise ActRefused(_("%(name)s was no longer a deputy on that day.") % {"name": left[0]})
    since = round_.replied_on or round_.handed_over_on
    if not since <= sighting.on <= today:
        raise ActRefused(_("The day of the verification must lie between the reply and today."))


def _require_outsiders(matter: Matter, verifiers: Sequence[Deputy]) -> None:
    """A unit never verifies its own work: neither who is employed there nor who answers for it."""
    units = set(matter.assignments.values_list("unit_id", flat=True))
    for deputy in verifiers:
        own = {deputy.employer_id} | set(
            Membership.objects.filter(
                township_id=matter.township_id,
                ended_at__isnull=True,
                unit__isnull=False,
                user__in=Membership.objects.filter(township_id=matter.township_id, deputy=deputy).values(
                    "user"
                ),
            ).values_list("unit_id", flat=True)
        )
        if own & units:
            raise ActRefused(
                _("%(name)s belongs to a unit that handled this matter and cannot verify it; name another.")
                % {"name": deputy.name}
            )


def _store(matter: Matter, round_: Round, sighting: Sighting, by: User | None, at: datetime) -> Verification:
    verification = Verification.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=round_,
        on=sighting.on,
        on_site=sighting.on_site,
        place=sighting.place,
        result=sighting.result,
        note=sighting.note,
    )
    Verifier.objects.bulk_create(
        Verifier(township_id=matter.township_id, verification=verification, deputy=deputy)
        for deputy in sighting.verifiers
    )
    for photo in sighting.photos:
        file = keep_upload(matter.township, photo, by=by, at=at)
        VerificationFile.objects.create(township_id=matter.township_id, verification=verification, file=file)
    return verification


def _solved(matter: Matter, round_: Round, on: date, at: datetime) -> None:
    stop_clocks(matter, ["verify", "hand_over"], at=at, done_on=on)
    lift_clocks(matter, ["evaluate"], at=at)
    if is_dissatisfied(round_) and not round_.decisions.exists():
        _wait_for_decision(matter, round_, on)
        return
    close_as_solved(matter, "verify", on=on, at=at)


def close_as_solved(matter: Matter, act_name: str, *, on: date, at: datetime) -> None:
    """Close a verified matter (not saved); part of the act that brought the last thing wanting."""
    MATTER_LIFECYCLE.move(matter, act_name, by=None, to=MatterState.SOLVED)
    matter.closed_at = at
    end_round(matter, Round.Verdict.SOLVED, on)
    stop_all_clocks(matter, at=at)
    refresh_due(matter)


def _not_solved(matter: Matter, round_: Round, on: date, at: datetime) -> None:
    stop_clocks(matter, ["verify", "hand_over"], at=at, done_on=on)
    lift_clocks(matter, ["evaluate"], at=at)
    _wait_for_decision(matter, round_, on)


def _wait_for_decision(matter: Matter, round_: Round, on: date) -> None:
    """Never in silence: until a next round, promise, referral or decision comes, the matter is due."""
    MATTER_LIFECYCLE.move(matter, "verify", by=None)
    start_clock(matter, "hand_over", events={"receipt": on}, round_=round_)
    refresh_due(matter)
