"""Requests for leave: entered by the clerk, answered by chair or clerk."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huiyin.assembly.actions.leave import answer_leave, ask_leave
from huiyin.assembly.forms.delegations import AnswerLeaveForm, LeaveForm
from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.sessions import Leave
from huiyin.assembly.pages import convocation_of
from huiyin.assembly.permissions import clerk, office
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.core.clock import now, today
from huiyin.people.pages import doing, form_page, sent, town_of, user_of


@login_required
def ask(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Enter that a deputy asks to be excused."""
    convocation = convocation_of(request, town, pk)
    if not clerk(user_of(request), convocation):
        raise PermissionDenied("ask_leave")
    meetings = Meeting.objects.of(convocation.township).filter(convocation=convocation)
    meetings = meetings.exclude(state=MeetingState.CALLED_OFF).order_by("starts_at", "id")
    deputies = deputies_at(convocation.session.term, now())
    form = LeaveForm(sent(request), deputies=deputies, meetings=meetings, today=today())
    return form_page(
        request,
        form=form,
        action=lambda: ask_leave(convocation, **form.cleaned_data, **doing(request)),
        title=_("Enter a request for leave"),
        intro=session_name(convocation.session),
        submit=_("Enter the request"),
        said=_("The request is entered; it waits for an answer."),
        back=f"{convocation.get_absolute_url()}#leave",
    )


@login_required
def answer(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Grant a request, or refuse it."""
    township, user = town_of(request, town), user_of(request)
    rows = Leave.objects.of(township).visible_to(user)
    rows = rows.select_related("township", "deputy", "meeting__convocation", "convocation__session__term")
    leave = get_object_or_404(rows, pk=pk)
    if not office(user, leave):
        raise PermissionDenied("answer_leave")
    form = AnswerLeaveForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: answer_leave(leave, **form.cleaned_data, **doing(request)),
        title=_("Leave of %(name)s") % {"name": leave.deputy.name},
        intro=_of(leave),
        lines=[_("Reason: %(reason)s") % {"reason": leave.reason}],
        submit=pgettext("leave", "Answer"),
        said=_("The answer is noted."),
        back=_back(leave, town),
    )


def _of(leave: Leave) -> str:
    """From what the deputy asks to be excused."""
    names = [session_name(leave.convocation.session)] if leave.convocation else []
    return " · ".join([*names, meeting_name(leave.meeting)] if leave.meeting else names)


def _back(leave: Leave, town: str) -> str:
    if leave.convocation is None:  # a presidium meeting between sessions
        return reverse("assembly:meeting", args=[town, leave.meeting_id])
    return f"{reverse('assembly:session', args=[town, leave.convocation_id])}#leave"
