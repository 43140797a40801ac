"""The sessions of a township, each with its calling; who missed one without leave."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from huiyin.assembly.lifecycle import ConvocationState, MeetingState
from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.assembly.models.sessions import Convocation, Leave, Preparation
from huiyin.people.models import Deputy, Seat
from huiyin.townships.models import Session, Term, Township

PAGE = 20


@dataclass(frozen=True)
class SessionRow:
    """One session of the list, and its calling where it is prepared."""

    session: Session
    convocation: Convocation | None


def sessions_page(
    township: Township, user: Any, after: str = "", *, size: int = PAGE
) -> tuple[list[SessionRow], str]:
    """One page of the sessions, newest first, and the place after which more follow (two queries).

    Raises ValueError for an `after` that is no place in this list.
    """
    rows = Session.objects.of(township).select_related("term").order_by("-opens_on", "-id")
    if after:
        rows = rows.filter(_older(*after.split("_")))
    found = list(rows[: size + 1])
    shown = found[:size]
    more = f"{shown[-1].opens_on.isoformat()}_{shown[-1].pk.hex}" if len(found) > size else ""
    return _with_calling(township, user, shown), more


def _older(*place: str) -> Q:
    opens_on, key = place
    day, pk = date.fromisoformat(opens_on), UUID(key)
    return Q(opens_on__lt=day) | Q(opens_on=day, pk__lt=pk)


def _with_calling(township: Township, user: Any, sessions: list[Session]) -> list[SessionRow]:
    called = Convocation.objects.of(township).visible_to(user).filter(session__in=sessions)
    by_session = {one.session_id: one for one in called}
    return [SessionRow(one, by_session.get(one.pk)) for one in sessions]


def next_number(township: Township) -> tuple[Term | None, int]:
    """The newest congress and the number that its next session bears."""
    term = Term.objects.of(township).order_by("-number").first()
    last = Session.objects.of(township).filter(term=term).order_by("-number").first() if term else None
    return term, last.number + 1 if last else 1


def notice_due_on(convocation: Convocation) -> date | None:
    """By when the notice had to be out, by the checklist."""
    rows = Preparation.objects.filter(
        township_id=convocation.township_id, convocation=convocation, code="notice"
    )
    return rows.values_list("due_on", flat=True).first()


def leaves_of(convocation: Convocation) -> list[Leave]:
    """What was asked for leave from this session and its meetings: what waits for an answer first."""
    rows = Leave.objects.filter(township_id=convocation.township_id, convocation=convocation)
    rows = rows.select_related("deputy", "meeting", "answered_by").order_by("deputy__initials", "id")
    return sorted(rows, key=lambda leave: leave.answer != Leave.State.ASKED)


@dataclass
class Absences:
    """The closed sessions that a deputy missed without leave, oldest first."""

    deputy: Deputy
    sessions: list[Convocation] = field(default_factory=list)


def absences_without_leave(term: Term) -> list[Absences]:
    """For each deputy who missed one: the closed sessions of this congress in which the deputy held a seat
    from the opening to the close, sat in no plenary meeting, and had no leave granted for the session (or for
    every plenary meeting of it). By name; five queries, however many deputies there are.

    A session of which nobody's presence was recorded says nothing of anybody.
    """
    closed = _closed_sessions(term)
    met = _plenary_meetings(term, closed)
    sat = _who_sat(term, met)
    excused = _who_was_excused(term, closed, met)
    recorded = {session for session, _deputy in sat}
    found: dict[UUID, Absences] = {}
    seats = Seat.objects.filter(township_id=term.township_id, term=term).select_related("deputy")
    for seat in seats.order_by("deputy__initials", "deputy_id", "from_at"):
        for one in closed:
            place = (one.pk, seat.deputy_id)
            if one.pk in recorded and _held(seat, one) and place not in sat and place not in excused:
                found.setdefault(seat.deputy_id, Absences(seat.deputy)).sessions.append(one)
    return list(found.values())


def _closed_sessions(term: Term) -> list[Convocation]:
    rows = Convocation.objects.filter(
        township_id=term.township_id, session__term=term, state=ConvocationState.CLOSED
    )
    return list(rows.select_related("session__term").order_by("session__opens_on", "id"))


def _plenary_meetings(term: Term, closed: Iterable[Convocation]) -> dict[UUID, UUID]:
    """The plenary meetings that were held, each with its session."""
    rows = Meeting.objects.filter(
        township_id=term.township_id,
        convocation__in=list(closed),
        kind=Meeting.Kind.PLENARY,
        state=MeetingState.CLOSED,
    )
    return dict(rows.values_list("pk", "convocation_id"))


def _who_sat(term: Term, met: dict[UUID, UUID]) -> set[tuple[UUID, UUID]]:
    rows = Presence.objects.filter(township_id=term.township_id, meeting__in=list(met)).sat()
    return {(met[meeting], deputy) for meeting, deputy in rows.values_list("meeting_id", "deputy_id")}


def _who_was_excused(
    term: Term, closed: Iterable[Convocation], met: dict[UUID, UUID]
) -> set[tuple[UUID, UUID]]:
    """Session and deputy: excused from the whole of it, or from each of its plenary meetings."""
    rows = Leave.objects.filter(
        township_id=term.township_id, convocation__in=list(closed), answer=Leave.State.GRANTED
    )
    granted = set(rows.values_list("convocation_id", "deputy_id", "meeting_id"))
    whole = {(session, deputy) for session, deputy, meeting in granted if meeting is None}
    for session, deputy in {(session, deputy) for session, deputy, _meeting in granted}:
        meetings = [pk for pk, of in met.items() if of == session]
        if meetings and all((session, deputy, pk) in granted for pk in meetings):
            whole.add((session, deputy))
    return whole


def _held(seat: Seat, session: Convocation) -> bool:
    """Whether the seat was held while the session sat."""
    opened, closed = session.opened_at, session.closed_at
    if opened is None or closed is None:
        return False
    return seat.from_at <= opened and (seat.until_at is None or seat.until_at >= closed)
