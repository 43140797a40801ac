"""Between the agenda and the vote: amendments, and the answer of the person to be recalled."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly.actions.meetings import require_no_vote
from huiyin.assembly.actions.raising import raise_version
from huiyin.assembly.lifecycle import MOTION_LIFECYCLE, ItemState
from huiyin.assembly.models.motions import Amendment, Motion
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.motions import amended_plan, text_to_vote
from huiyin.core.errors import ActRefused
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import User

SETTLED = (Amendment.Answer.ACCEPTED, Amendment.Answer.REJECTED, Amendment.Answer.WITHDRAWN)
NOT_OVER = (ItemState.PLANNED, ItemState.IN_HAND)


@act
def amend_motion(
    motion: Motion,
    *,
    brought_by: str,
    text: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    before: str = "",
) -> Amendment:
    """Enter an amendment to the plan of a motion: the words that it replaces (none: it adds), and the new
    ones. The motion is not voted on before the amendment is settled.

    Raises ActRefused without the new words or who brings it, when the words to be replaced do not stand in
    the plan, for a recall, which has no plan, or once the motion is being voted on.
    """
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.check(motion, "amend_motion", by=by)
    require_no_vote(Vote.objects.filter(township_id=motion.township_id, item__motion=motion))
    before, text = _lines(before), _lines(text)
    if not brought_by.strip() or not text:
        raise ActRefused(_("Say who brings the amendment, and how the words shall read."))
    if before and before not in amended_plan(motion):
        raise ActRefused(_("These words do not stand in the plan: “%(words)s”.") % {"words": before})
    amendment = Amendment.objects.create(
        township_id=motion.township_id, motion=motion, brought_by=brought_by.strip(),
        before=before, text=text, entered_at=at,
    )  # fmt: skip
    record(
        motion, "amend_motion", by=by, at=at, act_id=act_id,
        private={"brought_by": brought_by, "before": before, "text": text},
    )  # fmt: skip
    return amendment


@act
def decide_amendment(
    amendment: Amendment, *, answer: str, by: User | None, at: datetime, act_id: UUID
) -> Amendment:
    """Settle an amendment: accepted, not accepted, or withdrawn by who brought it. Accepted words become part
    of the text that is voted on, also in the item of the agenda.

    Raises ActRefused when it was settled before, when another one took its words away, or once the motion is
    being voted on: the text that is voted on stays.
    """
    motion = Motion.objects.locked(amendment.motion)
    amendment = Amendment.objects.locked(amendment)
    MOTION_LIFECYCLE.check(motion, "decide_amendment", by=by)
    require_no_vote(Vote.objects.filter(township_id=motion.township_id, item__motion=motion))
    if answer not in SETTLED:
        raise ActRefused(_("Say what became of the amendment."))
    if amendment.answer:
        raise ActRefused(_("This amendment was settled already."))
    if answer == Amendment.Answer.ACCEPTED and amendment.before not in amended_plan(motion):
        raise ActRefused(
            _("Another amendment was accepted for these words; enter this one anew on the amended text.")
        )
    amendment.answer, amendment.answered_at = answer, at
    amendment.save(update_fields=["answer", "answered_at"])
    if answer == Amendment.Answer.ACCEPTED:
        _carry_to_agenda(motion)
    record(
        motion,
        "decide_amendment",
        by=by,
        at=at,
        act_id=act_id,
        amendment=amendment.pk,
        amendment_answer=answer,
    )
    return amendment


def _carry_to_agenda(motion: Motion) -> None:
    items = motion.items.filter(state__in=NOT_OVER).select_related("meeting")
    for item in items:
        item.text = text_to_vote(motion)
        item.save(update_fields=["text"])
        raise_version(item.meeting)


@act
def hear_defence(
    motion: Motion,
    *,
    on: date,
    by: User | None,
    at: datetime,
    act_id: UUID,
    text: str = "",
    renounced: bool = False,
) -> Motion:
    """Record what the person to be recalled answered, in a meeting or in writing, or that they renounced it.
    There is no vote on the recall before [ZZF 31].

    Raises ActRefused without the answer, with both, for a day to come, or for a motion that is no recall.
    """
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.check(motion, "hear_defence", by=by)
    if bool(text.strip()) == renounced:
        raise ActRefused(_("Write what the person answered, or note that the person renounced it."))
    if on > localdate(at):
        raise ActRefused(_("This day lies in the future."))
    motion.defence, motion.defended_on = text.strip(), on
    motion.save(update_fields=["defence", "defended_on"])
    record(
        motion, "hear_defence", by=by, at=at, act_id=act_id, on=on, renounced=renounced,
        private={"text": text} if text.strip() else None,
    )  # fmt: skip
    return motion


def _lines(text: str) -> str:
    """As a browser sends a text of several lines, so it is kept and compared: with bare line ends."""
    return text.replace("\r\n", "\n").strip()
