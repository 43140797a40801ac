"""The presidium between sessions: when it must meet next, what waits for it, what it decided.

It meets at least once each quarter [local]; more than half of its members make a quorum and a decision.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly.lifecycle import ItemState, MeetingState, MotionState
from huiyin.assembly.models.meetings import AgendaItem, Meeting, PresidiumDecision
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.titles import meeting_on_paper, motion_number, session_on_paper
from huiyin.deadlines.queries import rules_of
from huiyin.deadlines.reckoning import Reckoning
from huiyin.deadlines.rulebook import RuleCode, StartEvent
from huiyin.journal.queries import Digest, digest_of_month
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.handling import Assignment, Extension
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.undecided import undecided
from huiyin.townships.models import Session, Term, Township
from huiyin.ui.templatetags.ui import short_date

HELD = (MeetingState.OPEN, MeetingState.CLOSED)
TO_COME = (MeetingState.PLANNED, MeetingState.OPEN)
OFFERED = 30  # of each sort of what waits
PAGE = 20


def name_in_loop(meeting: Meeting) -> str:
    """The meeting as the loop's records name it: 清溪镇第十三届人民代表大会主席团第八次会议."""
    said = meeting_on_paper(meeting)
    return f"{session_on_paper(meeting.convocation)}{said}" if meeting.convocation else said


@dataclass(frozen=True)
class LastMet:
    """From when the quarter runs: the last meeting, or the last session where none was recorded."""

    on: date
    event: str
    meeting: Meeting | None = None


def last_met(township: Township, today: date) -> LastMet | None:
    """The last meeting of the presidium that was held, in a session or between; else the last session."""
    held = Meeting.objects.of(township).filter(kind=Meeting.Kind.PRESIDIUM, state__in=HELD)
    held = held.filter(opened_at__isnull=False)
    meeting = held.select_related("term", "convocation__session__term").order_by("opened_at").last()
    if meeting is not None:
        return LastMet(localdate(meeting.opened_at), StartEvent.PRESIDIUM_MET, meeting)
    sessions = Session.objects.of(township).filter(closes_on__lte=today)
    closed = sessions.order_by("closes_on").values_list("closes_on", flat=True).last()
    return LastMet(closed, StartEvent.SESSION_END) if closed else None


def quarter_clock(township: Township, today: date) -> Reckoning | None:
    """By when the presidium meets next, and how the date came about; None where nothing starts the clock."""
    rules, last = rules_of(township), last_met(township, today)
    if last is None or not rules.has_clock(RuleCode.PRESIDIUM_MEETING):
        return None
    return rules.clock(RuleCode.PRESIDIUM_MEETING).start(last.on, event=last.event)


def meeting_due(township: Township, today: date) -> date | None:
    """The last day of the quarter in which the presidium has to meet; None where nothing starts the clock."""
    clock = quarter_clock(township, today)
    return clock.due_on if clock else None


def next_planned(township: Township) -> Meeting | None:
    """The next meeting between sessions that is planned or sits now."""
    rows = Meeting.objects.of(township).filter(convocation__isnull=True, state__in=TO_COME)
    return rows.select_related("term", "township").order_by("starts_at", "id").first()


def meetings_page(township: Township, user: Any, after: str, size: int = PAGE) -> tuple[list[Meeting], str]:
    """One page of the meetings between sessions, newest first, with how many items (`items_count`) and
    decisions (`decisions_count`) each has, and the place where it ended.

    Raises ValueError for an `after` that is no place in the list.
    """
    rows = Meeting.objects.of(township).visible_to(user).filter(convocation__isnull=True)
    if after:
        at, _mark, key = after.partition("_")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError(after)
        rows = rows.filter(Q(starts_at__lt=moment) | Q(starts_at=moment, id__lt=UUID(key)))
    rows = rows.select_related("term", "township").annotate(
        items_count=_how_many(AgendaItem.objects.exclude(state=ItemState.DROPPED)),
        decisions_count=_how_many(PresidiumDecision.objects.all())
        + _how_many(Motion.objects.all(), "decided_in"),
    )
    page = list(rows.order_by("-starts_at", "-id")[: size + 1])
    if len(page) <= size:
        return page, ""
    return page[:size], f"{page[size - 1].starts_at.isoformat()}_{page[size - 1].pk.hex}"


def _how_many(rows: Any, meeting: str = "meeting") -> Any:
    """How many of these rows belong to the meeting of an outer query."""
    here = {"township": OuterRef("township"), meeting: OuterRef("pk")}
    mine = rows.filter(**here).order_by().values(meeting)
    return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)


def decisions_of(meeting: Meeting) -> list[PresidiumDecision]:
    """What the meeting decided, in the order in which it did."""
    rows = PresidiumDecision.objects.filter(township_id=meeting.township_id, meeting=meeting)
    return list(rows.select_related("item", "matter").order_by("decided_at", "id"))


def motions_decided(meeting: Meeting) -> list[Motion]:
    """The motions of which the meeting decided whether they go on the congress's agenda [ZZF 22]."""
    rows = Motion.objects.filter(township_id=meeting.township_id, decided_in=meeting)
    return list(rows.select_related("matter").order_by("decided_at", "id"))


