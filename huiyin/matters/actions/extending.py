"""The longer limit: a unit asks for it because the matter is wide or difficult, the office decides."""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.deadlines.queries import RuleSet, rules_of
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.clocks import (
    REPLY_RULES,
    SAVED_DUE,
    events_of,
    refresh_due,
    start_clock,
    stop_clocks,
)
from huiyin.matters.actions.handling import locked_order, require_not_before
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.handling import Assignment, Extension, Round
from huiyin.matters.models.matter import Matter
from huiyin.people.models import User


@act
def ask_extension(
    assignment: Assignment,
    *,
    reason: str,
    deputies_consent: bool,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
) -> Extension:
    """A unit asks for the longer limit because the matter is wide or difficult (Representatives Law art. 51).

    Raises ActRefused without a reason, after the due date, or when it was asked or granted in this round
    before.
    """
    matter, assignment = locked_order(assignment, "ask_extension", by=by, at=at)
    if not reason.strip():
        raise ActRefused(_("Say why the matter needs the longer limit."))
    _require_longer_limit(rules_of(matter.township), assignment.round)
    asked = Extension.objects.filter(township_id=matter.township_id, round=assignment.round)
    if assignment.round.wide or asked.exclude(answer=Extension.Answer.REFUSED).exists():
        raise ActRefused(_("The longer limit was asked for in this round already."))
    if matter.due_on is not None and localdate(at) > matter.due_on:
        raise ActRefused(
            _("The reply was due on %(day)s; an extension must be asked for before.") % {"day": matter.due_on}
        )
    extension = Extension.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=assignment.round,
        unit=assignment.unit,
        asked_at=at,
        reason=reason,
        deputies_consent=deputies_consent,
    )
    record(
        matter,
        "ask_extension",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        unit=assignment.unit.name,
        private={"reason": reason},
    )
    return extension


@act
def decide_extension(
    extension: Extension,
    *,
    grant: bool,
    by: User | None,
    at: datetime,
    act_id: UUID,
    reason: str = "",
    typed_at: datetime | None = None,
) -> Extension:
    """Grant or refuse the longer limit; granted, the longer clock runs from the same start.

    Raises ActRefused when it was decided before, the consent that the local rule wants is missing, or the
    town's rules know no longer limit.
    """
    matter = Matter.objects.locked(extension.matter)
    MATTER_LIFECYCLE.check(matter, "decide_extension", by=by)
    extension = Extension.objects.locked(extension)
    if extension.answer:
        raise ActRefused(_("This request was decided already."))
    if extension.round.number != matter.round:
        raise ActRefused(_("This request belongs to a round that is over."))
    require_not_before(localdate(extension.asked_at), at)
    if grant:
        _lengthen(matter, extension, at)
    extension.answer = Extension.Answer.GRANTED if grant else Extension.Answer.REFUSED
    extension.answered_at, extension.answer_reason = at, reason
    extension.save(update_fields=["answer", "answered_at", "answer_reason"])
    record(
        matter,
        "decide_extension",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        granted=grant,
        due_on=matter.due_on,
        private={"reason": reason} if reason else None,
    )
    return extension


def _require_longer_limit(rules: RuleSet, round_: Round) -> None:
    """The longer limit is one of the first round, where the rules know one."""
    if not rules.has_clock("reply_extended") or round_.number > 1:
        raise ActRefused(_("The town's rules know no longer limit for this round."))


def _lengthen(matter: Matter, extension: Extension, at: datetime) -> None:
    rules, round_ = rules_of(matter.township), extension.round
    _require_longer_limit(rules, round_)
    if rules.rule("reply_extended").needs_consent and not extension.deputies_consent:
        raise ActRefused(_("The local rule grants the longer limit only with the consent of the deputies."))
    stop_clocks(matter, REPLY_RULES, at=at, done_on=None)
    events = {**events_of(matter), "hand_over": round_.handed_over_on}
    start_clock(matter, "reply_extended", events=events, rules=rules, round_=round_)
    refresh_due(matter)
    matter.save(update_fields=list(SAVED_DUE))
