"""Calling a session: prepared, called with a notice to each deputy, opened, closed, or called off."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly import permissions as who
from huiyin.assembly.actions.asking import require_asked
from huiyin.assembly.actions.preparing import (
    lay_out_checklist,
    open_lines,
    reckon_checklist,
    reopen_line,
    settle_line,
)
from huiyin.assembly.lifecycle import CONVOCATION_LIFECYCLE, ConvocationState, MeetingState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.sessions import Asker, Convocation, Invitation
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.sessions import notice_due_on
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.deadlines.queries import rules_of
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.codes import new_code
from huiyin.people.models import Deputy, User
from huiyin.townships.actions import convene_session
from huiyin.townships.models import Session, Term


@act
def prepare_session(
    session: Session,
    *,
    kind: str = Convocation.Kind.REGULAR,
    asked_by: str = Convocation.AskedBy.PRESIDIUM,
    askers: Sequence[Deputy] = (),
    reason: str = "",
    place: str = "",
    has_budget: bool = True,
    motions_until: datetime | None = None,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Convocation:
    """Begin to prepare a session: the checklist is laid out with its days.

    The presidium calls a session; an extraordinary one where it holds it necessary, or where at least one
    fifth of the deputies ask for it [ZZF 14]: of those who hold a seat at that moment, each with a seat.

    Raises ActRefused when the session is prepared already, when too few deputies ask or one of them holds no
    seat, when an extraordinary session has no reason, or when the deadline for motions lies behind the
    session; PermissionDenied for who is not the clerk.
    """
    fields = {"kind": kind, "asked_by": asked_by, "reason": reason.strip(), "place": place.strip()}
    rest = {"has_budget": has_budget, "motions_until": motions_until}
    convocation = Convocation(township_id=session.township_id, session=session, **fields, **rest)
    return _prepare(convocation, askers, by=by, at=at, act_id=act_id)


@act
def enter_session(
    term: Term,
    *,
    number: int,
    opens_on: date,
    closes_on: date,
    askers: Sequence[Deputy] = (),
    by: User | None,
    at: datetime,
    act_id: UUID,
    **words: Any,
) -> Convocation:
    """Enter a session of a congress (次) with its days and begin to prepare it, in one doing; `words` are
    those of `prepare_session`.

    Raises ActRefused when the number is taken or the days are the wrong way round, and as prepare_session.
    """
    if by is not None and not who.clerk(by, term):
        raise PermissionDenied("enter_session")
    session = convene_session(
        term, number=number, opens_on=opens_on, closes_on=closes_on, by=by, at=at,
        act_id=uuid5(act_id, "convene_session"),
    )  # fmt: skip
    fields = {**words, "reason": words.get("reason", "").strip(), "place": words.get("place", "").strip()}
    convocation = Convocation(township_id=term.township_id, session=session, **fields)
    return _prepare(convocation, askers, by=by, at=at, act_id=act_id)


def _prepare(
    convocation: Convocation, askers: Sequence[Deputy], *, by: User | None, at: datetime, act_id: UUID
) -> Convocation:
    """Part of both: check, keep, lay out the checklist."""
    if by is not None and not who.clerk(by, convocation):
        raise PermissionDenied("prepare_session")
    require_same_township(convocation.township_id, *askers)
    _refuse_a_second(convocation)
    asked = require_asked(convocation, askers, at)
    _refuse_late_motions(convocation)
    convocation.save(force_insert=True)
    Asker.objects.bulk_create(
        Asker(township_id=convocation.township_id, convocation=convocation, deputy=one)
        for one in asked.askers
    )
    lay_out_checklist(convocation, rules_of(convocation.township))
    record(
        convocation, "prepare_session", by=by, at=at, act_id=act_id, session_kind=convocation.kind,
        asked_by=convocation.asked_by, opens_on=convocation.session.opens_on, asked=asked.facts,
        private={"reason": convocation.reason},
    )  # fmt: skip
    return convocation


def _refuse_a_second(convocation: Convocation) -> None:
    known = Convocation.objects.filter(township_id=convocation.township_id, session=convocation.session_id)
    if known.exists():
        raise ActRefused(_("This session is being prepared already."))


def _refuse_late_motions(convocation: Convocation) -> None:
    until = convocation.motions_until
    if until is not None and localdate(until) > convocation.session.closes_on:
        raise ActRefused(_("The deadline for motions lies behind the session's last day."))


@act
def change_session(
    convocation: Convocation,
    *,
    opens_on: date,
    closes_on: date,
    place: str,
    has_budget: bool,
    motions_until: datetime | None,
    reason: str = "",
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Convocation:
    """Change the days, the place, the deadline for motions or the budget of a session that has not opened.

    The days of what is still to be prepared are reckoned anew. Where the deputies have their notice and the
    first day or the place changes, the line of the notice is open again: they must be told.

    Raises ActRefused when the days are the wrong way round, when a called session would lose its place, or
    when the deadline for motions lies behind it; PermissionDenied.
    """
    convocation = _locked(convocation)
    CONVOCATION_LIFECYCLE.move(convocation, "change_session", by=by)
    was = {"opens_on": convocation.session.opens_on, "place": convocation.place}
    _take_days(convocation, opens_on, closes_on)
    convocation.place, convocation.reason = place.strip(), reason.strip()
    convocation.has_budget, convocation.motions_until = has_budget, motions_until
    if convocation.state == ConvocationState.CALLED:
        _refuse_without_place(convocation)
    _refuse_late_motions(convocation)
    convocation.save(update_fields=["place", "reason", "has_budget", "motions_until"])
    rules = rules_of(convocation.township)
    lay_out_checklist(convocation, rules)
    is_new = was != {"opens_on": opens_on, "place": convocation.place}
    if is_new and convocation.state == ConvocationState.CALLED:
        reopen_line(convocation, "notice")
    moved = reckon_checklist(open_lines(convocation), convocation, rules)
    record(
        convocation, "change_session", by=by, at=at, act_id=act_id, opens_on=opens_on, closes_on=closes_on,
        place=convocation.place, has_budget=has_budget, lines_moved=moved,
        private={"reason": convocation.reason},
    )  # fmt: skip
    return convocation


def _locked(convocation: Convocation) -> Convocation:
    """The session as it stands now, with its days and its town."""
    rows = Convocation.objects.select_related("township", "session__term")
    found: Convocation = rows.locked(convocation)
    return found


def _take_days(convocation: Convocation, opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise ActRefused(_("The session's last day lies before its first day."))
    session = convocation.session
    session.opens_on, session.closes_on = opens_on, closes_on
    session.save(update_fields=["opens_on", "closes_on"])


def _refuse_without_place(convocation: Convocation) -> None:
    if not convocation.place:
        raise ActRefused(_("Say where the session meets: the notice names the place."))


@act
def call_session(convocation: Convocation, *, by: User | None, at: datetime, act_id: UUID) -> Convocation:
    """Call the session: each deputy who holds a seat gets a notice with a code of its own, by which the
    deputy is signed in at the door. A notice later than the township's rule allows is noted as late.

    Raises ActRefused without a place, or when nobody holds a seat of the congress; PermissionDenied.
    """
    convocation = _locked(convocation)
    CONVOCATION_LIFECYCLE.move(convocation, "call_session", by=by)
    _refuse_without_place(convocation)
    invited = _invite(convocation, at)
    if not invited:
        raise ActRefused(
            _("Nobody holds a seat of this congress now: there is nobody to call. Enter the deputies first.")
        )
    convocation.called_at = at
    convocation.save(update_fields=["state", "called_at"])
    due_on = notice_due_on(convocation)
    settle_line(convocation, "notice", on=localdate(at), by=by)
    record(
        convocation, "call_session", by=by, at=at, act_id=act_id, invited=invited, notice_due_on=due_on,
        is_late=due_on is not None and localdate(at) > due_on,
    )  # fmt: skip
    return convocation


def _invite(convocation: Convocation, at: datetime) -> int:
    """A notice with a code for each deputy who holds a seat and has none yet; how many were made."""
    invited = Invitation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    deputies = deputies_at(convocation.session.term, at).exclude(pk__in=invited.values("deputy_id"))
    made = Invitation.objects.bulk_create(
        Invitation(township_id=convocation.township_id, convocation=convocation, deputy=one, code=new_code())
        for one in deputies.order_by("initials", "id")
    )
    return len(made)


@act
def open_session(convocation: Convocation, *, by: User | None, at: datetime, act_id: UUID) -> Convocation:
    """Open the session. Whoever took a seat since the notice went out gets one now.

    Raises ActRefused before its first day, or while another session is open; PermissionDenied.
    """
    convocation = _locked(convocation)
    CONVOCATION_LIFECYCLE.move(convocation, "open_session", by=by)
    opens_on = convocation.session.opens_on
    if localdate(at) < opens_on:
        raise ActRefused(
            _("The session opens on %(day)s. If it opens earlier, change its first day.")
            % {"day": date_format(opens_on, "DATE_FORMAT")}
        )
    _refuse_while_another_is_open(convocation)
    late = _invite(convocation, at)
    convocation.opened_at = at
    convocation.save(update_fields=["state", "opened_at"])
    record(convocation, "open_session", by=by, at=at, act_id=act_id, invited=late)
    return convocation


def _refuse_while_another_is_open(convocation: Convocation) -> None:
    others = Convocation.objects.filter(
        township_id=convocation.township_id, state=ConvocationState.IN_SESSION
    )
    other = others.select_related("session__term").first()
    if other is not None:
        raise ActRefused(
            _("%(session)s is still in session; close it first.") % {"session": session_name(other.session)}
        )


@act
def close_session(convocation: Convocation, *, by: User | None, at: datetime, act_id: UUID) -> Convocation:
    """Close the session. What is left of its checklist is what belongs after it.

    Raises ActRefused while one of its meetings is open; PermissionDenied.
    """
    convocation = _locked(convocation)
    CONVOCATION_LIFECYCLE.move(convocation, "close_session", by=by)
    meetings = Meeting.objects.filter(township_id=convocation.township_id, convocation=convocation)
    running = meetings.filter(state=MeetingState.OPEN).order_by("starts_at").first()
    if running is not None:
        raise ActRefused(_("%(meeting)s is still open; close it first.") % {"meeting": meeting_name(running)})
    convocation.closed_at = at
    convocation.save(update_fields=["state", "closed_at"])
    record(convocation, "close_session", by=by, at=at, act_id=act_id)
    return convocation


@act
def call_off_session(
    convocation: Convocation, *, reason: str, by: User | None, at: datetime, act_id: UUID
) -> Convocation:
    """Call a session off before it opened, with the reason; its number stays with it.

    Raises ActRefused without a reason, PermissionDenied.
    """
    convocation = _locked(convocation)
    CONVOCATION_LIFECYCLE.move(convocation, "call_off_session", by=by)
    if not reason.strip():
        raise ActRefused(_("Say why the session is called off."))
    convocation.called_off_at, convocation.called_off_reason = at, reason.strip()
    convocation.save(update_fields=["state", "called_off_at", "called_off_reason"])
    record(
        convocation, "call_off_session", by=by, at=at, act_id=act_id,
        private={"reason": convocation.called_off_reason},
    )  # fmt: skip
    return convocation
