"""Handing over: the order to the units that begins a round, the first and every further one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.deadlines.queries import RuleSet, rules_of
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.journal.models import Channel
from huiyin.matters.actions.clocks import (
    REPLY_RULES,
    SAVED_DUE,
    events_of,
    refresh_due,
    start_clock,
    stop_all_clocks,
)
from huiyin.matters.actions.indexing import index_matter
from huiyin.matters.actions.intake import stop_hand_over_clock
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.handling import Assignment, Round
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Unit, User


@dataclass(frozen=True)
class Order:
    """To whom a matter is given and what is asked: one lead with those who assist, or several separately."""

    lead: Unit | None = None
    assisting: Sequence[Unit] = field(default_factory=tuple)
    separate: Sequence[Unit] = field(default_factory=tuple)
    text: str = ""
    wide: bool = False  # wide or difficult: the law's longer limit from the start

    def roles(self) -> list[tuple[Unit, str]]:
        lead = [(self.lead, Assignment.Role.LEAD)] if self.lead else []
        return [
            *lead,
            *((unit, Assignment.Role.ASSISTING) for unit in self.assisting),
            *((unit, Assignment.Role.SEPARATE) for unit in self.separate),
        ]


@act
def hand_over_matter(
    matter: Matter,
    *,
    order: Order,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
    channel: str = Channel.DESK,
) -> Matter:
    """Order units to handle a registered matter; the first round begins and the legal reply clock starts.

    One unit leads and others assist, or at least two handle it separately (Representatives Law art. 51; the
    day of handing over is not counted, Civil Code art. 201).

    Raises ActRefused when the matter is not registered or the order names no unit that must answer.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.move(matter, "hand_over", by=by)
    on = localdate(at)
    if on < matter.received_on:
        raise ActRefused(
            _("It cannot be handed over before it was received (%(day)s).") % {"day": matter.received_on}
        )
    stop_hand_over_clock(matter, at=at, on=on)
    matter.handed_over_on = on
    round_ = _begin_round(matter, order, Round.Reason.FIRST, on)
    matter.save(update_fields=[*SAVED_ROUND, "handed_over_on"])
    index_matter(matter)
    record(
        matter,
        "hand_over",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        channel=channel,
        round=round_.number,
        due_on=matter.due_on,
        **_units(order),
        private=_order_text(order),
    )
    return matter


@act
def open_round(
    matter: Matter,
    *,
    reason: str,
    order: Order,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
) -> Matter:
    """Open the next round: the matter is not solved, deputies are dissatisfied, a promise was broken, or it
    came back.

    The round before ends with the verdict "next round"; the new one has its own legal clock (reply again).

    Raises ActRefused when the records do not bear out the reason, or lie after the day of the new round.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "open_round", by=by)
    on = localdate(at)
    require_window_closed(matter, on)
    _require_after_round(current_round(matter), on)
    _require_ground(matter, reason)
    MATTER_LIFECYCLE.move(matter, "open_round", by=by)
    end_round(matter, Round.Verdict.NEXT_ROUND, on)
    stop_all_clocks(matter, at=at)
    matter.closed_at = None
    round_ = _begin_round(matter, order, reason, on)
    matter.claim, matter.verified, matter.replied_on, matter.window_closes_on = "", "", None, None
    matter.save(
        update_fields=[*SAVED_ROUND, "closed_at", "claim", "verified", "replied_on", "window_closes_on"]
    )
    index_matter(matter)
    record(
        matter,
        "open_round",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        round=round_.number,
        reason=reason,
        due_on=matter.due_on,
        **_units(order),
        private=_order_text(order),
    )
    return matter


SAVED_ROUND = ("state", "round", "lead_unit", *SAVED_DUE)


def _units(order: Order) -> dict[str, Any]:
    return {
        "lead": [order.lead.name] if order.lead else [],
        "assisting": [unit.name for unit in order.assisting],
        "separate": [unit.name for unit in order.separate],
    }


def _order_text(order: Order) -> dict[str, str]:
    return {"order_text": order.text} if order.text else {}


def _begin_round(matter: Matter, order: Order, reason: str, on: date) -> Round:
    """The new round with its orders and clocks; sets the matter's cached columns (not saved)."""
    _require_units(matter, order)
    matter.round += 1
    round_ = Round.objects.create(
        township_id=matter.township_id,
        matter=matter,
        number=matter.round,
        reason=reason,
        order_text=order.text,
        handed_over_on=on,
        wide=order.wide,
    )
    orders = Assignment.objects.bulk_create(
        Assignment(township_id=matter.township_id, matter=matter, round=round_, unit=unit, role=role)
        for unit, role in order.roles()
    )
    matter.lead_unit = lead_unit_of(round_)
    _start_clocks(matter, round_, orders, on)
    refresh_due(matter)
    return round_


def _require_units(matter: Matter, order: Order) -> None:
    units = [unit for unit, _role in order.roles()]
    require_same_township(matter.township_id, *units)
    if order.lead is None and len(order.separate) < 2:
        raise ActRefused(_("Name the unit that leads, or at least two units that handle it separately."))
    if order.lead is not None and order.separate:
        raise ActRefused(_("Either one unit leads, or several handle it separately; not both."))
    if len({unit.pk for unit in units}) < len(units):
        raise ActRefused(_("A unit stands in the order twice."))
    require_open_units(units)


