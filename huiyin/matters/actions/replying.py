"""Replying: the unit's claim, its text, the head's signature, and the promises that the claim demands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.deadlines.queries import rules_of
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.journal.models import Channel
from huiyin.matters.actions.clocks import (
    REPLY_RULES,
    SAVED_DUE,
    lift_clocks,
    refresh_due,
    start_clock,
    stop_clocks,
)
from huiyin.matters.actions.handling import locked_order
from huiyin.matters.claims import Claim, schemes
from huiyin.matters.lifecycle import MATTER_LIFECYCLE, MatterState
from huiyin.matters.models.answers import Promise, Reply
from huiyin.matters.models.handling import Assignment, Round
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.settings import scheme_of
from huiyin.matters.warnings import warnings_of_reply
from huiyin.people.models import User
from huiyin.search.actions import index_document


@dataclass(frozen=True)
class Pledge:
    """A promise in a reply: what, how much, where, by whom, by when."""

    what: str
    person: str
    due_on: date
    quantity: Decimal | None = None
    measure: str = ""
    place: str = ""


@dataclass(frozen=True)
class Answer:
    """What a unit's reply says."""

    claim: str
    text: str
    signed_off_by: str
    replied_on: date
    reason: str = ""
    contact_name: str = ""
    phone: str = ""
    pledges: Sequence[Pledge] = ()
    scheme: str = ""  # the scheme of an imported ledger; otherwise the town's own


@act
def reply_to_matter(
    assignment: Assignment,
    *,
    answer: Answer,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
    channel: str = Channel.DESK,
) -> Reply:
    """A unit that leads or handles separately replies; the reply bears its head's signature (签发).

    A category that the scheme marks "needs a date" is refused without a promise, one that "needs a reason"
    without the reason. When every unit that owes a reply has given it, the deputies who signed may evaluate
    until the window closes; a matter without deputies goes to verification.

    An old ledger (`channel` import) holds only the category: promise and reason are not asked of it, and its
    remark is not compared with other replies.

    Raises ActRefused for an unknown category, an empty text, a missing signature, promise or reason.
    """
    matter, assignment = locked_order(assignment, "reply", by=by)
    imported = channel == Channel.IMPORT
    scheme = answer.scheme or scheme_of(matter.township)
    claim = schemes()[scheme].claim(answer.claim)
    _require_order(assignment, answer)
    _require_dates(assignment, answer, localdate(at))
    if not imported:
        _require_claim(answer, claim)
    reply = Reply.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=assignment.round,
        assignment=assignment,
        scheme=scheme,
        claim=claim.code,
        text=answer.text,
        reason=answer.reason,
        signed_off_by=answer.signed_off_by,
        contact_name=answer.contact_name,
        phone=answer.phone,
        replied_on=answer.replied_on,
        on_time=_on_time(matter, answer.replied_on),
        warnings=[] if imported else _warnings(matter, assignment.round, answer, claim),
    )
    Promise.objects.bulk_create(_promise(reply, pledge) for pledge in answer.pledges)
    if not imported:
        index_document(matter.township, reply, [answer.text], on=answer.replied_on)
    _answered(matter, assignment.round, at)
    matter.claim = claim.code
    matter.save(update_fields=["state", "claim", "replied_on", "window_closes_on", *SAVED_DUE])
    record(
        matter,
        "reply",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        channel=channel,
        unit=assignment.unit.name,
        round=assignment.round.number,
        claim=claim.code,
        scheme=scheme,
        replied_on=answer.replied_on,
        on_time=reply.on_time,
        promises=len(answer.pledges),
        due_on=matter.due_on,
        private={"text": answer.text, "signed_off_by": answer.signed_off_by},
    )
    return reply


def _warnings(matter: Matter, round_: Round, answer: Answer, claim: Claim) -> list[dict[str, Any]]:
    return warnings_of_reply(matter, round_, text=answer.text, claim=claim, replied_on=answer.replied_on)


def _require_order(assignment: Assignment, answer: Answer) -> None:
    if assignment.role == Assignment.Role.ASSISTING:
        raise ActRefused(_("An assisting unit gives its opinion to the lead; the lead replies."))
    if assignment.replies.exists():
        raise ActRefused(_("This unit has replied in this round already."))
    if assignment.sent_back_at is not None and not assignment.send_back_answer:
        raise ActRefused(
            _("The unit asked to have the order taken back; the presidium decides on that first.")
        )
    if not answer.text.strip():
        raise ActRefused(_("The reply has no text."))
    if not answer.signed_off_by.strip():
        raise ActRefused(_("A reply is signed off by the unit's head: give the name."))


def _require_claim(answer: Answer, claim: Claim) -> None:
    if claim.needs_date and not answer.pledges:
        raise ActRefused(
            _("“%(claim)s” needs a promise: what will be done, how much, where, by whom and by when.")
            % {"claim": claim}
        )
    if claim.needs_reason and not answer.reason.strip():
        raise ActRefused(_("“%(claim)s” needs the reason why it cannot be done.") % {"claim": claim})


def _require_dates(assignment: Assignment, answer: Answer, today: date) -> None:
    if answer.replied_on < assignment.round.handed_over_on:
        raise ActRefused(_("The reply cannot be dated before the matter was handed over."))
    if answer.replied_on > today:
        raise ActRefused(_("The reply cannot be dated in the future."))
    if any(not (pledge.what.strip() and pledge.person.strip()) for pledge in answer.pledges):
        raise ActRefused(_("A promise says what will be done and by whom."))
    if late := [pledge.what for pledge in answer.pledges if pledge.due_on < answer.replied_on]:
        raise ActRefused(_("The promise “%(what)s” is dated before the reply itself.") % {"what": late[0]})


def _on_time(matter: Matter, replied_on: date) -> bool | None:
    return None if matter.due_on is None else replied_on <= matter.due_on


def _promise(reply: Reply, pledge: Pledge) -> Promise:
    return Promise(
        township_id=reply.township_id,
        matter=reply.matter,
        reply=reply,
        unit=reply.assignment.unit,
        what=pledge.what,
        quantity=pledge.quantity,
        measure=pledge.measure,
        place=pledge.place,
        person=pledge.person,
        first_due_on=pledge.due_on,
        due_on=pledge.due_on,
    )


def _answered(matter: Matter, round_: Round, at: datetime) -> None:
    """When the last reply of the round has come: open the window of evaluation, or go straight to
    verification.
    """
    owing = round_.assignments.standing().to_answer().filter(replies__isnull=True)
    if owing.exists():
        return
    on = max(round_.replies.values_list("replied_on", flat=True))  # the round is answered with its last reply
    stop_clocks(matter, REPLY_RULES, at=at, done_on=on)
    lift_clocks(matter, ["first_contact", "assist", "send_back", "reassign"], at=at)
    deputies = matter.petitioners.filter(deputy__isnull=False).exists()
    # a finding or a voter's matter has no deputies to evaluate it: it goes from reply to verification
    MATTER_LIFECYCLE.move(matter, "reply", by=None, to=None if deputies else MatterState.IN_CHECK)
    round_.replied_on = matter.replied_on = on
    rules = rules_of(matter.township)
    events = {"reply": on}
    if deputies:
        window = start_clock(matter, "evaluate", events=events, rules=rules, round_=round_)
        closes_on = window.due_on if window else on
        round_.window_closes_on = matter.window_closes_on = events["window_closed"] = closes_on
    round_.save(update_fields=["replied_on", "window_closes_on"])
    start_clock(matter, "verify", events=events, rules=rules, round_=round_)
    refresh_due(matter)
