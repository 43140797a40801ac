"""Leave: a deputy asks to be excused from a session or from one of its meetings, and is told yes or no.

Whoever is absent from two sessions without leave loses the seat, so what was asked and answered is kept.
"""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly import permissions as who
from huiyin.assembly.lifecycle import ConvocationState, MeetingState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.sessions import Convocation, Leave
from huiyin.assembly.queries.counts import deputies_at, entitled_at
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, DeputyQuerySet, User


@act
def ask_leave(
    of: Convocation | Meeting,
    *,
    deputy: Deputy,
    reason: str,
    asked_on: date,
    meeting: Meeting | None = None,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Leave:
    """Enter that a deputy asks to be excused: from the whole session, from one `meeting` of it, or (`of` is
    the meeting) from a presidium meeting between sessions. Who was refused may ask once more.

    Raises ActRefused without a reason, for a deputy who may not sit there, after the session's last day, for
    a day still to come, when it is asked or granted already; PermissionDenied for who is not the clerk.
    """
    if by is not None and not who.clerk(by, of):
        raise PermissionDenied("ask_leave")
    convocation, meeting = (of, meeting) if isinstance(of, Convocation) else (of.convocation, of)
    require_same_township(of.township_id, deputy, meeting)
    _refuse_wrong_request(deputy, reason, asked_on, at)
    _refuse_elsewhere(convocation, meeting, asked_on)
    _refuse_without_right(_entitled(convocation, meeting, at), deputy)
    leave = _row(convocation, meeting, deputy)
    leave.reason, leave.asked_on, leave.answer = reason.strip(), asked_on, Leave.State.ASKED
    leave.answered_at = leave.answered_by = None
    leave.save()
    record(
        leave, "ask_leave", by=by, at=at, act_id=act_id, asked_on=asked_on,
        of="meeting" if meeting else "session", private={"reason": leave.reason},
    )  # fmt: skip
    return leave


def _refuse_wrong_request(deputy: Deputy, reason: str, asked_on: date, at: datetime) -> None:
    if not reason.strip():
        raise ActRefused(_("Say why %(name)s asks to be excused.") % {"name": deputy.name})
    if asked_on > localdate(at):
        raise ActRefused(_("Leave is asked for on the day it was asked, not on one still to come."))


def _refuse_elsewhere(convocation: Convocation | None, meeting: Meeting | None, asked_on: date) -> None:
    """A session called off or over, and a meeting of another one, excuse nobody."""
    called_off = (convocation and convocation.state == ConvocationState.CALLED_OFF) or (
        meeting and meeting.state == MeetingState.CALLED_OFF
    )
    if called_off:
        raise ActRefused(_("It was called off: nobody needs leave."))
    if meeting is not None and convocation is not None and meeting.convocation_id != convocation.pk:
        raise ActRefused(_("This meeting belongs to another session."))
    if asked_on > _last_day(convocation, meeting):
        raise ActRefused(_("Leave is asked for before the end: on that day it was over."))


def _last_day(convocation: Convocation | None, meeting: Meeting | None) -> date:
    if meeting is not None:
        return localdate(meeting.starts_at)
    assert convocation is not None
    return convocation.session.closes_on


def _entitled(convocation: Convocation | None, meeting: Meeting | None, at: datetime) -> DeputyQuerySet:
    if meeting is not None:
        return entitled_at(meeting, at)
    assert convocation is not None
    return deputies_at(convocation.session.term, at)


def _refuse_without_right(entitled: DeputyQuerySet, deputy: Deputy) -> None:
    if not entitled.filter(pk=deputy.pk).exists():
        raise ActRefused(
            _("%(name)s does not sit there now, so there is no leave to ask for.") % {"name": deputy.name}
        )


def _row(convocation: Convocation | None, meeting: Meeting | None, deputy: Deputy) -> Leave:
    """A new request, or the one that was refused before."""
    found = Leave.objects.select_for_update().filter(
        township_id=deputy.township_id, convocation=convocation, meeting=meeting, deputy=deputy
    )
    known = found.first()
    if known is None:
        return Leave(township_id=deputy.township_id, convocation=convocation, meeting=meeting, deputy=deputy)
    if known.answer != Leave.State.REFUSED:
        raise ActRefused(_("%(name)s has asked for this leave already.") % {"name": deputy.name})
    return known


@act
def answer_leave(leave: Leave, *, granted: bool, by: User | None, at: datetime, act_id: UUID) -> Leave:
    """Grant a deputy's request for leave, or refuse it; chair or clerk. An answer can be changed.

    Raises ActRefused when that is the answer already, PermissionDenied.
    """
    if by is not None and not who.office(by, leave):
        raise PermissionDenied("answer_leave")
    leave = Leave.objects.locked(leave)
    answer = Leave.State.GRANTED if granted else Leave.State.REFUSED
    if leave.answer == answer:
        raise ActRefused(_("This request was answered so already."))
    leave.answer, leave.answered_at, leave.answered_by = answer, at, by
    leave.save(update_fields=["answer", "answered_at", "answered_by"])
    record(leave, "answer_leave", by=by, at=at, act_id=act_id, leave=str(answer))
    return leave