def require_open_units(units: Sequence[Unit]) -> None:
    """A unit that was closed is given nothing more. Raises ActRefused."""
    if closed := [unit.name for unit in units if unit.closed_at]:
        raise ActRefused(
            _("This unit was closed and can no longer be given matters: %(name)s.") % {"name": closed[0]}
        )


def _start_clocks(matter: Matter, round_: Round, orders: list[Assignment], on: date) -> None:
    rules = rules_of(matter.township)
    events = {**events_of(matter), "hand_over": on, "round_opened": on}
    if round_.number > 1:
        events.pop("session_end", None)
    start_clock(matter, reply_rule(round_), events=events, rules=rules, round_=round_)
    start_clock(matter, "first_contact", events=events, rules=rules, round_=round_)
    for order in orders:
        start_clocks_of_order(matter, order, events=events, rules=rules)


def start_clocks_of_order(
    matter: Matter, order: Assignment, *, events: dict[str, date], rules: RuleSet
) -> None:
    """The clocks of one unit's order: its window for sending back, and when its assisting opinion is due."""
    codes = ["send_back", "assist"] if order.role == Assignment.Role.ASSISTING else ["send_back"]
    for code in codes:
        start_clock(matter, code, events=events, rules=rules, round_=order.round, assignment=order)


def lead_unit_of(round_: Round) -> Unit | None:
    """The unit under whose name the round stands in lists: the lead, or the first that handles it
    separately.
    """
    orders = round_.assignments.standing().to_answer().select_related("unit")
    return min(orders, key=lambda order: (order.role != Assignment.Role.LEAD, order.pk)).unit


def reply_rule(round_: Round) -> str:
    """Which of the reply clocks runs in a round: the first, the longer one, or that of a further round."""
    ordinary, longer, again = REPLY_RULES
    if round_.wide:
        return longer
    return ordinary if round_.number == 1 else again


def current_round(matter: Matter) -> Round:
    """The round the matter is in (its last one)."""
    return Round.objects.get(township_id=matter.township_id, matter=matter, number=matter.round)


def end_round(matter: Matter, verdict: str, on: date) -> None:
    """Write what the present round came to."""
    round_ = current_round(matter)
    if round_.closed_on is None:
        round_.verdict, round_.closed_on = verdict, on
        round_.save(update_fields=["verdict", "closed_on"])


def require_window_closed(matter: Matter, on: date) -> None:
    """Until the window of evaluation is over nothing is decided about a round."""
    if matter.state == MatterState.ANSWERED and not matter.is_window_closed(on):
        raise ActRefused(
            _("The window of evaluation is open until %(day)s; nothing is decided before it closes.")
            % {"day": matter.window_closes_on}
        )


def _require_after_round(round_: Round, on: date) -> None:
    """What happened in a round cannot lie after the day on which the next one opens."""
    own = {"township_id": round_.township_id, "round": round_}
    found = Verification.objects.filter(**own).aggregate(last=Max("on"))["last"]
    last = max(filter(None, (round_.handed_over_on, round_.replied_on, round_.closed_on, found)))
    if on < last:
        raise ActRefused(
            _("The next round cannot open before %(day)s, the last day of this one.") % {"day": last}
        )


def _require_ground(matter: Matter, reason: str) -> None:
    """The records must bear out why a round opens."""
    if reason == Round.Reason.FIRST or reason not in Round.Reason.values:
        raise ActRefused(_("Choose why the next round opens."))
    relapse, closed = reason == Round.Reason.RELAPSE, not matter.is_open
    if relapse and not closed:
        raise ActRefused(_("“The problem came back” is for a closed matter, and for a closed matter only."))
    if closed and reason not in (Round.Reason.RELAPSE, Round.Reason.PROMISE_BROKEN):
        raise ActRefused(
            _("The matter is closed: it opens again because the problem came back or a promise was broken.")
        )
    if not relapse and not _borne_out(matter, current_round(matter), reason):
        raise ActRefused(_("The records of this round do not bear out the reason that you chose."))


def _borne_out(matter: Matter, round_: Round, reason: str) -> bool:
    if reason == Round.Reason.DISSATISFIED:
        return is_dissatisfied(round_)
    if reason == Round.Reason.NOT_VERIFIED:
        last = (
            Verification.objects.filter(township_id=matter.township_id, round=round_).order_by("-id").first()
        )
        return last is not None and last.result != Verification.Result.SOLVED
    broken = Promise.objects.filter(township_id=matter.township_id, matter=matter, state=Promise.State.BROKEN)
    # one that opened this very round cannot open the next as well
    return broken.filter(Q(reply__round=round_) | Q(settled_on__gt=round_.handed_over_on)).exists()


def is_dissatisfied(round_: Round) -> bool:
    """Whether a signer said within the window that the result is not satisfactory (one is enough)."""
    given = Evaluation.objects.in_window().filter(township_id=round_.township_id, round=round_)
    return given.filter(result=Evaluation.Rating.DISSATISFIED).exists()
