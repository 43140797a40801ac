"""Motions: drafted, completed, handed in with a number, sent on by the presidium, and withdrawn."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly import law
from huiyin.assembly.actions.admission import (
    moment_received,
    require_complete,
    require_in_time,
    require_session_open,
    require_sound,
)
from huiyin.assembly.actions.agenda import drop_item, plan_item
from huiyin.assembly.actions.meetings import require_no_vote
from huiyin.assembly.actions.signing import (
    ask_anew,
    enter_signers,
    require_enough_signers,
    require_lead_or_clerk,
    require_may_draft,
)
from huiyin.assembly.lifecycle import MOTION_LIFECYCLE, ItemState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.motions import text_to_vote
from huiyin.assembly.queries.signing import signers_of
from huiyin.core.counters import next_number
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.intake import Slip, enter_matter
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field
from huiyin.people.models import Deputy, User
from huiyin.people.permissions import is_clerk, is_office
from huiyin.townships.models import Village

TEXTS = ("title", "cause", "grounds", "plan", "person", "post")


@act
def draft_motion(
    convocation: Convocation,
    *,
    title: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    kind: str = Motion.Kind.MOTION,
    brought_by: str = Motion.BroughtBy.DEPUTIES,
    cause: str = "",
    grounds: str = "",
    plan: str = "",
    person: str = "",
    post: str = "",
    lead: Deputy | None = None,
    cosigners: Sequence[Deputy] = (),
    signed_on_paper: bool = False,
) -> Motion:
    """Enter a motion, or the recall of somebody whom the congress elected, for a session; it has no number
    before it is handed in. The clerk types it from paper, a deputy writes one that they lead.

    A motion has its cause, its grounds and its plan (案由, 案据, 方案) [DBF 15]; a recall names the person,
    the post and the grounds and is brought by the presidium or by deputies [ZZF 31]. `signed_on_paper`: the
    paper bears the signatures of all who are named.

    Raises ActRefused when the session is over, the title or who leads is missing, a signer holds no seat, or
    the post is none that the congress elects; PermissionDenied.
    """
    require_same_township(convocation.township_id, lead, *cosigners)
    require_may_draft(convocation, lead if brought_by == Motion.BroughtBy.DEPUTIES else None, by)
    require_session_open(convocation)
    texts = {"cause": cause, "grounds": grounds, "plan": plan, "person": person, "post": _post(post)}
    motion = Motion(
        township_id=convocation.township_id, convocation=convocation, kind=kind, brought_by=brought_by,
        title=title.strip(), **{name: text.strip() for name, text in texts.items()},
    )  # fmt: skip
    require_sound(motion, lead)
    motion.save(force_insert=True)
    signers = [lead, *cosigners] if lead else list(cosigners)
    enter_signers(motion, signers, on_paper=signed_on_paper, by=by, at=at)
    record(
        motion, "draft_motion", by=by, at=at, act_id=act_id, on_behalf_of=_behalf(motion, lead, by),
        motion_kind=kind, brought_by=brought_by, signers=len(signers), private=_private(motion),
    )  # fmt: skip
    return motion


@act
def change_motion(
    motion: Motion,
    *,
    by: User | None,
    at: datetime,
    act_id: UUID,
    confirmations_stand: bool = False,
    **texts: str,
) -> Motion:
    """Complete or correct a motion that is being signed (title, cause, grounds, plan; person, post).

    Whoever confirmed signed other words, and is asked anew, unless the office says that the signers know
    (`confirmations_stand`).

    Raises ActRefused when nothing changes, or for a signer who does not lead.
    """
    if unknown := set(texts) - set(TEXTS):
        raise ValueError(unknown)
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.check(motion, "change_motion", by=by)
    require_lead_or_clerk(motion, by)
    if confirmations_stand and by is not None and not is_clerk(by, motion):
        raise PermissionDenied("confirmations_stand")
    said = {name: (_post(text) if name == "post" else text).strip() for name, text in texts.items()}
    changed = sorted(name for name, text in said.items() if getattr(motion, name) != text)
    if not changed:
        raise ActRefused(_("Nothing was changed."))
    for name in changed:
        setattr(motion, name, said[name])
    require_sound(motion, None)
    motion.save(update_fields=changed)
    asked = 0 if confirmations_stand else ask_anew(motion)
    record(
        motion, "change_motion", by=by, at=at, act_id=act_id, fields=changed, asked_anew=asked,
        private=_private(motion),
    )  # fmt: skip
    return motion


@act
def hand_in_motion(
    motion: Motion, *, by: User | None, at: datetime, act_id: UUID, received_at: datetime | None = None
) -> Motion:
    """Hand a motion in to the presidium: it is complete, enough deputies who hold a seat confirmed that they
    sign (at least five, for a recall one fifth of all) [ZZF 22, 31], and motions are still taken. It gets the
    next number of the session. `received_at`: the office had the paper earlier than it was typed.

    Raises ActRefused with what is missing, with both numbers and who has not confirmed, or after the time
    until which motions are taken: then it is a suggestion.
    """
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.move(motion, "hand_in_motion", by=by)
    require_lead_or_clerk(motion, by)
    handed_in_at = moment_received(motion, received_at, by, at)
    require_session_open(motion.convocation)
    require_complete(motion)
    counted = require_enough_signers(motion, at)
    require_in_time(motion, handed_in_at)
    motion.handed_in_at = handed_in_at
    motion.serial = next_number(motion.township, f"assembly:{motion.kind}:{motion.convocation_id}")
    motion.save(update_fields=["state", "handed_in_at", "serial"])
    record(
        motion, "hand_in_motion", by=by, at=handed_in_at, typed_at=at, act_id=act_id,
        confirmed=counted, **_named(motion),
    )  # fmt: skip
    return motion


@act
def put_on_agenda(
    motion: Motion,
    *,
    item_meeting: Meeting,
    by: User | None,
    at: datetime,
    act_id: UUID,
    meeting_decided: Meeting | None = None,
    reason: str = "",
    speaker: str = "",
) -> Motion:
    """The presidium decides that the congress considers it [ZZF 22]: it becomes an item of a plenary meeting,
    with its plan as the text that is voted on.

    Raises ActRefused for a meeting of another session or one that is over; PermissionDenied.
    """
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.move(motion, "put_on_agenda", by=by)
    require_same_township(motion.township_id, item_meeting, meeting_decided)
    if item_meeting.kind != Meeting.Kind.PLENARY or item_meeting.convocation_id != motion.convocation_id:
        raise ActRefused(_("The congress considers it: choose a plenary meeting of this session."))
    _decide(motion, meeting_decided, reason, at)
    signers = signers_of(motion)[:1]
    plan_item(
        item_meeting, title=motion.title, kind=AgendaItem.Kind.MOTION, text=text_to_vote(motion),
        speaker=speaker or (signers[0].deputy.name if signers else ""), motion=motion,
        by=by, at=at, act_id=uuid5(act_id, "item"),
    )  # fmt: skip
    record(
        motion, "put_on_agenda", by=by, at=at, act_id=act_id, **_named(motion),
        item_meeting=item_meeting.pk, decided_in=meeting_decided.pk if meeting_decided else None,
        private={"reason": reason},
    )  # fmt: skip
    return motion


@act
def turn_motion(
    motion: Motion,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    field: Field | None = None,
    village: Village | None = None,
    meeting_decided: Meeting | None = None,
) -> Motion:
    """The presidium decides that it does not go on the agenda but is dealt with as a suggestion: it becomes a
    matter of the loop, with the confirmed signers in their order, the reason, and a link both ways. As a
    suggestion it is received on the day of that decision; from there the clock of its hand-over runs.

    Raises ActRefused without a reason; PermissionDenied.
    """
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.move(motion, "turn_motion", by=by)
    require_same_township(motion.township_id, meeting_decided)
    if not reason.strip():
        raise ActRefused(_("Say why it does not go on the agenda; the deputies who signed are told."))
    on = _day_decided(meeting_decided, at)
    matter: Matter = enter_matter(
        motion.township, slip=_slip(motion, field, village, on), at=at, act_id=uuid5(act_id, "matter"),
        by=by if by is not None and is_clerk(by, motion) else None,  # the chair decides, the office registers
    )  # fmt: skip
    motion.matter = matter
    _decide(motion, meeting_decided, reason, at)
    record(
        motion, "turn_motion", by=by, at=at, act_id=act_id, **_named(motion),
        matter=matter.pk, number=matter.number, due_on=matter.due_on,
        decided_in=meeting_decided.pk if meeting_decided else None, private={"reason": reason},
    )  # fmt: skip
    return motion


@act
def withdraw_motion(motion: Motion, *, reason: str, by: User | None, at: datetime, act_id: UUID) -> Motion:
    """Whoever leads takes the motion back for all who signed, until it is voted on; its items that are still
    to come leave the agenda.

    Raises ActRefused without a reason, for another signer, or while a vote on it is open or not announced.
    """
    motion = Motion.objects.locked(motion)
    MOTION_LIFECYCLE.move(motion, "withdraw_motion", by=by)
    require_lead_or_clerk(motion, by)
    if not reason.strip():
        raise ActRefused(_("Say why it is withdrawn."))
    require_no_vote(Vote.objects.filter(township_id=motion.township_id, item__motion=motion))
    for item in motion.items.filter(state=ItemState.PLANNED):
        drop_item(
            item, reason=reason, at=at, act_id=uuid5(act_id, f"item {item.pk}"),
            by=by if by is not None and is_office(by, motion) else None,
        )  # fmt: skip
    motion.reason, motion.settled_at = reason.strip(), at
    motion.save(update_fields=["state", "reason", "settled_at"])
    record(motion, "withdraw_motion", by=by, at=at, act_id=act_id, private={"reason": reason})
    return motion


def _post(typed: str) -> str:
    """A post by its Chinese name in the law's list; typed by that name or by its code."""
    posts = law.posts()
    return posts[typed].name.zh if typed in posts else typed


