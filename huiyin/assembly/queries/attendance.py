"""Who came to a meeting, who is on leave, who is missing; and the same over all meetings of a session."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from huiyin.assembly.law import quorum
from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.assembly.models.sessions import Convocation, Leave
from huiyin.assembly.queries.counts import Turnout, counted_as_member, entitled_at
from huiyin.people.models import Deputy, Seat, User

HELD = (MeetingState.OPEN, MeetingState.CLOSED)


@dataclass(frozen=True)
class Stay:
    """One deputy in one meeting: when he sat in it, or whether he was excused."""

    deputy: Deputy
    rows: tuple[Presence, ...]  # in the order of time
    leave: Leave | None
    meeting: Meeting

    @property
    def sits(self) -> Presence | None:
        """The row that is still open, or was until the meeting closed."""
        last = self.rows[-1] if self.rows else None
        return last if last and last.until_at in (None, self.meeting.closed_at) else None

    @property
    def came(self) -> bool:
        return bool(self.rows)

    @property
    def is_late(self) -> bool:
        opened = self.meeting.opened_at
        return self.came and opened is not None and self.rows[0].from_at > opened

    @property
    def left_early(self) -> bool:
        return self.came and self.sits is None

    @property
    def is_excused(self) -> bool:
        return not self.came and self.leave is not None

    @property
    def is_missing(self) -> bool:
        return not self.came and self.leave is None


@dataclass(frozen=True)
class Roll:
    """The whole body of a meeting, by name."""

    meeting: Meeting
    stays: list[Stay]

    @property
    def present(self) -> list[Stay]:
        """Who sits in it now; of a closed meeting, who came at all."""
        closed = self.meeting.state == MeetingState.CLOSED
        return [one for one in self.stays if (one.came if closed else one.sits)]

    @property
    def late(self) -> list[Stay]:
        return [one for one in self.stays if one.is_late]

    @property
    def gone(self) -> list[Stay]:
        return [one for one in self.stays if one.left_early]

    @property
    def on_leave(self) -> list[Stay]:
        return [one for one in self.stays if one.is_excused]

    @property
    def missing(self) -> list[Stay]:
        return [one for one in self.stays if one.is_missing]

    @property
    def turnout(self) -> Turnout:
        of_all = len(self.stays)
        return Turnout(of_all, len(self.present), quorum(self.meeting.body).needed(of_all))


def roll_of(meeting: Meeting, moment: datetime) -> Roll:
    """Everybody who belongs to this meeting at this moment (of a closed one: when it was opened)."""
    when = meeting.opened_at if meeting.state == MeetingState.CLOSED and meeting.opened_at else moment
    deputies = entitled_at(meeting, when).order_by("initials", "id")
    rows: dict[UUID, list[Presence]] = defaultdict(list)
    presences = Presence.objects.filter(township_id=meeting.township_id, meeting=meeting)
    for one in presences.sat().order_by("from_at", "id"):
        rows[one.deputy_id].append(one)
    leaves = {leave.deputy_id: leave for leave in _granted(meeting)}
    return Roll(meeting, [Stay(d, tuple(rows[d.pk]), leaves.get(d.pk), meeting) for d in deputies])


def _granted(meeting: Meeting) -> Iterable[Leave]:
    """Leave from this meeting, or from its whole session."""
    of_this = Q(meeting=meeting)
    if meeting.convocation_id:
        of_this |= Q(convocation=meeting.convocation_id, meeting__isnull=True)
    return Leave.objects.filter(of_this, township_id=meeting.township_id, answer=Leave.State.GRANTED)


@dataclass
class Attended:
    """One deputy over a session: a stay for each meeting that counted him, nothing for another."""

    deputy: Deputy
    stays: list[Stay | None] = field(default_factory=list)
    leave: Leave | None = None  # from the whole session

    @property
    def is_absent(self) -> bool:
        """Without leave at none of the plenary meetings that were held (one such session is a warning)."""
        plenary = [one for one in self.stays if one and one.meeting.kind == Meeting.Kind.PLENARY]
        return bool(plenary) and all(one.is_missing for one in plenary)


@dataclass
class SessionAttendance:
    meetings: list[Meeting]  # that were held or are open
    to_come: list[Meeting]
    deputies: list[Attended]

    @property
    def rolls(self) -> list[Roll]:
        """A roll for each meeting."""
        return [
            Roll(meeting, [s for one in self.deputies if (s := one.stays[place])])
            for place, meeting in enumerate(self.meetings)
        ]

    @property
    def on_leave(self) -> list[Attended]:
        return [one for one in self.deputies if one.leave]

    @property
    def absent(self) -> list[Attended]:
        return [one for one in self.deputies if one.is_absent]


def attendance_of(convocation: Convocation, *, seen_by: User | None = None) -> SessionAttendance:
    """The attendance of a whole session, in four queries; of the meetings that `seen_by` may read."""
    township_id = convocation.township_id
    found = Meeting.objects.of(convocation.township).filter(convocation=convocation)
    if seen_by is not None:
        found = found.visible_to(seen_by)
    meetings = list(found.exclude(state=MeetingState.CALLED_OFF).order_by("starts_at", "id"))
    held = [one for one in meetings if one.state in HELD]
    rows: dict[tuple[UUID, UUID], list[Presence]] = defaultdict(list)
    presences = Presence.objects.filter(township_id=township_id, meeting__convocation=convocation)
    for row in presences.sat().order_by("from_at", "id"):
        rows[row.meeting_id, row.deputy_id].append(row)
    leaves = Leave.objects.filter(
        Q(convocation=convocation) | Q(meeting__convocation=convocation),
        township_id=township_id, answer=Leave.State.GRANTED,
    )  # fmt: skip
    excused = {(leave.meeting_id, leave.deputy_id): leave for leave in leaves}
    deputies: dict[UUID, Attended] = {}
    for deputy, seats in _seats_by_deputy(convocation):
        one = Attended(deputy, leave=excused.get((None, deputy.pk)))
        for meeting in held:
            leave = excused.get((meeting.pk, deputy.pk)) or one.leave
            stay = Stay(deputy, tuple(rows[meeting.pk, deputy.pk]), leave, meeting)
            one.stays.append(stay if _belongs(deputy, seats, meeting) else None)
        if any(one.stays) or not held:
            deputies[deputy.pk] = one
    return SessionAttendance(held, [one for one in meetings if one not in held], list(deputies.values()))


def _seats_by_deputy(convocation: Convocation) -> Iterable[tuple[Deputy, list[Seat]]]:
    """The deputies of the congress by name, each with the seats held."""
    seats = Seat.objects.filter(township_id=convocation.township_id, term=convocation.session.term_id)
    held: dict[UUID, list[Seat]] = defaultdict(list)
    deputies: dict[UUID, Deputy] = {}
    for seat in seats.select_related("deputy").order_by("deputy__initials", "deputy_id", "from_at"):
        held[seat.deputy_id].append(seat)
        deputies[seat.deputy_id] = seat.deputy
    return ((deputy, held[key]) for key, deputy in deputies.items())


def _belongs(deputy: Deputy, seats: list[Seat], meeting: Meeting) -> bool:
    """Whether this meeting counted him when it was opened."""
    if not counted_as_member(meeting, deputy):
        return False
    when = meeting.opened_at or meeting.starts_at
    return any(seat.from_at <= when and (seat.until_at is None or seat.until_at > when) for seat in seats)
