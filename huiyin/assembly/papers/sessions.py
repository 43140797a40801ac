"""What the papers before and around a session contain: notice, agenda, day plan, lists, report on seats."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime

from huiyin.assembly.lifecycle import ItemState, MeetingState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.sessions import Convocation, Guest
from huiyin.assembly.papers.phrases import at_time, body_of, on_day
from huiyin.assembly.queries.counts import deputies_at, entitled_at
from huiyin.assembly.queries.delegations import delegations_of, group_order, members_of
from huiyin.assembly.queries.script import script_of, told_of
from huiyin.assembly.titles import item_on_paper, meeting_on_paper, session_on_paper
from huiyin.core.numerals import numeral
from huiyin.journal.models import Entry
from huiyin.matters.codes import shown
from huiyin.papers.kinds.agenda import Agenda
from huiyin.papers.kinds.chair_script import ChairScript
from huiyin.papers.kinds.day_plan import DayPlan, PlannedMeeting
from huiyin.papers.kinds.delegations_list import DelegationSaid, DelegationsList
from huiyin.papers.kinds.roster import Roster, RosterLine
from huiyin.papers.kinds.session_notice import SessionNotice
from huiyin.papers.kinds.sign_in_sheet import SignInGroup, SignInSheet
from huiyin.papers.wording import counted_item
from huiyin.people.models import Deputy

LinkTo = Callable[[str], str]
POSTS = {
    Deputy.Post.CHAIR: "主席",
    Deputy.Post.VICE_CHAIR: "副主席",
    Deputy.Post.MEMBER: "主席团成员",
}


def session_notice(
    convocation: Convocation, *, link_to: LinkTo, contact_person: str, at: datetime
) -> SessionNotice:
    """会议通知 for every deputy who was invited, each with the code that signs in."""
    invitations = list(
        convocation.invitations.select_related("deputy").order_by("deputy__initials", "deputy_id")
    )
    groups = _groups(convocation)
    meetings, session = _meetings(convocation), convocation.session
    plenary = [one for one in meetings if one.kind == Meeting.Kind.PLENARY]
    return {
        "organ": convocation.township.organ_name,
        "number": "",
        "issued_on": on_day(at),
        "session": session_on_paper(convocation),
        "deputies": [one.deputy.name for one in invitations],
        "delegations": [groups.get(one.deputy_id, "") for one in invitations],
        "codes": [shown(one.code) for one in invitations],
        "links": [link_to(one.code) for one in invitations],
        "opens_on": session.opens_on.isoformat(),
        "closes_on": session.closes_on.isoformat(),
        "opens_at": at_time(plenary[0].starts_at) if plenary else "",
        "place": convocation.place,
        "agenda": _agenda_titles(convocation),
        "meetings": [
            {
                "name": meeting_on_paper(one),
                "on": on_day(one.starts_at),
                "at": at_time(one.starts_at),
                "place": one.place,
            }
            for one in meetings
            if one.kind != Meeting.Kind.PRESIDIUM
        ],
        "motions_until_on": on_day(convocation.motions_until),
        "motions_until_at": at_time(convocation.motions_until),
        "contact_person": contact_person,
        "contact_phone": convocation.township.office_phone,
    }


def _meetings(convocation: Convocation) -> list[Meeting]:
    rows = Meeting.objects.filter(township_id=convocation.township_id, convocation=convocation)
    held = rows.exclude(state=MeetingState.CALLED_OFF).select_related("chaired_by", "convocation")
    return list(held.order_by("starts_at", "id"))


def _items(convocation: Convocation) -> list[AgendaItem]:
    rows = AgendaItem.objects.filter(
        township_id=convocation.township_id, meeting__convocation=convocation, on_agenda=True
    )
    plenary = rows.filter(meeting__kind=Meeting.Kind.PLENARY).exclude(state=ItemState.DROPPED)
    return list(plenary.order_by("meeting__starts_at", "meeting_id", "position", "id"))


def _agenda_titles(convocation: Convocation) -> list[str]:
    """Each once, though two meetings take it up."""
    return list(dict.fromkeys(item_on_paper(item) for item in _items(convocation)))


def agenda(convocation: Convocation, *, at: datetime) -> Agenda:
    """议程: what stands on the agenda of the plenary meetings; a draft until the session was opened."""
    preparatory = [one for one in _meetings(convocation) if one.kind == Meeting.Kind.PREPARATORY]
    adopted = next((one.closed_at for one in preparatory if one.closed_at), None)
    status = _adopted(convocation, adopted) if adopted else ("" if convocation.opened_at else "草案")
    return {
        "organ": convocation.township.organ_name,
        "issued_on": on_day(at),
        "session": session_on_paper(convocation),
        "status": status,
        "items": _agenda_titles(convocation),
    }


def _adopted(convocation: Convocation, at: datetime) -> str:
    """2024年6月27日预备会议通过，根据主席团决定增加第四项: what came later was not adopted then."""
    items = {item_on_paper(item): item for item in reversed(_items(convocation))}
    later = _entered_after([item.pk for item in items.values()], convocation, at)
    added = {
        place: items[title]
        for place, title in enumerate(_agenda_titles(convocation), 1)
        if items[title].pk in later
    }
    said = f"{_day(at)}预备会议通过"
    if not added:
        return said
    by = "根据主席团决定" if all(item.motion_id for item in added.values()) else "其后"
    return f"{said}，{by}增加{'、'.join(counted_item(place) for place in added)}"


def _entered_after(keys: Sequence[UUID], convocation: Convocation, at: datetime) -> set[UUID]:
    entries = Entry.objects.filter(
        township_id=convocation.township_id, subject_id__in=keys, act="plan_item", at__gt=at
    )
    return set(entries.values_list("subject_id", flat=True))


def _day(moment: datetime) -> str:
    local = localtime(moment)
    return f"{local.year}年{local.month}月{local.day}日"


def day_plan(convocation: Convocation, *, at: datetime) -> DayPlan:
    """日程: the meetings in the order of time, each with its items; those of the presidium are its own."""
    rows = AgendaItem.objects.filter(
        township_id=convocation.township_id, meeting__convocation=convocation
    ).exclude(meeting__kind=Meeting.Kind.PRESIDIUM)
    items = list(rows.exclude(state=ItemState.DROPPED).order_by("position", "id"))
    return {
        "organ": convocation.township.organ_name,
        "issued_on": on_day(at),
        "session": session_on_paper(convocation),
        "status": "" if convocation.opened_at else "草案",
        "meetings": [
            _planned(meeting, [item_on_paper(item) for item in items if item.meeting_id == meeting.pk])
            for meeting in _meetings(convocation)
        ],
    }


def _planned(meeting: Meeting, items: list[str]) -> PlannedMeeting:
    return {
        "on": on_day(meeting.starts_at),
        "at": at_time(meeting.starts_at),
        "name": meeting_on_paper(meeting),
        "place": meeting.place,
        "chair": meeting.chaired_by.name if meeting.chaired_by else "",
        "items": items,
    }


def _groups(convocation: Convocation | None) -> dict[object, str]:
    """The delegation of each deputy."""
    if convocation is None:
        return {}
    names = {group.delegation.pk: group.delegation.name for group in delegations_of(convocation)}
    return {member.deputy_id: names[member.delegation_id] for member in members_of(convocation)}


def sign_in_sheet(meeting: Meeting, *, at: datetime) -> SignInSheet:
    """签到表 of one meeting: who belongs to it, by delegation; in none: by the deputies' group."""
    when = meeting.opened_at or at
    deputies = entitled_at(meeting, when).order_by("initials", "id")
    placed = _groups(meeting.convocation) if meeting.body == "plenary" else {}
    groups: dict[str, list[str]] = {}
    for deputy in deputies:
        groups.setdefault(placed.get(deputy.pk, ""), []).append(deputy.name)
    ordered: list[SignInGroup] = [
        {"name": name, "deputies": groups[name]}
        for name in sorted(groups, key=lambda name: (name == "", *group_order(name)))
    ]
    return {
        "organ": meeting.township.organ_name,
        "issued_on": on_day(at),
        "session": session_on_paper(meeting.convocation) if meeting.convocation else "",
        "meeting": meeting_on_paper(meeting),
        "held_on": on_day(meeting.starts_at),
        "body": body_of(meeting),
        "groups": ordered,
    }


