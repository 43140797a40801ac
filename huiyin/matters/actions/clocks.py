"""The clocks of a matter: started, stopped and reckoned anew, always as part of an act.

Which period applies is data (the township's rules); what starts a clock and what stops it is the loop's own.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Min, Q
from django.utils.timezone import localdate, make_aware

from huiyin.core.tenancy import uuid7
from huiyin.deadlines.queries import RuleSet, rules_of
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.journal.models import Channel
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import EvaluationForm, Verification
from huiyin.matters.models.handling import Assignment, Clock, Round
from huiyin.matters.models.matter import Matter
from huiyin.people.models import PersonalLink
from huiyin.townships.models import Township

log = logging.getLogger(__name__)

REPLY_RULES = ("reply", "reply_extended", "reply_again")

# Whose date the worklist shows in each state: the next one by which somebody must have acted.
DUE_RULES: dict[str, tuple[str, ...]] = {
    MatterState.REGISTERED: ("hand_over",),
    MatterState.IN_HAND: REPLY_RULES,
    MatterState.ANSWERED: ("verify",),
    MatterState.IN_CHECK: ("verify", "hand_over"),
}


def start_clock(
    matter: Matter,
    code: str,
    *,
    events: dict[str, date],
    rules: RuleSet | None = None,
    round_: Round | None = None,
    assignment: Assignment | None = None,
) -> Clock | None:
    """Start a legal clock; None when the town's rules lay down no period for it.

    `events` says on which days those things happened that may start a clock (`receipt`, `session_end`,
    `hand_over`, `reply`, `window_closed`, `round_opened`, ...); the rule picks its own, or its fallback where
    that never happened.
    """
    rules = rules or rules_of(matter.township)
    if not rules.has_clock(code):
        return None
    rule = rules.rule(code)
    event = rule.start_event if rule.start_event in events else rule.fallback_event
    reckoning = rules.clock(code).start(events[event], event=event)
    return Clock.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=round_,
        assignment=assignment,
        rule=code,
        start_on=reckoning.start,
        due_on=reckoning.due_on,
        reckoning=reckoning.as_json(),
    )


def stop_clocks(
    matter: Matter,
    codes: Iterable[str],
    *,
    at: datetime,
    done_on: date | None,
    assignment: Assignment | None = None,
) -> bool | None:
    """Stop the running clocks of these rules; `done_on` is the day the thing was done, None when it was
    lifted.

    Returns whether all were met, or None when none ran or the clock was lifted.
    """
    running = Clock.objects.running().filter(
        township_id=matter.township_id, matter=matter, rule__in=list(codes)
    )
    if assignment is not None:
        running = running.filter(assignment=assignment)
    met: bool | None = None
    for clock in running.select_for_update():
        clock.stopped_at = at
        clock.met = None if done_on is None else done_on <= clock.due_on
        clock.save(update_fields=["stopped_at", "met"])
        met = clock.met if met is None else bool(met and clock.met)
    return met


def lift_clocks(matter: Matter, codes: Iterable[str], *, at: datetime) -> None:
    """Let these clocks end without saying that they were met or missed: nothing is due of them any more."""
    stop_clocks(matter, codes, at=at, done_on=None)


def stop_all_clocks(matter: Matter, *, at: datetime) -> None:
    """Lift every running clock: the matter is closed or left its round."""
    running = Clock.objects.running().filter(township_id=matter.township_id, matter=matter)
    running.update(stopped_at=at)


def refresh_due(matter: Matter) -> None:
    """Set the matter's next date (not saved) from what runs; a function of its rows alone."""
    matter.due_on, matter.due_rule = due_of(matter)


def due_of(matter: Matter) -> tuple[date | None, str]:
    """The next legal date of a matter and its rule; nothing when no date binds it now.

    Where the town's rules lay down no period there is no date: one that waits for a look keeps the rule
    alone, one that waits for what comes next (round, promise, referral, decision) not even that.
    """
    if matter.state == MatterState.TRACKING:
        promises = Promise.objects.open().filter(township_id=matter.township_id, matter=matter)
        first = promises.aggregate(first=Min("due_on"))["first"]
        return first, "promise_followup" if first else ""
    codes = DUE_RULES.get(matter.state, ())
    running = Clock.objects.running().filter(township_id=matter.township_id, matter=matter, rule__in=codes)
    clock = running.order_by("due_on", "id").first() if codes else None
    if clock is not None:
        return clock.due_on, clock.rule
    if matter.state == MatterState.IN_CHECK and not _waits_for_decision(matter):
        return None, "verify"
    return None, ""


def _waits_for_decision(matter: Matter) -> bool:
    """Whether somebody has looked in this round and could tell, or a promise of it was broken."""
    if matter.verified:
        return matter.verified != Verification.Result.CANNOT_TELL
    broken = Promise.objects.filter(township_id=matter.township_id, matter=matter, state=Promise.State.BROKEN)
    return broken.filter(reply__round__number=matter.round).exists()


SAVED_DUE = ("due_on", "due_rule")


