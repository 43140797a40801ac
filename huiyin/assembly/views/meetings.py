"""A session's meetings, and the page from which the clerk runs one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.assembly.actions.meetings import (
    call_off_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
    plan_meeting,
)
from huiyin.assembly.forms.agenda import SpeechForm
from huiyin.assembly.forms.meetings import FirstMeetingForm, MeetingForm, PlanMeetingForm, ReasonForm
from huiyin.assembly.lifecycle import MEETING_LIFECYCLE, ConvocationState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.pages import convocation_of, is_to_come, meeting_of, parts_of
from huiyin.assembly.permissions import clerk, office, staff
from huiyin.assembly.queries.agenda import agenda_of
from huiyin.assembly.queries.attendance import roll_of
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.meetings import has_met_between, meetings_of, next_act
from huiyin.assembly.queries.presidium import decisions_of, motions_decided
from huiyin.assembly.queries.script import Phrase, phrase_text, phrases
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.core.clock import now, today
from huiyin.core.errors import ActRefused
from huiyin.core.lifecycle import Lifecycle
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.townships.models import Term, Township

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def meeting_list(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The meetings of a session in their order, each with its agenda."""
    convocation = convocation_of(request, town, pk)
    over = convocation.state in (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)
    page = {
        "town": town,
        "convocation": convocation,
        "title": session_name(convocation.session),
        "parts": parts_of(convocation, town, "assembly:meetings"),
        "meetings": meetings_of(convocation, user_of(request)),
        "may_plan": not over and clerk(request.user, convocation),
    }
    return render(request, "assembly/meetings.html", page)


