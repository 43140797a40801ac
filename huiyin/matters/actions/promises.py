"""Promises: tracked until they are kept or broken; they outlive the year and the term of office."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.clocks import SAVED_DUE, lift_clocks, refresh_due, start_clock, stop_clocks
from huiyin.matters.actions.rounds import current_round, is_dissatisfied, require_window_closed
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.matter import Matter
from huiyin.people.models import User


@act
def track_promise(matter: Matter, *, by: User | None, at: datetime, act_id: UUID) -> Matter:
    """Let the matter wait for what was promised; it comes back on the day the first promise falls due.

    Where a signer is dissatisfied only a promise of this very round is worth waiting for, unless the
    presidium has decided.

    Raises ActRefused when nothing is promised or the window of evaluation is open.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "track", by=by)
    require_window_closed(matter, localdate(at))
    _require_promise(matter)
    stop_clocks(matter, ["hand_over"], at=at, done_on=localdate(at))
    lift_clocks(matter, ["verify", "evaluate"], at=at)
    MATTER_LIFECYCLE.move(matter, "track", by=by)
    refresh_due(matter)
    matter.save(update_fields=["state", *SAVED_DUE])
    record(matter, "track", by=by, at=at, act_id=act_id, due_on=matter.due_on)
    return matter


def _require_promise(matter: Matter) -> None:
    promised = Promise.objects.open().filter(township_id=matter.township_id, matter=matter)
    if not promised.exists():
        raise ActRefused(_("There is no open promise to wait for."))
    round_ = current_round(matter)
    if not is_dissatisfied(round_) or round_.decisions.exists():
        return
    if not promised.filter(reply__round=round_).exists():
        raise ActRefused(
            _("A deputy is dissatisfied, and nothing was promised in this round: open the next one.")
        )


@act
def settle_promise(
    promise: Promise,
    *,
    state: str,
    on: date,
    by: User | None,
    at: datetime,
    act_id: UUID,
    reason: str = "",
    new_due_on: date | None = None,
    checked_by: Verification | None = None,
) -> Promise:
    """Say what became of a promise: kept, broken, extended to a later day, or dropped.

    `on` is the day on which it was kept, broken, extended or dropped, not the day of the check.

    “Kept” needs the verification that saw it or a word on how it was checked; the others need the reason.
    When a tracked matter's last promise is kept it goes to verification; a broken one calls for the next
    round.

    Raises ActRefused when it was settled before, the proof, reason or new date is missing, or the day lies
    before the reply that promised it.
    """
    require_same_township(promise.township_id, checked_by)
    matter = Matter.objects.locked(promise.matter)
    MATTER_LIFECYCLE.check(matter, "settle_promise", by=by)
    promise = Promise.objects.locked(promise)
    _require_proof(promise, state, reason, new_due_on, checked_by)
    if on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    if on < promise.reply.replied_on:
        raise ActRefused(_("A promise cannot be settled before the reply that made it."))
    promise.state, promise.reason, promise.checked_by = state, reason, checked_by
    if state == Promise.State.EXTENDED and new_due_on is not None:
        promise.due_on = new_due_on
    else:
        promise.settled_on = on
    promise.save(update_fields=["state", "reason", "checked_by", "due_on", "settled_on"])
    _after(matter, state, on)
    refresh_due(matter)
    matter.save(update_fields=["state", *SAVED_DUE])
    record(
        matter,
        "settle_promise",
        by=by,
        at=at,
        act_id=act_id,
        promise=promise.pk,
        state=state,
        on=on,
        due_on=promise.due_on,
        private={"what": promise.what, "reason": reason},
    )
    return promise


def _require_proof(
    promise: Promise, state: str, reason: str, new_due_on: date | None, checked_by: Verification | None
) -> None:
    if promise.settled_on is not None:
        raise ActRefused(_("This promise was settled on %(day)s.") % {"day": promise.settled_on})
    if state not in Promise.State.values or state == Promise.State.OPEN:
        raise ActRefused(_("Say whether it was kept, broken, extended or dropped."))
    if checked_by is not None and checked_by.matter_id != promise.matter_id:
        raise ActRefused(_("This verification is of another matter."))
    if state == Promise.State.KEPT and checked_by is None and not reason.strip():
        raise ActRefused(_("Say how it was checked that the promise was kept."))
    if state != Promise.State.KEPT and not reason.strip():
        raise ActRefused(_("Say why."))
    if state == Promise.State.EXTENDED and (new_due_on is None or new_due_on <= promise.due_on):
        raise ActRefused(_("Give the new date; it must lie after %(day)s.") % {"day": promise.due_on})


def _after(matter: Matter, state: str, on: date) -> None:
    """A tracked matter leaves tracking when a promise was broken or none is left open."""
    if matter.state != MatterState.TRACKING:
        return
    open_left = Promise.objects.open().filter(township_id=matter.township_id, matter=matter).exists()
    if open_left and state != Promise.State.BROKEN:
        return
    MATTER_LIFECYCLE.move(matter, "settle_promise", by=None, to=MatterState.IN_CHECK)
    broken = state == Promise.State.BROKEN
    code, event = ("hand_over", "receipt") if broken else ("verify", "reply")
    start_clock(matter, code, events={event: on}, round_=current_round(matter))
