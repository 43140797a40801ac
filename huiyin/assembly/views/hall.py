"""The hall's screen, which follows a meeting by itself, and the chair's page with the script.

The screen is opened by a key and knows nobody: no sign-in, no session, no cookie. It asks every two seconds
whether anything changed; while nothing did the answer is 304 and costs one query.
"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.pages import meeting_of
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.hall import Stand, hall_show, stand_by_key
from huiyin.assembly.queries.script import current, script_of, told_of
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.core.clock import now

DRAWN = 1  # raised when the screen is drawn differently: open screens then fetch it anew
KEPT_SECONDS = 300
LANGUAGES = {"en": "en"}  # anything else: Chinese, whatever the hall's computer prefers


@require_safe
def hall(request: HttpRequest, town: str, hall_key: str) -> HttpResponse:
    """The screen of a meeting, for whoever has its key."""
    stand = _stand(town, hall_key)
    with translation.override(_language(request)):
        page = render_to_string(
            "assembly/hall.html",
            {
                "now": _drawn(stand),
                "mark": _tag(stand),
                "state_url": f"{request.path}state/?{request.GET.urlencode()}",
                "LANGUAGE_CODE": translation.get_language(),
            },
        )
    return _with_headers(HttpResponse(page), "")


@require_safe
def hall_state(request: HttpRequest, town: str, hall_key: str) -> HttpResponse:
    """What the screen shows now, or 304 when it shows that already."""
    stand = _stand(town, hall_key)
    with translation.override(_language(request)):
        tag = _tag(stand)
        if _has(request, tag):
            return _with_headers(HttpResponseNotModified(), tag)
        return _with_headers(HttpResponse(_drawn(stand)), tag)


def _has(request: HttpRequest, tag: str) -> bool:
    """Whether the follower shows this already; compressed on its way, a mark becomes a weak one."""
    return request.headers.get("If-None-Match", "").removeprefix("W/") == tag


def _stand(town: str, hall_key: str) -> Stand:
    stand = stand_by_key(town, hall_key)
    if stand is None:
        raise Http404
    return stand


def _language(request: HttpRequest) -> str:
    return LANGUAGES.get(request.GET.get("language", ""), "zh-hans")


def _tag(stand: Stand) -> str:
    return f'"{DRAWN}.{stand.mark}.{translation.get_language()}"'


def _with_headers(response: HttpResponse, tag: str) -> HttpResponse:
    response["Cache-Control"] = "no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    if tag:
        response["ETag"] = tag
    return response


def _drawn(stand: Stand) -> str:
    """What stands on the screen; drawn once for all who follow, and anew when the mark changes."""
    key = f"hall:{stand.meeting_pk}:{_tag(stand)}"
    known: str | None = cache.get(key)
    if known is None:
        known = _draw(stand.meeting_pk, now())
        cache.set(key, known, KEPT_SECONDS)
    return known


def _draw(pk: UUID, moment: datetime) -> str:
    show = hall_show(pk, moment)
    meeting = show.meeting
    words = {
        "show": show,
        "town": meeting.township.name,
        "name": meeting_name(meeting),
        "session": session_name(meeting.convocation.session) if meeting.convocation else "",
    }
    return render_to_string("assembly/_hall_now.html", words)


@login_required
@require_safe
def chair(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The chair's page: what to say now and next, and the whole script."""
    meeting = _chaired(request, town, pk)
    page = {
        "town": town,
        "meeting": meeting,
        "name": meeting_name(meeting),
        "mark": _chair_tag(meeting),
        **_script(meeting),
    }
    return render(request, "assembly/chair.html", page)


@login_required
@require_safe
def chair_state(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The script as it stands now, or 304."""
    meeting = _chaired(request, town, pk)
    tag = _chair_tag(meeting)
    if _has(request, tag):
        return _with_headers(HttpResponseNotModified(), tag)
    return _with_headers(render(request, "assembly/_chair_now.html", _script(meeting)), tag)


def _chaired(request: HttpRequest, town: str, pk: UUID) -> Meeting:
    """The meeting, for the office: the script names results before they are announced."""
    meeting = meeting_of(request, town, pk)
    if not office(request.user, meeting):
        raise PermissionDenied("chair")
    return meeting


def _chair_tag(meeting: Meeting) -> str:
    return f'"chair.{DRAWN}.{meeting.version}.{translation.get_language()}"'


def _script(meeting: Meeting) -> dict[str, object]:
    told = told_of(meeting, now())
    parts = script_of(told)
    return {"script": parts, "current": current(parts), "turnout": told.present}
