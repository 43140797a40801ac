"""Meetings: planned, opened when enough are present, closed when nothing is left open."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly.actions.raising import raise_version
from huiyin.assembly.lifecycle import (
    MEETING_LIFECYCLE,
    ConvocationState,
    ItemState,
    MeetingState,
    VoteState,
)
from huiyin.assembly.models.meetings import AgendaItem, Meeting, Presence
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.permissions import clerk
from huiyin.assembly.queries.counts import Turnout, entitled_at, turnout_at
from huiyin.assembly.queries.meetings import has_met_between
from huiyin.assembly.titles import meeting_name
from huiyin.core.counters import begin_series, next_number
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, User
from huiyin.townships.models import Term, Township
from huiyin.ui.templatetags.ui import short_date

CHANGEABLE = ("starts_at", "place", "chaired_by")
NOT_YET_COUNTED = (VoteState.OPEN, VoteState.CLOSED)


@act
def plan_meeting(
    township: Township,
    *,
    kind: str,
    starts_at: datetime,
    by: User | None,
    at: datetime,
    act_id: UUID,
    convocation: Convocation | None = None,
    term: Term | None = None,
    place: str = "",
    chaired_by: Deputy | None = None,
    first_number: int | None = None,
) -> Meeting:
    """Plan a meeting of a session, or one of the presidium between sessions (then name the congress).

    Meetings are numbered within their session by kind (第二次全体会议), those of the presidium between
    sessions within the congress. Between sessions only the presidium meets [ZZF 19]. An office that held
    such meetings before it kept its books here says with the first one which number it bears
    (`first_number`); from then on they are counted.

    Raises ActRefused for another meeting between sessions, a session that is over, a second preparatory
    meeting; PermissionDenied.
    """
    if by is not None and not clerk(by, township):
        raise PermissionDenied("plan_meeting")
    require_same_township(township.pk, convocation, term, chaired_by)
    if convocation is None:
        _require_presidium(kind)
    else:
        term = _term_of(convocation, kind)
    if term is None:
        raise ActRefused(_("Name the congress whose presidium meets."))
    series = f"meeting:{convocation.pk}:{kind}" if convocation else f"meeting:{term.pk}"
    if first_number is not None:
        _begin_count(term, convocation, series, first_number)
    meeting = Meeting(
        township_id=township.pk, convocation=convocation, term=term, kind=kind, starts_at=starts_at,
        place=place, chaired_by=chaired_by, number=next_number(township, series),
    )  # fmt: skip
    meeting.save(force_insert=True)
    record(
        meeting, "plan_meeting", by=by, at=at, act_id=act_id,
        kind=kind, number=meeting.number, starts_at=starts_at,
    )  # fmt: skip
    return meeting


def _begin_count(term: Term, convocation: Convocation | None, series: str, first: int) -> None:
    if convocation is not None or has_met_between(term):
        raise ActRefused(_("The meetings are numbered already; this one bears the next number."))
    begin_series(term.township, series, first)


def _require_presidium(kind: str) -> None:
    if kind != Meeting.Kind.PRESIDIUM:
        raise ActRefused(_("Between sessions only the presidium meets. Name the session of this meeting."))


def _term_of(convocation: Convocation, kind: str) -> Term:
    """The congress of a session that still meets; its preparatory meeting is held once."""
    convocation = Convocation.objects.locked(convocation)
    if convocation.state in (ConvocationState.CLOSED, ConvocationState.CALLED_OFF):
        raise ActRefused(_("This session is over; no meeting can be added to it."))
    held = Meeting.objects.filter(township_id=convocation.township_id, convocation=convocation, kind=kind)
    if kind == Meeting.Kind.PREPARATORY and held.exclude(state=MeetingState.CALLED_OFF).exists():
        raise ActRefused(_("This session has its preparatory meeting already."))
    return convocation.session.term


@act
def change_meeting(
    meeting: Meeting, *, by: User | None, at: datetime, act_id: UUID, **changes: Any
) -> Meeting:
    """Change when or where a planned meeting is held, or who chairs it.

    Raises ActRefused when nothing changes or it was opened already.
    """
    if unknown := set(changes) - set(CHANGEABLE):
        raise ValueError(unknown)
    meeting = Meeting.objects.locked(meeting)
    MEETING_LIFECYCLE.check(meeting, "change_meeting", by=by)
    require_same_township(meeting.township_id, changes.get("chaired_by"))
    changed = {name: value for name, value in changes.items() if getattr(meeting, name) != value}
    if not changed:
        raise ActRefused(_("Nothing was changed."))
    for name, value in changed.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(changed))
    raise_version(meeting)
    record(
        meeting, "change_meeting", by=by, at=at, act_id=act_id,
        fields=sorted(changed), starts_at=meeting.starts_at,
    )  # fmt: skip
    return meeting


@act
def open_meeting(meeting: Meeting, *, by: User | None, at: datetime, act_id: UUID) -> Meeting:
    """Open a meeting: at least two thirds of all deputies must be present [ZZF 14]; of the presidium more
    than half of its members. The delegations deliberate in their own rooms and are not counted. It is held
    on the day of which the deputies were told.

    Raises ActRefused on another day than it is set for, without a quorum, before the session was called (for
    a plenary meeting: opened), or while another meeting of the same kind is open.
    """
    meeting = Meeting.objects.locked(meeting)
    MEETING_LIFECYCLE.check(meeting, "open_meeting", by=by)
    _require_its_day(meeting, localdate(at))
    _require_session(meeting)
    _require_alone(meeting)
    turnout = turnout_at(meeting, at)
    if meeting.kind != Meeting.Kind.DELEGATION:
        require_quorum(turnout)
    MEETING_LIFECYCLE.move(meeting, "open_meeting", by=by)
    if meeting.body == "presidium":
        meeting.members = sorted(str(pk) for pk in entitled_at(meeting, at).values_list("pk", flat=True))
    meeting.opened_at = at
    meeting.save(update_fields=["state", "opened_at", "members"])
    raise_version(meeting)
    record(
        meeting, "open_meeting", by=by, at=at, act_id=act_id,
        present=turnout.present, of_all=turnout.of_all, needed=turnout.needed,
    )  # fmt: skip
    return meeting


def _require_its_day(meeting: Meeting, today: date) -> None:
    set_for = localdate(meeting.starts_at)
    said = {"day": short_date(set_for, today), "today": short_date(today, set_for)}
    if today < set_for:
        raise ActRefused(
            _(
                "The meeting is set for %(day)s, and today is %(today)s. To hold it earlier, change its "
                "time first."
            )
            % said
        )
    if today > set_for:
        raise ActRefused(
            _(
                "The meeting was set for %(day)s, and today is %(today)s. If it was put off, change its "
                "time first."
            )
            % said
        )


def require_quorum(turnout: Turnout) -> None:
    """Raises ActRefused with all numbers when too few are present [ZZF 14]."""
    if not turnout.of_all:
        raise ActRefused(_("Nobody holds a seat here now: enter the deputies and their seats first."))
    if not turnout.is_reached:
        said = {"present": turnout.present, "of_all": turnout.of_all}
        said |= {"needed": turnout.needed, "missing": turnout.missing}
        raise ActRefused(
            _("%(present)s of %(of_all)s are present; %(needed)s are needed, %(missing)s more.") % said
        )


def _require_session(meeting: Meeting) -> None:
    """A plenary meeting is held in an opened session; what prepares it as soon as the session is called."""
    if meeting.convocation is None:
        return
    state = meeting.convocation.state
    if meeting.kind == Meeting.Kind.PLENARY and state != ConvocationState.IN_SESSION:
        raise ActRefused(_("The session is not open: open the session first."))
    if state not in (ConvocationState.CALLED, ConvocationState.IN_SESSION):
        raise ActRefused(_("The session was not called: call the session first."))


def _require_alone(meeting: Meeting) -> None:
    others = Meeting.objects.filter(
        township_id=meeting.township_id, term=meeting.term, convocation=meeting.convocation,
        kind=meeting.kind, state=MeetingState.OPEN,
    ).exclude(pk=meeting.pk)  # fmt: skip
    if (other := others.first()) is not None:
        raise ActRefused(_("%(meeting)s is still open: close it first.") % {"meeting": meeting_name(other)})


@act
def close_meeting(meeting: Meeting, *, by: User | None, at: datetime, act_id: UUID) -> Meeting:
    """Close a meeting; whoever was present stayed until this moment.

    Raises ActRefused while an item is in hand, or a vote is open or its result was not announced.
    """
    meeting = Meeting.objects.locked(meeting)
    MEETING_LIFECYCLE.check(meeting, "close_meeting", by=by)
    require_no_vote(Vote.objects.filter(township_id=meeting.township_id, meeting=meeting))
    require_nothing_in_hand(meeting)
    turnout = turnout_at(meeting, at)
    sitting = Presence.objects.filter(township_id=meeting.township_id, meeting=meeting)
    sitting.filter(until_at__isnull=True).update(until_at=at)
    MEETING_LIFECYCLE.move(meeting, "close_meeting", by=by)
    meeting.closed_at = at
    meeting.save(update_fields=["state", "closed_at"])
    raise_version(meeting)
    record(
        meeting, "close_meeting", by=by, at=at, act_id=act_id,
        present=turnout.present, of_all=turnout.of_all,
    )  # fmt: skip
    return meeting


def require_no_vote(votes: Any) -> None:
    """Raises ActRefused when one of these votes is open, or counted and not announced."""
    vote = votes.filter(state__in=NOT_YET_COUNTED).order_by("opened_at").first()
    if vote is None:
        return
    if vote.state == VoteState.OPEN:
        raise ActRefused(_("The vote “%(vote)s” is open: close or cancel it first.") % {"vote": vote.title})
    raise ActRefused(
        _("The result of “%(vote)s” was not announced: announce it, or cancel the vote.")
        % {"vote": vote.title}
    )


def require_nothing_in_hand(meeting: Meeting) -> None:
    """Raises ActRefused when an item of this meeting is in hand."""
    items = AgendaItem.objects.filter(township_id=meeting.township_id, meeting=meeting)
    item = items.filter(state=ItemState.IN_HAND).first()
    if item is not None:
        raise ActRefused(_("“%(item)s” is in hand: finish this item first.") % {"item": item.title})


@act
def call_off_meeting(
    meeting: Meeting, *, reason: str, by: User | None, at: datetime, act_id: UUID
) -> Meeting:
    """Call off a meeting that was planned; its number is not given again.

    Raises ActRefused without a reason, or after it was opened.
    """
    meeting = Meeting.objects.locked(meeting)
    MEETING_LIFECYCLE.check(meeting, "call_off_meeting", by=by)
    if not reason.strip():
        raise ActRefused(_("Say why the meeting is called off."))
    MEETING_LIFECYCLE.move(meeting, "call_off_meeting", by=by)
    meeting.save(update_fields=["state"])
    raise_version(meeting)
    record(meeting, "call_off_meeting", by=by, at=at, act_id=act_id, private={"reason": reason})
    return meeting
