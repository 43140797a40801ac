"""What the assembly's pages begin with: the session or meeting of the address, and the session's parts."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.sessions import Convocation
from huiyin.core.clock import today
from huiyin.people.pages import town_of, user_of

# (label, name of the page): the parts of a session, in the order in which an office works through them
PARTS: tuple[tuple[Any, str], ...] = (
    (_("Session"), "assembly:session"),
    (_("Meetings and agenda"), "assembly:meetings"),
    (_("Attendance"), "assembly:attendance"),
    (_("Motions"), "assembly:motions"),
    (_("Elections"), "assembly:elections"),
    (_("Papers"), "assembly:papers"),
)


def convocation_of(request: HttpRequest, town: str, pk: UUID) -> Convocation:
    """The session of this address with its township, for who may read it; Http404 for everybody else."""
    township = town_of(request, town)
    rows = Convocation.objects.of(township).visible_to(user_of(request))
    found: Convocation = get_object_or_404(rows.select_related("township", "session__term"), pk=pk)
    return found


def meeting_of(request: HttpRequest, town: str, pk: UUID) -> Meeting:
    """The meeting of this address with its session and congress, likewise."""
    township = town_of(request, town)
    rows = Meeting.objects.of(township).visible_to(user_of(request))
    rows = rows.select_related("township", "term", "convocation__session__term", "chaired_by")
    found: Meeting = get_object_or_404(rows, pk=pk)
    return found


def is_to_come(meeting: Meeting) -> bool:
    """Whether the meeting's day is still to come: nobody can be present yet."""
    return meeting.state == MeetingState.PLANNED and localdate(meeting.starts_at) > today()


def parts_of(convocation: Convocation, town: str, active: str) -> list[dict[str, Any]]:
    """The tabs of a session's pages; a page that is not built is left out."""
    found = []
    for label, name in PARTS:
        try:
            url = reverse(name, args=[town, convocation.pk])
        except NoReverseMatch:
            continue
        found.append({"label": label, "url": url, "active": name == active})
    return found