@login_required
@require_safe
def meeting(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One meeting: what is in hand, what comes next, who is present, the agenda, who spoke."""
    shown = meeting_of(request, town, pk)
    agenda, roll = agenda_of(shown), roll_of(shown, now())
    runs = office(request.user, shown)
    primary, more = next_act(shown, agenda, roll.turnout) if runs else None, []
    if runs:
        more = [
            t for t in MEETING_LIFECYCLE.open_to(request.user, shown) if t.act != getattr(primary, "act", "")
        ]
    page = {
        "town": town,
        "meeting": shown,
        "name": meeting_name(shown),
        "agenda": agenda,
        "roll": roll,
        "primary": primary,
        "more": [{"label": t.label, "url": reverse(f"assembly:{t.act}", args=[town, pk])} for t in more],
        "runs": runs,
        "clerk": clerk(request.user, shown),
        "is_to_come": is_to_come(shown),
        **_session_words(shown, town),
        **(_speaking(shown, agenda, roll) if runs else {}),
        **_decided(request, shown),
    }
    return render(request, "assembly/meeting.html", page)


def _decided(request: HttpRequest, shown: Meeting) -> dict[str, Any]:
    """What a meeting of the presidium decided, for the presidium's own people."""
    if shown.kind != Meeting.Kind.PRESIDIUM or not staff(request.user, shown):
        return {}
    decided = {"decisions": decisions_of(shown), "motions": motions_decided(shown)}
    return {"shows_decisions": True, "today": today(), **decided}


def _session_words(shown: Meeting, town: str) -> dict[str, Any]:
    """The tabs of the session; a presidium meeting between sessions has none."""
    if shown.convocation is None:
        try:
            return {"parts": [], "presidium_url": reverse("assembly:presidium", args=[town])}
        except NoReverseMatch:
            return {"parts": []}
    return {
        "parts": parts_of(shown.convocation, town, "assembly:meetings"),
        "session_name": session_name(shown.convocation.session),
    }


def _speaking(shown: Meeting, agenda: Any, roll: Any) -> dict[str, Any]:
    """The form for who spoke, and the chair's phrases."""
    deputies = [stay.deputy for stay in roll.stays]
    guests = list(shown.convocation.guests.order_by("name", "id")[:200]) if shown.convocation else []
    initial = {"item": str(agenda.in_hand.item.pk) if agenda.in_hand else ""}

    def may_say(phrase: Phrase) -> bool:
        return bool(roll.turnout.is_reached) or not phrase.needs_quorum

    form = SpeechForm(
        initial=initial, items=[line.item for line in agenda.lines], deputies=deputies, auto_id="speech_%s"
    )
    return {
        "speech_form": form,
        "speakers": [
            *((one.name, one.initials) for one in deputies),
            *((g.name, g.capacity) for g in guests),
        ],
        "phrases": [(one, phrase_text(one, roll.turnout)) for one in phrases().values() if may_say(one)],
    }


def not_now(request: HttpRequest, lifecycle: Lifecycle, row: Any, act: str, back: str) -> HttpResponse | None:
    """Refuse who may not (PermissionDenied); what is not possible now is said on the page it came from.

    A form that was sent goes on: its act refuses by itself, or was done before.
    """
    try:
        lifecycle.check(row, act, by=user_of(request))
    except ActRefused as refusal:
        if request.method == "POST":
            return None
        messages.error(request, str(refusal))
        return redirect(back)
    return None


def _kept_town(request: HttpRequest, town: str, act: str) -> Township:
    township = town_of(request, town)
    if not clerk(request.user, township):
        raise PermissionDenied(act)
    return township


@login_required
@get_or_post
def plan(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Plan a meeting of a session."""
    township = _kept_town(request, town, "plan_meeting")
    convocation = convocation_of(request, town, pk)
    first = localtime(now()).replace(
        year=convocation.session.opens_on.year,
        month=convocation.session.opens_on.month,
        day=convocation.session.opens_on.day,
        hour=9, minute=0, second=0, microsecond=0,
    )  # fmt: skip
    form = PlanMeetingForm(
        sent(request),
        initial={"starts_at": first, "place": convocation.place},
        chairs=deputies_at(convocation.session.term, now()),
    )
    made: list[Meeting] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(
            plan_meeting(township, convocation=convocation, **form.cleaned_data, **doing(request))
        ),
        title=_("Plan a meeting"),
        intro=session_name(convocation.session),
        submit=_("Plan the meeting"),
        columns=True,
        said=_("The meeting is planned. Enter its agenda now."),
        back=reverse("assembly:meetings", args=[town, pk]),
        then=lambda: made[0].get_absolute_url(),
    )


@login_required
@get_or_post
def plan_between_sessions(request: HttpRequest, town: str) -> HttpResponse:
    """Plan a meeting of the presidium between sessions."""
    township = _kept_town(request, town, "plan_meeting")
    term = get_object_or_404(Term.objects.of(township).order_by("-number")[:1])
    sort = MeetingForm if has_met_between(term) else FirstMeetingForm
    form = sort(sent(request), chairs=deputies_at(term, now()))
    made: list[Meeting] = []
    words: dict[str, Any] = {"kind": Meeting.Kind.PRESIDIUM, "term": term}
    return form_page(
        request,
        form=form,
        action=lambda: made.append(plan_meeting(township, **words, **form.cleaned_data, **doing(request))),
        title=_("Plan a meeting of the presidium"),
        intro=_("A meeting between sessions; those of a session are planned on the session's page."),
        submit=_("Plan the meeting"),
        columns=True,
        said=_("The meeting is planned. Enter its agenda now."),
        back=reverse("desk:home", args=[town]),
        then=lambda: made[0].get_absolute_url(),
    )


@login_required
@get_or_post
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    changed = meeting_of(request, town, pk)
    back = changed.get_absolute_url()
    if (refused := not_now(request, MEETING_LIFECYCLE, changed, "change_meeting", back)) is not None:
        return refused
    values = {
        "starts_at": localtime(changed.starts_at), "place": changed.place, "chaired_by": changed.chaired_by_id
    }  # fmt: skip
    form = MeetingForm(sent(request), initial=values, chairs=deputies_at(changed.term, now()))
    return form_page(
        request,
        form=form,
        action=lambda: change_meeting(changed, **form.cleaned_data, **doing(request)),
        title=_("Change the meeting"),
        intro=meeting_name(changed),
        submit=_("Save"),
        columns=True,
        said=_("The meeting was changed."),
        back=back,
    )


@login_required
@get_or_post
def open_page(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    opened = meeting_of(request, town, pk)
    back = opened.get_absolute_url()
    if (refused := not_now(request, MEETING_LIFECYCLE, opened, "open_meeting", back)) is not None:
        return refused
    return form_page(
        request,
        form=(form := ConfirmForm(sent(request))),
        action=lambda: open_meeting(opened, **doing(request)),
        title=_("Open the meeting"),
        intro=meeting_name(opened),
        submit=_("Open the meeting"),
        said=_("The meeting is open."),
        back=back,
        lines=[] if form.is_bound else [_("From now on items can be taken up and votes opened.")],
    )


@login_required
@get_or_post
def close(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    closed = meeting_of(request, town, pk)
    back = closed.get_absolute_url()
    if (refused := not_now(request, MEETING_LIFECYCLE, closed, "close_meeting", back)) is not None:
        return refused
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: close_meeting(closed, **doing(request)),
        title=_("Close the meeting"),
        intro=meeting_name(closed),
        submit=_("Close the meeting"),
        said=_("The meeting is closed; whoever was present stayed until now."),
        back=back,
    )


@login_required
@get_or_post
def call_off(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    meant = meeting_of(request, town, pk)
    back = meant.get_absolute_url()
    if (refused := not_now(request, MEETING_LIFECYCLE, meant, "call_off_meeting", back)) is not None:
        return refused
    form = ReasonForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: call_off_meeting(meant, **form.cleaned_data, **doing(request)),
        title=_("Call the meeting off"),
        intro=meeting_name(meant),
        submit=_("Call the meeting off"),
        danger=True,
        said=_("The meeting is called off."),
        back=back,
    )