def roster(convocation: Convocation, *, at: datetime) -> Roster:
    """代表名册: who holds a seat now."""
    term, groups = convocation.session.term, _groups(convocation)
    deputies = deputies_at(term, at).select_related("constituency").order_by("initials", "id")
    return {
        "organ": convocation.township.organ_name,
        "issued_on": on_day(at),
        "congress": f"{convocation.township.name}第{numeral(term.number)}届人民代表大会",
        "deputies": [_roster_line(one, groups) for one in deputies],
    }


def _roster_line(deputy: Deputy, groups: dict[object, str]) -> RosterLine:
    return {
        "name": deputy.name,
        "constituency": deputy.constituency.name if deputy.constituency else "",
        "delegation": groups.get(deputy.pk, deputy.group),
        "occupation": deputy.occupation,
        "certificate": deputy.certificate,
        "post": POSTS.get(Deputy.Post(deputy.post), ""),
    }


def delegations_list(convocation: Convocation, *, at: datetime) -> DelegationsList:
    """代表团和列席人员名单."""
    guests = Guest.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return {
        "organ": convocation.township.organ_name,
        "issued_on": on_day(at),
        "session": session_on_paper(convocation),
        "delegations": [
            _delegation(group.delegation.name, group.delegation.place, group.head, group.members)
            for group in delegations_of(convocation)
        ],
        "guests": [{"name": one.name, "capacity": one.capacity} for one in guests.order_by("id")],
    }


def _delegation(name: str, place: str, head: Deputy | None, members: list[Deputy]) -> DelegationSaid:
    return {
        "name": name,
        "place": place,
        "heads": [head.name] if head else [],
        "members": [one.name for one in members if head is None or one.pk != head.pk],
    }


def chair_script(meeting: Meeting, *, at: datetime) -> ChairScript:
    """主持词: the chair's page as a paper, with the numbers of this moment."""
    parts = script_of(told_of(meeting, at))
    return {
        "organ": meeting.township.organ_name,
        "issued_on": on_day(at),
        "session": session_on_paper(meeting.convocation) if meeting.convocation else "",
        "meeting": meeting_on_paper(meeting),
        "held_on": on_day(meeting.starts_at),
        "chair": meeting.chaired_by.name if meeting.chaired_by else "",
        "parts": [
            {
                "heading": part.title.split("　", 1)[-1],
                "is_item": part.is_item,
                "text": "\n".join(line for passage in part.passages for line in passage.lines),
            }
            for part in parts
        ],
    }