@act
def recompute_clocks(matter: Matter, *, rules: RuleSet, at: datetime, act_id: UUID) -> Matter:
    """Reckon a matter's running clocks anew after a calendar or a rule changed; each changed date is
    journalled.

    A clock keeps its start; a rule that lost its period leaves the clock as it was reckoned. A matter that
    waits to be handed over gets the clock that the rules now have for it, unless its day were past already:
    nobody is late by a rule that came afterwards.
    """
    matter = Matter.objects.locked(matter)
    moved = [change for clock in _running(matter, localdate(at)) if (change := _moved(clock, rules))]
    moved += _newly_bound(matter, rules, localdate(at))
    if not moved:
        return matter
    _refresh_windows(matter)
    refresh_due(matter)
    matter.save(update_fields=[*SAVED_DUE, "window_closes_on"])
    record(matter, "recompute_clocks", by=None, at=at, act_id=act_id, channel=Channel.SYSTEM, moved=moved)
    return matter


def _running(matter: Matter, today: date) -> list[Clock]:
    """The clocks to reckon anew. One whose day is over keeps it: what was missed stays missed, and what a
    window of evaluation sealed is open.
    """
    running = Clock.objects.running().filter(township_id=matter.township_id, matter=matter)
    clocks = [clock for clock in running.select_for_update() if clock.due_on >= today]
    # the window first: the verification starts where it ends
    return sorted(clocks, key=lambda clock: (clock.rule == "verify", clock.pk))


def _moved(clock: Clock, rules: RuleSet) -> dict[str, str] | None:
    """Reckon one clock anew; what changed, or None."""
    if not rules.has_clock(clock.rule):
        return None
    event = clock.reckoning["event"]
    start = _window_end(clock) if event == "window_closed" else clock.start_on
    reckoning = rules.clock(clock.rule).start(start, event=event)
    if (reckoning.as_json(), reckoning.due_on) == (clock.reckoning, clock.due_on):
        return None
    before = clock.due_on
    clock.start_on, clock.due_on, clock.reckoning = reckoning.start, reckoning.due_on, reckoning.as_json()
    clock.save(update_fields=["start_on", "due_on", "reckoning"])
    if before == clock.due_on:
        return None
    return {"rule": clock.rule, "from": before.isoformat(), "to": clock.due_on.isoformat()}


def _newly_bound(matter: Matter, rules: RuleSet, today: date) -> list[dict[str, str]]:
    """Start the hand-over clock of a waiting matter that had none; what was done, or nothing."""
    if matter.state != MatterState.REGISTERED or not rules.has_clock("hand_over"):
        return []
    events = events_of(matter)
    rule = rules.rule("hand_over")
    event = rule.start_event if rule.start_event in events else rule.fallback_event
    due_on = rules.clock("hand_over").start(events[event], event=event).due_on
    known = Clock.objects.filter(township_id=matter.township_id, matter=matter, rule="hand_over")
    if due_on < today or known.exists():
        return []
    start_clock(matter, "hand_over", events=events, rules=rules)
    return [{"rule": "hand_over", "from": "", "to": due_on.isoformat()}]


def events_of(matter: Matter) -> dict[str, date]:
    """What happened to a matter before it was handed over, by day."""
    events = {"receipt": matter.received_on}
    if matter.session is not None:
        events["session_end"] = matter.session.closes_on
    return events


def _window_end(clock: Clock) -> date:
    windows = Clock.objects.filter(township_id=clock.township_id, round=clock.round_id, rule="evaluate")
    return windows.order_by("-id").values_list("due_on", flat=True).first() or clock.start_on


def _refresh_windows(matter: Matter) -> None:
    """Carry a moved end of the window of evaluation to the round, the matter and the personal links of its
    forms.
    """
    window = (
        Clock.objects.running().filter(township_id=matter.township_id, matter=matter, rule="evaluate").first()
    )
    if window is None or window.round_id is None:
        return
    Round.objects.filter(township_id=matter.township_id, pk=window.round_id).update(
        window_closes_on=window.due_on
    )
    matter.window_closes_on = window.due_on
    forms = EvaluationForm.objects.filter(township_id=matter.township_id, round=window.round_id)
    links = PersonalLink.objects.filter(township_id=matter.township_id, pk__in=forms.values("link"))
    links.filter(revoked_at__isnull=True).update(expires_at=end_of(window.due_on))


def end_of(day: date) -> datetime:
    """The midnight with which a day ends, by the town's clock."""
    return make_aware(datetime.combine(day + timedelta(days=1), time()))


@dataclass(frozen=True)
class Recomputed:
    """How many matters were looked at, and those that could not be reckoned anew."""

    matters: int
    failed: tuple[Matter, ...]


def recompute_township(township: Township, *, at: datetime) -> Recomputed:
    """Reckon all running clocks of a township anew, matter by matter; done again, it changes nothing more.

    A matter that fails is left as it was and named in the log; the others are reckoned all the same.
    """
    rules = rules_of(township)
    running = Clock.objects.running().of(township).values("matter")
    bound = Q(pk__in=running) | Q(state=MatterState.REGISTERED)
    matters = list(Matter.objects.of(township).filter(bound).order_by("id"))
    failed = [matter for matter in matters if not _is_recomputed(matter, rules, at)]
    return Recomputed(len(matters), tuple(failed))


def _is_recomputed(matter: Matter, rules: RuleSet, at: datetime) -> bool:
    try:
        recompute_clocks(matter, rules=rules, at=at, act_id=uuid7())
    except Exception:  # whatever is wrong with one matter, the dates of the others must still be right
        log.exception("clocks not reckoned anew township=%s matter=%s", matter.township_id, matter.pk)
        return False
    return True
