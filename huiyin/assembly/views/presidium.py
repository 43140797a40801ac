"""The presidium between sessions: its quarterly clock, what waits for it, and what its meetings decided."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.assembly.actions.presidium import CARRIED, decide_in_presidium, propose_items
from huiyin.assembly.forms.presidium import FORMS, ProposeForm
from huiyin.assembly.law import quorum
from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.pages import meeting_of
from huiyin.assembly.permissions import clerk, office, staff
from huiyin.assembly.queries.counts import members_at, turnout_at
from huiyin.assembly.queries.deciding import decidable, decided_at
from huiyin.assembly.queries.presidium import (
    decisions_of,
    last_met,
    meetings_page,
    motions_decided,
    name_in_loop,
    next_planned,
    presidium_term,
    quarter_clock,
    waiting_for,
)
from huiyin.assembly.titles import meeting_name
from huiyin.assembly.views.seats import staff_town_of
from huiyin.core.clock import now, today
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.people.forms.choices import term_label
from huiyin.people.pages import doing, form_page, sent, user_of
from huiyin.townships.models import Term, Township

WORDS = "words"  # a decision that becomes no act in the loop


@login_required
@require_safe
def presidium(request: HttpRequest, town: str) -> HttpResponse:
    """The meetings between sessions, newest first, with the quarterly clock and what waits."""
    township = staff_town_of(request, town)
    after = request.GET.get("after", "")
    try:
        rows, end = meetings_page(township, request.user, after)
    except ValueError as error:
        raise Http404 from error
    here, term = reverse("assembly:presidium", args=[town]), presidium_term(township, today())
    page = {
        "town": town,
        "today": today(),
        "meetings": [(meeting, meeting_name(meeting)) for meeting in rows],
        "may_plan": clerk(request.user, township),
        "may_act": office(request.user, township),
        "next_url": f"{here}?{urlencode({'after': end})}" if end else "",
        "first_url": here if after else "",
        **(_standing(township, term) if term else {}),
    }
    return render(request, "assembly/presidium.html", page)


def _standing(township: Township, term: Term) -> dict[str, Any]:
    """Where the presidium stands today: its members, its clock, its next meeting and what waits."""
    members, coming = members_at(term, now()).count(), next_planned(township)
    last, clock = last_met(township, today()), quarter_clock(township, today())
    return {
        "congress": term_label(term),
        "members": members,
        "quorum": quorum("presidium").needed(members),
        "clock": clock,
        "is_covered": bool(clock and coming and localdate(coming.starts_at) <= clock.due_on),
        "last": last,
        "last_name": meeting_name(last.meeting) if last and last.meeting else "",
        "coming": coming,
        "coming_name": meeting_name(coming) if coming else "",
        "waiting": waiting_for(term, today()),
    }


def _office_meeting(request: HttpRequest, town: str, pk: UUID) -> Meeting:
    """A meeting of the presidium, for who runs it. Raises Http404, PermissionDenied."""
    meeting = meeting_of(request, town, pk)
    if not office(user_of(request), meeting):
        raise PermissionDenied("presidium")
    if meeting.kind != Meeting.Kind.PRESIDIUM:
        raise Http404
    return meeting


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Put what waits on the agenda of a meeting: all that is ticked, by one press."""
    meeting = _office_meeting(request, town, pk)
    form = ProposeForm(sent(request), user=request.user, township=meeting.township)
    ticked = request.POST.getlist("chosen")
    return form_page(
        request,
        form=form,
        action=lambda: propose_items(meeting, **form.cleaned_data["chosen"], **doing(request)),
        template="assembly/propose_items.html",
        title=_("Put what waits on the agenda"),
        submit=_("Put on the agenda"),
        said=_("It stands on the agenda."),
        back=meeting.get_absolute_url(),
        town=town,
        meeting=meeting,
        name=meeting_name(meeting),
        waiting=waiting_for(meeting.term, today()),
        ticked=ticked if request.method == "POST" else None,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Record what the meeting decided: choose the item and what becomes of it, then write it down."""
    meeting = _office_meeting(request, town, pk)
    act = request.GET.get("act", "")
    if not act:
        return _choices(request, town, meeting)
    item = _item_of(request, meeting)
    if act == WORDS:
        return _decide(request, meeting, item, "")
    if act not in CARRIED or item is None or item.matter is None:
        raise Http404
    if not MATTER_LIFECYCLE.index[act].who(request.user, item.matter):
        raise PermissionDenied(act)
    return _decide(request, meeting, item, act)


def _item_of(request: HttpRequest, meeting: Meeting) -> AgendaItem | None:
    """The item that the address names; none where it names none. Raises Http404 for one that is not here."""
    wanted = request.GET.get("item", "")
    if not wanted:
        return None
    try:
        key = UUID(wanted)
    except ValueError as error:
        raise Http404 from error
    rows = AgendaItem.objects.of(meeting.township).filter(meeting=meeting).select_related("matter")
    found: AgendaItem = get_object_or_404(rows, pk=key)
    if found.matter is not None:
        found.matter.township = meeting.township
    return found


def _choices(request: HttpRequest, town: str, meeting: Meeting) -> HttpResponse:
    page = {
        "town": town,
        "meeting": meeting,
        "name": meeting_name(meeting),
        "items": decidable(meeting, request.user),
        "turnout": turnout_at(meeting, decided_at(meeting, None, now())),
        "sits": meeting.state in (MeetingState.OPEN, MeetingState.CLOSED),
    }
    return render(request, "assembly/decide.html", page)


def _decide(request: HttpRequest, meeting: Meeting, item: AgendaItem | None, act: str) -> HttpResponse:
    matter = item.matter if item else None
    form = FORMS[act](sent(request), matter=matter)
    label = str(MATTER_LIFECYCLE.index[act].label) if act else _("Record a decision in words")
    return form_page(
        request,
        form=form,
        action=lambda: decide_in_presidium(
            meeting, item=item, matter=matter, act=act, text=form.cleaned_data["text"],
            ruling=form.ruling(), **_when(request, meeting, item),
        ),
        title=label,
        intro=f"{name_in_loop(meeting)} · {item.title}" if item else name_in_loop(meeting),
        submit=_("Record the decision"),
        said=_("The decision is recorded and carried out."),
        back=meeting.get_absolute_url(),
    )  # fmt: skip


def _when(request: HttpRequest, meeting: Meeting, item: AgendaItem | None) -> dict[str, Any]:
    """Who records it, when it was decided, and when it was typed where that is later."""
    words = doing(request)
    moment = decided_at(meeting, item, words["at"])
    return words if moment == words["at"] else {**words, "at": moment, "typed_at": words["at"]}


@login_required
@require_safe
def decisions(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """What a meeting of the presidium decided, as a part of another page; for the presidium's own people."""
    meeting = meeting_of(request, town, pk)
    if not staff(user_of(request), meeting):
        raise PermissionDenied("presidium")
    page = {
        "town": town,
        "meeting": meeting,
        "decisions": decisions_of(meeting),
        "motions": motions_decided(meeting),
        "runs": office(user_of(request), meeting),
        "today": today(),
    }
    return render(request, "assembly/_decisions.html", page)
