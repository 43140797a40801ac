"""What else a round may come to: referral upward, a reasoned decision, an explanation."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.clocks import SAVED_DUE, lift_clocks, refresh_due, stop_all_clocks, stop_clocks
from huiyin.matters.actions.rounds import current_round, end_round, is_dissatisfied, require_window_closed
from huiyin.matters.actions.verifying import close_as_solved
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.outcomes import Decision, Explanation, Referral
from huiyin.people.models import User


@act
def refer_up(
    matter: Matter,
    *,
    body: str,
    letter_number: str,
    sent_on: date,
    content: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Referral:
    """What lies beyond the township's powers goes to the body above by a numbered letter (上报).

    Raises ActRefused without the body, the letter's number or its content, or while the window is open.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "refer_up", by=by)
    require_window_closed(matter, localdate(at))
    if not (body.strip() and letter_number.strip() and content.strip()):
        raise ActRefused(_("Name the body, the letter's number and what was asked of it."))
    if sent_on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    stop_clocks(matter, ["hand_over"], at=at, done_on=sent_on)
    lift_clocks(matter, ["verify", "evaluate"], at=at)
    MATTER_LIFECYCLE.move(matter, "refer_up", by=by)
    refresh_due(matter)
    matter.save(update_fields=["state", *SAVED_DUE])
    referral = Referral.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=current_round(matter) if matter.round else None,
        body=body,
        letter_number=letter_number,
        sent_on=sent_on,
        content=content,
    )
    record(
        matter,
        "refer_up",
        by=by,
        at=at,
        act_id=act_id,
        body=body,
        letter_number=letter_number,
        sent_on=sent_on,
        private={"content": content},
    )
    return referral


@act
def answer_from_above(
    referral: Referral,
    *,
    answer: str,
    answered_on: date,
    told_on: date | None,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Referral:
    """Record what the body above answered and when who raised the matter was told.

    Raises ActRefused for an empty answer, one dated before the letter, or a second one.
    """
    matter = Matter.objects.locked(referral.matter)
    MATTER_LIFECYCLE.check(matter, "answer_from_above", by=by)
    referral = Referral.objects.locked(referral)
    if referral.answered_on is not None:
        raise ActRefused(_("The answer was recorded on %(day)s.") % {"day": referral.answered_on})
    if not answer.strip() or answered_on < referral.sent_on:
        raise ActRefused(_("Give the answer and its day, which cannot lie before the letter."))
    if told_on is not None and told_on < answered_on:
        raise ActRefused(_("Who raised it cannot have been told before the answer came."))
    if max(answered_on, told_on or answered_on) > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    referral.answer, referral.answered_on, referral.told_on = answer, answered_on, told_on
    referral.save(update_fields=["answer", "answered_on", "told_on"])
    record(
        matter,
        "answer_from_above",
        by=by,
        at=at,
        act_id=act_id,
        letter_number=referral.letter_number,
        answered_on=answered_on,
        told_on=told_on,
        private={"answer": answer},
    )
    return referral


@act
def decide_on_matter(
    matter: Matter,
    *,
    reason: str,
    meeting: str,
    decided_on: date,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Decision:
    """The presidium decides with reasons that no further round opens, though a deputy is dissatisfied or it
    is not solved.

    A matter that was verified solved closes with it; any other must still be explained to who raised it.

    Raises ActRefused without a reason or the meeting, while the window is open, or for a second decision.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "decide", by=by)
    require_window_closed(matter, localdate(at))
    if not (reason.strip() and meeting.strip()):
        raise ActRefused(_("Give the reasons and the meeting that decided."))
    if decided_on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    round_ = current_round(matter)
    if decided_on < (round_.replied_on or round_.handed_over_on):
        raise ActRefused(_("The presidium cannot have decided before the reply of this round."))
    if round_.decisions.exists():
        raise ActRefused(_("The presidium has decided on this round already."))
    decision = Decision.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=round_,
        reason=reason,
        meeting=meeting,
        decided_on=decided_on,
    )
    if matter.verified == Verification.Result.SOLVED:
        close_as_solved(matter, "decide", on=decided_on, at=at)
        matter.save(update_fields=["state", "closed_at", *SAVED_DUE])
    record(
        matter,
        "decide",
        by=by,
        at=at,
        act_id=act_id,
        round=round_.number,
        meeting=meeting,
        decided_on=decided_on,
        private={"reason": reason},
    )
    return decision


@act
def explain_matter(
    matter: Matter,
    *,
    ground: str,
    text: str,
    told_on: date,
    told_how: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Explanation:
    """Close a matter that cannot be solved: on a ground, with the explanation given in person or in writing.

    Where a deputy was dissatisfied or a verification said "not solved", the presidium must have decided
    first.

    Raises ActRefused when ground, text or the day of telling is missing, or that decision is wanting.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "explain", by=by)
    require_window_closed(matter, localdate(at))
    if ground not in Explanation.Ground.values or told_how not in Explanation.How.values:
        raise ActRefused(_("Choose the ground, and whether it was explained in person or in writing."))
    if not text.strip():
        raise ActRefused(_("Write down the explanation that was given."))
    if told_on > localdate(at):
        raise ActRefused(_("It can be closed as explained only after who raised it was told."))
    if told_on < (matter.replied_on or matter.received_on):
        raise ActRefused(_("It cannot have been explained before the reply, or before it was received."))
    _require_decision(matter)
    MATTER_LIFECYCLE.move(matter, "explain", by=by)
    explanation = Explanation.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=current_round(matter) if matter.round else None,
        ground=ground,
        text=text,
        told_on=told_on,
        told_how=told_how,
    )
    if matter.round:
        end_round(matter, Round.Verdict.EXPLAINED, localdate(at))
    stop_all_clocks(matter, at=at)
    matter.closed_at = at
    refresh_due(matter)
    matter.save(update_fields=["state", "closed_at", *SAVED_DUE])
    record(
        matter,
        "explain",
        by=by,
        at=at,
        act_id=act_id,
        ground=ground,
        told_on=told_on,
        told_how=told_how,
        private={"text": text},
    )
    return explanation


def lacks_decision(matter: Matter) -> bool:
    """Whether the presidium must decide with reasons before the matter can be closed as explained."""
    if not matter.round:
        return False
    round_ = current_round(matter)
    unsolved = matter.verified in (Verification.Result.NOT, Verification.Result.PARTLY)
    return (unsolved or is_dissatisfied(round_)) and not round_.decisions.exists()


def _require_decision(matter: Matter) -> None:
    if lacks_decision(matter):
        raise ActRefused(
            _("A deputy is dissatisfied or it was found unsolved: the presidium must decide first.")
        )