def _behalf(motion: Motion, lead: Deputy | None, by: User | None) -> Deputy | None:
    """The deputy for whom the office typed it."""
    return lead if by is None or is_clerk(by, motion) else None


def _named(motion: Motion) -> dict[str, Any]:
    return {"motion_kind": motion.kind, "motion_serial": motion.serial}


def _private(motion: Motion) -> dict[str, str]:
    return {name: getattr(motion, name) for name in TEXTS if getattr(motion, name)}


def _decide(motion: Motion, meeting: Meeting | None, reason: str, at: datetime) -> None:
    if meeting is not None and meeting.kind != Meeting.Kind.PRESIDIUM:
        raise ActRefused(_("The presidium decides on it: choose one of its meetings."))
    motion.decided_in, motion.decided_at, motion.reason = meeting, at, reason.strip()
    motion.save(update_fields=["state", "decided_in", "decided_at", "reason", "matter"])


def _day_decided(meeting: Meeting | None, at: datetime) -> date:
    """The day of the presidium's meeting, where it is known and not still to come."""
    return localdate(min(meeting.opened_at or meeting.starts_at, at) if meeting else at)


def _slip(motion: Motion, field: Field | None, village: Village | None, on: date) -> Slip:
    lead, *cosigners = [one.deputy for one in signers_of(motion) if one.confirmed_at]
    return Slip(
        title=motion.title,
        situation="\n".join([motion.cause, motion.grounds]),
        request=motion.plan,
        kind=Matter.Kind.MOTION,
        channel=Matter.Channel.SESSION,
        session=motion.convocation.session,
        lead=lead,
        cosigners=cosigners,
        received_on=on,
        field=field,
        village=village,
    )
