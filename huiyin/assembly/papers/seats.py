"""What the papers about seats contain: the report on the deputies' seats, the announcement of a change."""

from datetime import datetime, time, timedelta

from django.utils.timezone import make_aware

from huiyin.assembly.law import seats_by_population
from huiyin.assembly.lifecycle import ItemState
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.sessions import Convocation, SeatPlan
from huiyin.assembly.papers.phrases import on_day
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.titles import session_on_paper
from huiyin.core.numerals import numeral
from huiyin.papers.kinds.announcement import Announcement
from huiyin.papers.kinds.qualification_report import QualificationReport, SeatEnded, SeatTaken
from huiyin.people.models import Seat
from huiyin.townships.models import Session

GROUNDS = {
    Seat.End.RESIGNED: "辞去代表职务",
    Seat.End.RECALLED: "被原选区选民罢免",
    Seat.End.MOVED: "迁出或者调离本行政区域",
    Seat.End.DIED: "去世",
    Seat.End.ABSENT: "未经批准两次不出席本级人民代表大会会议",
    Seat.End.STRIPPED: "依照法律被剥夺政治权利",
    Seat.End.TERM: "届满",
    Seat.End.OTHER: "其他法定原因",
}


def qualification_report(convocation: Convocation, *, at: datetime) -> QualificationReport:
    """代表资格审查报告: the seats now, and what changed since the last session of this congress closed. A
    report is not younger than the meeting that considers it, though it be printed afterwards.
    """
    at = min(at, _considered_at(convocation) or at)
    term, since = convocation.session.term, _since(convocation)
    seats = Seat.objects.filter(township_id=convocation.township_id, term=term)
    seats = seats.select_related("deputy", "constituency")
    plan = SeatPlan.objects.filter(township_id=convocation.township_id, term=term).first()
    ended = seats.filter(until_at__gt=since, until_at__lte=at) if since else seats.none()
    taken = seats.filter(from_at__gt=since, from_at__lte=at) if since else seats.none()
    return {
        "organ": convocation.township.organ_name,
        "issued_on": on_day(at),
        "session": session_on_paper(convocation),
        "congress": f"{convocation.township.name}第{numeral(term.number)}届人民代表大会",
        "due": _due(plan),
        "since": on_day(since),
        "before": deputies_at(term, since).count() if since else 0,
        "ended": [_ended(seat) for seat in ended.order_by("until_at", "id")],
        "taken": [_taken(seat) for seat in taken.order_by("from_at", "id")],
        "now": deputies_at(term, at).count(),
    }


CONSIDERED = "代表资格"  # so the item is called that considers it


def _considered_at(convocation: Convocation) -> datetime | None:
    """When the meeting began (or will begin) that has the report on its agenda."""
    items = AgendaItem.objects.filter(
        township_id=convocation.township_id, meeting__convocation=convocation, title__contains=CONSIDERED
    ).exclude(state=ItemState.DROPPED)
    first = items.select_related("meeting").order_by("meeting__starts_at", "position", "id").first()
    return (first.meeting.opened_at or first.meeting.starts_at) if first else None


def _due(plan: SeatPlan | None) -> int:
    if plan is None:
        return 0
    return plan.fixed or seats_by_population(plan.population)


def _since(convocation: Convocation) -> datetime | None:
    """The end of the session before this one."""
    before = Session.objects.filter(
        township_id=convocation.township_id,
        term=convocation.session.term,
        number__lt=convocation.session.number,
    )
    last = before.order_by("-number").first()
    if last is None:
        return None
    return make_aware(datetime.combine(last.closes_on + timedelta(days=1), time())) - timedelta(seconds=1)


def _ended(seat: Seat) -> SeatEnded:
    return {
        "name": seat.deputy.name,
        "constituency": seat.constituency.name if seat.constituency else "",
        "on": on_day(seat.until_at),
        "ground": GROUNDS[Seat.End(seat.ended_by)],
    }


def _taken(seat: Seat) -> SeatTaken:
    return {
        "name": seat.deputy.name,
        "constituency": seat.constituency.name if seat.constituency else "",
        "on": on_day(seat.from_at),
    }


def seat_announcement(seat: Seat, *, at: datetime) -> Announcement:
    """公告 of a seat that ended, or was taken in a by-election."""
    ended = seat.until_at is not None
    return {
        "organ": seat.township.organ_name,
        "number": "",
        "issued_on": on_day(at),
        "town": seat.township.name,
        "session": "",
        "about": "seat_ended" if ended else "seat_taken",
        "is_by_election": not ended,
        "on": on_day(seat.until_at if ended else seat.from_at),
        "post": "",
        "names": [seat.deputy.name],
        "ground": GROUNDS[Seat.End(seat.ended_by)] if ended else "",
        "constituency": seat.constituency.name if seat.constituency else "",
        "now": deputies_at(seat.term, at).count(),
        "projects": [],
    }
