"""What a unit owes, each order with its own next step, and what became of what it answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext as _

from huiyin.matters.claims import schemes
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise, Reply
from huiyin.matters.models.handling import Assignment, Clock, Contact
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.queries.lines import STATE_TONES
from huiyin.townships.models import Township

SHOWN = 50
ANSWERED = 20


@dataclass(frozen=True)
class Owed:
    """An order of the present round with what the unit has to do next about it."""

    assignment: Assignment
    matter: Matter
    step: str
    button: str
    due_on: date | None
    act: str
    url: str = ""


def owed_by(township: Township, unit_ids: Iterable[UUID]) -> list[Owed]:
    """The standing orders of these units that still want something, by date (three queries)."""
    of_order = {"township_id": OuterRef("township_id"), "assignment": OuterRef("pk")}
    spoken = Contact.objects.filter(
        township_id=OuterRef("township_id"), round=OuterRef("round"), unit=OuterRef("unit")
    )
    deputies = Petitioner.objects.filter(
        township_id=OuterRef("township_id"), matter=OuterRef("matter"), deputy__isnull=False
    )
    own_clock = Clock.objects.running().filter(**of_order, rule="assist").values("due_on")[:1]
    orders = (
        Assignment.objects.of(township)
        .standing()
        .of_units(frozenset(unit_ids))
        .filter(matter__state=MatterState.IN_HAND, round__number=F("matter__round"))
        .annotate(
            has_replied=Exists(Reply.objects.filter(**of_order)),
            has_spoken=Exists(spoken),
            has_deputies=Exists(deputies),
            assist_due=own_clock,
        )
        .select_related("matter__field", "unit", "round")
        .order_by(F("matter__due_on").asc(nulls_last=True), "id")
    )
    found = [owed for order in orders[:SHOWN] if (owed := _owed(order))]
    return sorted(found, key=lambda owed: (owed.due_on or date.max, owed.assignment.pk))


def _owed(order: Any) -> Owed | None:
    """What the unit does next about an order; None when its part is done."""
    assisting = order.role == Assignment.Role.ASSISTING
    due_on = (order.assist_due or order.matter.due_on) if assisting else order.matter.due_on
    if order.opinion_on if assisting else order.has_replied:
        return None
    act, step, button = _next(order, assisting=assisting)
    return Owed(order, order.matter, step, button, due_on, act)


def _next(order: Any, *, assisting: bool) -> tuple[str, str, str]:
    """The act, the sentence and the button of an order's next step."""
    if order.sent_back_at and not order.send_back_answer:
        return "", _("You asked to give it back; the presidium decides."), ""
    if order.signed_for_at is None:
        return "sign_for", _("Sign for it."), _("Sign for")
    if assisting:
        return "assist", _("Give your opinion to the unit that leads."), _("Give the opinion")
    if order.has_deputies and not order.has_spoken:
        return "contact", _("Speak with who raised it, then reply."), _("Record a contact")
    return "reply", _("Reply; the head signs it."), _("Reply")


@dataclass(frozen=True)
class Answered:
    """A reply of this year and what became of it."""

    reply: Reply
    matter: Matter
    claim: str
    outcome: str
    tone: str


def answered_by(township: Township, unit_ids: Iterable[UUID], today: date) -> list[Answered]:
    """The newest replies of the year (one query). Nothing sealed is in it: only where the matter stands."""
    replies = (
        Reply.objects.of(township)
        .filter(assignment__unit__in=list(unit_ids), replied_on__year=today.year)
        .select_related("matter", "round", "assignment")
        .order_by("-replied_on", "-id")
    )
    return [_answered(reply, today) for reply in replies[:ANSWERED]]


def _answered(reply: Reply, today: date) -> Answered:
    claim = schemes()[reply.scheme].claim(reply.claim).label
    state = reply.matter.shown_state(today)
    if reply.round.number < reply.matter.round:
        return Answered(reply, reply.matter, claim, _("The next round was opened."), "seal")
    return Answered(reply, reply.matter, claim, str(state.label), STATE_TONES.get(state, "mute"))


def promises_of(township: Township, unit_ids: Iterable[UUID]) -> list[Promise]:
    """What the units promised and is still open, by date."""
    rows = Promise.objects.of(township).open().filter(unit__in=list(unit_ids)).select_related("matter")
    return list(rows.order_by("due_on", "id")[:ANSWERED])