def decisions_on(matter: Matter) -> list[PresidiumDecision]:
    """What meetings of the presidium decided on a matter, newest first."""
    rows = PresidiumDecision.objects.filter(township_id=matter.township_id, matter=matter)
    rows = rows.select_related("meeting__term", "meeting__township", "meeting__convocation__session__term")
    return list(rows.order_by("-decided_at", "-id"))


def digest_for(meeting: Meeting) -> Digest | None:
    """The end of the journal's chain in the month of the meeting, for its minutes; None before any entry."""
    return digest_of_month(meeting.township, localdate(meeting.starts_at))


@dataclass
class Waiting:
    """Something that waits for the presidium, why, and whether an agenda has it already."""

    key: str  # matter:<id> or motion:<id>, as the form sends it
    title: str  # of the item
    url: str
    name: str
    row: Matter | Motion
    reasons: list[str] = field(default_factory=list)


def waiting_for(term: Term, today: date) -> list[Waiting]:
    """What the presidium could decide: matters and motions that wait for it, those left out that the agenda
    of a meeting to come has already.
    """
    found: dict[str, Waiting] = {}
    for matter, reason in _matters(term.township, today):
        one = found.setdefault(f"matter:{matter.pk}", _matter_waits(matter, term.township))
        one.reasons.append(reason)
    for motion in _motions(term):
        found[f"motion:{motion.pk}"] = _motion_waits(motion, term.township)
    matters, titles = on_agendas(term)
    return [one for one in found.values() if not (one.row.pk in matters or one.title in titles)]


def on_agendas(term: Term) -> tuple[set[UUID], set[str]]:
    """The matters, and the titles, of items that a meeting of the presidium has still to finish."""
    items = AgendaItem.objects.filter(
        township_id=term.township_id,
        meeting__kind=Meeting.Kind.PRESIDIUM,
        meeting__state__in=TO_COME,
        state__in=(ItemState.PLANNED, ItemState.IN_HAND),
    )
    rows = list(items.values_list("matter_id", "title"))
    return {matter for matter, _title in rows if matter}, {title for _matter, title in rows}


def _matters(township: Township, today: date) -> Iterator[tuple[Matter, str]]:
    yield from (
        (one, _("Not solved, or a deputy is dissatisfied: the next round, or a decision with reasons."))
        for one in undecided(township, today).order_by("replied_on", "id")[:OFFERED]
    )
    asked = Extension.objects.of(township).filter(answer="", round__number=F("matter__round"))
    for extension in _in_hand(asked).order_by("asked_at", "id")[:OFFERED]:
        yield extension.matter, _("%(unit)s asks for the longer limit.") % {"unit": extension.unit}
    back = Assignment.objects.of(township).standing().filter(
        sent_back_at__isnull=False, send_back_answer="", round__number=F("matter__round")
    )  # fmt: skip
    for order in _in_hand(back).order_by("sent_back_at", "id")[:OFFERED]:
        yield order.matter, _("%(unit)s asked to have the order taken back.") % {"unit": order.unit}
    late = Matter.objects.of(township).overdue(today)
    late = late.filter(state=MatterState.IN_HAND, supervised_at__isnull=True)
    for matter in late.order_by("due_on", "id")[:OFFERED]:
        words = {"day": short_date(matter.due_on, today) if matter.due_on else "—"}
        yield matter, _("The reply was due on %(day)s: urge, or put it under supervision.") % words


def _in_hand(rows: Any) -> Any:
    return rows.filter(matter__state=MatterState.IN_HAND).select_related("matter", "unit")


def _matter_waits(matter: Matter, township: Township) -> Waiting:
    number = f"（{matter.short_number}）" if matter.short_number else ""
    address = reverse("matters:show", args=[township.slug, matter.pk])
    return Waiting(f"matter:{matter.pk}", item_title(matter), address, f"{matter.title}{number}", matter)


def item_title(matter: Matter) -> str:
    """What the item about a matter is called on the presidium's agenda."""
    number = f"（{matter.short_number}）" if matter.short_number else ""
    return f"研究{matter.title}{number}"[:160]


def _motions(term: Term) -> Iterable[Motion]:
    """Motions handed in of which nobody has decided whether they go on the congress's agenda."""
    rows = Motion.objects.filter(
        township_id=term.township_id, convocation__session__term=term, state=MotionState.SUBMITTED
    )
    return rows.select_related("convocation__session__term").order_by("serial", "id")[:OFFERED]


def _motion_waits(motion: Motion, township: Township) -> Waiting:
    address = reverse("assembly:motion", args=[township.slug, motion.pk])
    name = f"{motion_number(motion)} {motion.title}"
    reason = _("On the congress's agenda, or turned into a suggestion?")
    return Waiting(f"motion:{motion.pk}", motion_item_title(motion), address, name, motion, [reason])


def motion_item_title(motion: Motion) -> str:
    """What the item is called in which the presidium decides whether a motion goes on the agenda [ZZF 22]."""
    return f"研究{motion_number(motion)}是否列入会议议程：{motion.title}"[:160]


def presidium_term(township: Township, today: date) -> Term | None:
    """The congress whose presidium meets now."""
    return Term.objects.of(township).filter(begins_on__lte=today).order_by("-number").first()
