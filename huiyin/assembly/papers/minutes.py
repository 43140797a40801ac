"""The minutes of a meeting, drafted wholly from its records: who came, what was taken up, what came of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypedDict

from dateutil.relativedelta import relativedelta
from django.utils.timezone import localtime

from huiyin.assembly.lifecycle import ItemState, MotionState, VoteState
from huiyin.assembly.models.meetings import AgendaItem, Meeting, Presence, PresidiumDecision, Speech
from huiyin.assembly.models.motions import Amendment, Motion
from huiyin.assembly.models.sessions import Guest
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.papers.nominations import nominations
from huiyin.assembly.papers.phrases import at_time, body_of, on_day, quorum_said
from huiyin.assembly.papers.votes import vote_said
from huiyin.assembly.queries.agenda import Agenda, ItemLine, agenda_of
from huiyin.assembly.queries.attendance import Roll, Stay, roll_of
from huiyin.assembly.queries.counts import turnout_at
from huiyin.assembly.titles import (
    item_on_paper,
    meeting_on_paper,
    motion_number,
    session_on_paper,
    speaker_on_paper,
)
from huiyin.journal.queries import digest_of_month
from huiyin.papers.kinds.minutes import (
    AmendmentSaid,
    DigestSaid,
    GuestSaid,
    ItemSaid,
    Minutes,
    MotionSaid,
    Moved,
    SpeechSaid,
    StepSaid,
)
from huiyin.papers.wording import joined
from huiyin.search.strokes import by_strokes
from huiyin.townships.models import Township

TOLD = (VoteState.ANNOUNCED, VoteState.CANCELLED)
REPORTS = (AgendaItem.Kind.REPORT, AgendaItem.Kind.BUDGET)


def minutes(meeting: Meeting, *, recorder: str, on: date) -> Minutes:
    """会议记录 of a closed meeting. Raises ValueError for one that was not held to its end."""
    if meeting.opened_at is None or meeting.closed_at is None:
        raise ValueError("minutes are of a closed meeting")
    turnout, roll = turnout_at(meeting, meeting.opened_at), roll_of(meeting, meeting.opened_at)
    agenda = agenda_of(meeting)
    held = _held(agenda)
    loose = _loose(agenda, held)
    return {
        "organ": meeting.township.organ_name,
        "town": meeting.township.name,
        "issued_on": on.isoformat(),
        "session": session_on_paper(meeting.convocation) if meeting.convocation else "",
        "meeting": meeting_on_paper(meeting),
        "body": body_of(meeting),
        "held_on": on_day(meeting.opened_at),
        "began": at_time(meeting.opened_at),
        "closed_on": on_day(meeting.closed_at),
        "ended": at_time(meeting.closed_at),
        "place": meeting.place,
        "chair": meeting.chaired_by.name if meeting.chaired_by else "",
        "recorder": recorder,
        "of_all": turnout.of_all,
        "quorum": quorum_said(meeting, turnout),
        "present": turnout.present,
        **_roll(roll, meeting.opened_at),
        "moved": _moved(roll, meeting),
        "guests": _guests(meeting),
        "opening": [_speech(one) for one in loose[None]],
        "items": _items(meeting, held, agenda.votes_of_none, loose, _names(roll.stays)),
        "closing": [_speech(one) for one in loose["after"]],
        "settled": _settled(meeting),
        "journal": _journal(meeting.township, on) if meeting.body == "presidium" else None,
    }


class _Rolled(TypedDict):
    attended: list[str]
    on_leave: list[str]
    absent: list[str]


def _roll(roll: Roll, opened: datetime) -> _Rolled:
    """Everybody who belongs to the meeting in one of three lists; who left before it began did not attend."""
    came = {stay.deputy.pk for stay in roll.stays if any(_sat(row, opened) for row in stay.rows)}
    away = [stay for stay in roll.stays if stay.deputy.pk not in came]
    return {
        "attended": _names(stay for stay in roll.stays if stay.deputy.pk in came),
        "on_leave": _names(stay for stay in away if stay.leave),
        "absent": _names(stay for stay in away if not stay.leave),
    }


def _sat(row: Presence, opened: datetime) -> bool:
    return row.until_at is None or row.until_at > opened


def _names(stays: Iterable[Stay]) -> list[str]:
    """In the order of strokes of the surname, as the minutes list people."""
    return sorted((stay.deputy.name for stay in stays), key=by_strokes)


def _moved(roll: Roll, meeting: Meeting) -> list[Moved]:
    """Who came after the opening, left before the end, or came back, in the order of time."""
    found = sorted(one for stay in roll.stays for one in _moves(stay, meeting.opened_at, meeting.closed_at))
    return [{"name": name, "at": at_time(at), "what": what} for at, name, what in found]


def _moves(
    stay: Stay, opened: datetime | None, closed: datetime | None
) -> Iterator[tuple[datetime, str, str]]:
    if opened is None or closed is None:
        return
    rows = [row for row in stay.rows if _sat(row, opened)]
    for place, row in enumerate(rows):
        if row.from_at > opened:
            yield row.from_at, stay.deputy.name, "returned" if place else "came"
        if row.until_at and row.until_at < closed:
            yield row.until_at, stay.deputy.name, "left"


def _guests(meeting: Meeting) -> list[GuestSaid]:
    """Who signed in on the day of the meeting without a vote."""
    if meeting.convocation is None or meeting.opened_at is None:
        return []
    day = localtime(meeting.opened_at).date()
    rows = Guest.objects.filter(township_id=meeting.township_id, convocation=meeting.convocation)
    came = [one for one in rows.order_by("id") if one.present_at and localtime(one.present_at).date() == day]
    return [{"name": one.name, "capacity": one.capacity} for one in came]


def _speech(speech: Speech) -> SpeechSaid:
    """A deputy is called one; who reports is named with his office, as it was typed."""
    suffix = "代表" if speech.deputy and speech.speaker == speech.deputy.name else ""
    return {"speaker": f"{joined(speech.speaker)}{suffix}", "text": speech.text}


def _held(agenda: Agenda) -> list[ItemLine]:
    """The items that were dealt with or taken off, in the order in which they were taken up."""
    lines = [one for one in agenda.lines if one.item.state in (ItemState.DONE, ItemState.DROPPED)]
    return sorted(lines, key=_taken_up)


def _taken_up(line: ItemLine) -> tuple[bool, float, int]:
    at = line.item.taken_up_at
    return at is None, at.timestamp() if at else 0, line.item.position


def _loose(agenda: Agenda, held: Sequence[ItemLine]) -> dict[Any, list[Speech]]:
    """What was said outside of all items, by the item that it followed; None before the first, else after."""
    found: dict[Any, list[Speech]] = defaultdict(list)
    taken = [line.item for line in held if line.item.taken_up_at]
    last = max((item.done_at for item in taken if item.done_at), default=None)
    for speech in agenda.speeches:
        if speech.item_id is None:
            before = [item.pk for item in taken if item.taken_up_at and item.taken_up_at <= speech.at]
            is_after = before and last is not None and speech.at >= last
            found["after" if is_after else before[-1] if before else None].append(speech)
    return found


def _items(
    meeting: Meeting,
    held: Sequence[ItemLine],
    stray: Sequence[Vote],
    loose: dict[Any, list[Speech]],
    deputies: Sequence[str],
) -> list[ItemSaid]:
    """The items with what each decided; votes and decisions that belong to none after them."""
    rows = PresidiumDecision.objects.filter(township_id=meeting.township_id, meeting=meeting)
    decisions: dict[Any, list[str]] = defaultdict(list)
    for one in rows.order_by("decided_at", "id"):
        decisions[one.item_id].append(one.text)
    nominated = nominations(meeting, [line.item for line in held])
    found = [
        _item(line, loose[line.item.pk], decisions[line.item.pk], deputies)
        | {"nominations": nominated[line.item.pk]}
        for line in held
    ]
    if nominated[None]:
        found.append(_bare("提名候选人") | {"nominations": nominated[None]})
    found += [_bare(vote.title, steps=[{"vote": vote_said(vote)}]) for vote in stray if vote.state in TOLD]
    if decisions[None]:
        found.append(_bare("其他决定", decisions=decisions[None]))
    return found


def _bare(title: str, *, steps: Sequence[StepSaid] = (), decisions: Sequence[str] = ()) -> ItemSaid:
    return {
        "title": title,
        "began": "",
        "ended": "",
        "speaker": "",
        "reports": False,
        "is_dropped": False,
        "steps": list(steps),
        "decisions": list(decisions),
    }


def _item(
    line: ItemLine, loose: Sequence[Speech], decisions: Sequence[str], deputies: Sequence[str]
) -> ItemSaid:
    item = line.item
    said = _bare(item_on_paper(item), steps=_steps(line, loose), decisions=decisions)
    said |= {
        "began": at_time(item.taken_up_at),
        "ended": at_time(item.done_at),
        "speaker": speaker_on_paper(item.speaker, deputies),
        "reports": item.kind in REPORTS,
        "is_dropped": item.state == ItemState.DROPPED,
    }
    if item.motion:
        said["motion"] = _motion(item.motion)
    return said


def _steps(line: ItemLine, loose: Sequence[Speech]) -> list[StepSaid]:
    """What was said and voted on while the item was in hand, in the order of time."""
    told: list[tuple[float, int, StepSaid]] = [
        (one.at.timestamp(), place, {"speech": _speech(one)})
        for place, one in enumerate([*line.speeches, *loose])
    ]
    votes = [vote for vote in line.votes if vote.state in TOLD]
    last = max((at for at, _place, _step in told), default=0)
    for place, vote in enumerate(votes, len(told)):
        at = vote.opened_at.timestamp() if vote.opened_at else last
        told.append((at, place, {"vote": vote_said(vote)}))
    return [step for _at, _place, step in sorted(told, key=lambda one: one[:2])]


def _motion(motion: Motion) -> MotionSaid:
    signers = motion.signers.filter(confirmed_at__isnull=False, withdrawn_at__isnull=True)
    ordered = list(signers.select_related("deputy").order_by("position", "id"))
    return {
        "number": motion_number(motion),
        "title": motion.title,
        "brought_by": motion.brought_by,
        "lead": ordered[0].deputy.name if ordered else "",
        "signers": len(ordered),
        "amendments": [_amendment(one) for one in motion.amendments.order_by("entered_at", "id")],
        "defence": motion.defence,
        "person": motion.person,
    }


def _amendment(amendment: Amendment) -> AmendmentSaid:
    return {"brought_by": amendment.brought_by, "text": amendment.text, "answer": amendment.answer}


def _settled(meeting: Meeting) -> list[str]:
    """What this meeting of the presidium decided on motions: the agenda, or a suggestion of the loop."""
    rows = Motion.objects.filter(township_id=meeting.township_id, decided_in=meeting)
    return [_decision(motion) for motion in rows.select_related("matter").order_by("decided_at", "id")]


def _decision(motion: Motion) -> str:
    name = f"{motion_number(motion)}《{motion.title}》"
    if motion.matter is None:
        return f"会议决定，将{name}列入会议议程。"
    number = f"（{motion.matter.number}）" if motion.matter.number else ""
    reason = f"理由是：{motion.reason.rstrip('。')}。" if motion.state == MotionState.TURNED else ""
    return f"会议决定，{name}不列入会议议程，作为代表建议{number}办理。{reason}"


def _journal(township: Township, on: date) -> DigestSaid | None:
    """The digest of the last month that is over: whoever holds the minutes can prove the journal later."""
    month = on - relativedelta(months=1)
    digest = digest_of_month(township, month)
    if digest is None:
        return None
    return {"month": f"{month.year}年{month.month}月", "entries": digest.seq, "digest": digest.digest}
