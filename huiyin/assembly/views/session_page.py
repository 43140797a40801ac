"""What the page of a session shows, put together once for all its parts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from huiyin.assembly import permissions as who
from huiyin.assembly.law import quorum
from huiyin.assembly.lifecycle import CONVOCATION_LIFECYCLE, ConvocationState
from huiyin.assembly.models.sessions import Asker, Convocation, Guest, Invitation
from huiyin.assembly.pages import parts_of
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.delegations import delegations_of, without_delegation
from huiyin.assembly.queries.preparing import CheckLine, checklist
from huiyin.assembly.queries.sessions import leaves_of
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.core.lifecycle import Transition
from huiyin.people.models import Deputy, User

STEPS = ("call_session", "open_session", "close_session")  # the life of a session, onwards
OVER = (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)
TONES = {
    ConvocationState.PLANNED: "amber",
    ConvocationState.CALLED: "indigo",
    ConvocationState.IN_SESSION: "seal",
}


def session_page(convocation: Convocation, town: str, user: User, moment: datetime) -> dict[str, Any]:
    """Everything of `assembly/session.html`."""
    page = {
        "town": town,
        "convocation": convocation,
        "session": convocation.session,
        "name": session_name(convocation.session),
        "tone": TONES.get(ConvocationState(convocation.state), "mute"),
        "parts": parts_of(convocation, town, "assembly:session"),
        "today": localdate(moment),
        "is_clerk": who.clerk(user, convocation),
        "is_office": who.office(user, convocation),
        "is_over": convocation.state in OVER,
        **_counted(convocation, town, user, moment),
        **_taking_part(convocation, moment),
    }
    lines = checklist(convocation, page["today"]) if who.staff(user, convocation) else []
    page |= _acts(convocation, user, page["today"], lines)
    page["lines"], page["open_count"] = lines, sum(not line.row.is_done for line in lines)
    if who.staff(user, convocation):
        page["leaves"] = [
            (one, meeting_name(one.meeting) if one.meeting else "") for one in leaves_of(convocation)
        ]
    return page


def _counted(convocation: Convocation, town: str, user: User, moment: datetime) -> dict[str, Any]:
    """N, the quorum that follows, the notices that went out, who asked."""
    seats = deputies_at(convocation.session.term, convocation.closed_at or moment).count()
    invited = Invitation.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return {
        "seats": seats,
        "needed": quorum("plenary").needed(seats),
        "quorum_source": quorum("plenary").source,
        "seats_url": _seats_url(town) if who.staff(user, convocation) else "",
        "invited": invited.count() if convocation.called_at else 0,
        "askers": _askers(convocation),
    }


def _askers(convocation: Convocation) -> list[Deputy]:
    """The deputies who asked for it, by name."""
    if convocation.asked_by != Convocation.AskedBy.DEPUTIES:
        return []
    rows = Asker.objects.filter(township_id=convocation.township_id, convocation=convocation)
    rows = rows.select_related("deputy").order_by("deputy__initials", "id")
    return [one.deputy for one in rows]


def _seats_url(town: str) -> str:
    """The list of those who hold a seat; nothing where that page is not built."""
    try:
        return reverse("assembly:seat_holders", args=[town])
    except NoReverseMatch:
        return ""


def _taking_part(convocation: Convocation, moment: datetime) -> dict[str, Any]:
    guests = Guest.objects.filter(township_id=convocation.township_id, convocation=convocation)
    return {
        "groups": delegations_of(convocation),
        "left": without_delegation(convocation, convocation.closed_at or moment),
        "guests": list(guests.order_by("id")),
    }


def _acts(convocation: Convocation, user: User, today: Any, lines: Iterable[CheckLine]) -> dict[str, Any]:
    """The acts that this person may do now: the next one apart. Before its first day a called session has
    none, and the next thing is the first open line of the checklist.
    """
    open_now: list[Transition] = list(CONVOCATION_LIFECYCLE.open_to(user, convocation))
    if today < convocation.session.opens_on:
        open_now = [one for one in open_now if one.act != "open_session"]
    step = next((one for one in open_now if one.act in STEPS), None)
    return {"next_act": step, "acts": [one for one in open_now if one is not step]}
