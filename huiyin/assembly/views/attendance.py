"""Signing in at the door, from the paper sheet and by the code of a notice; the attendance of a session."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.assembly.actions.attendance import (
    sign_in_deputies,
    sign_in_deputy,
    sign_out_deputy,
    strike_presence,
)
from huiyin.assembly.forms.attendance import SheetForm, SignInForm
from huiyin.assembly.lifecycle import ConvocationState, MeetingState
from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.assembly.models.sessions import Invitation
from huiyin.assembly.pages import convocation_of, is_to_come, meeting_of, parts_of
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.attendance import attendance_of, roll_of
from huiyin.assembly.queries.finding import MOST, code_in, deputies_meant
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.assembly.views.meetings import get_or_post
from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.people.models import Deputy
from huiyin.people.pages import SENT_BEFORE, doing, form_page, sent, town_of, user_of, was_sent_before

SITTING = (MeetingState.PLANNED, MeetingState.OPEN)


@login_required
@get_or_post
def sign_in(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Who is present, on leave, missing; for the office the one box that signs people in."""
    meeting = meeting_of(request, town, pk)
    moment = now()
    said: dict[str, Any] = {"hits": [], "refusal": "", "done": "", "typed": ""}
    if request.method == "POST":
        if not office(request.user, meeting):
            raise PermissionDenied("sign_in_deputy")
        said |= _signed_in(request, meeting, moment)
        if said["done"] and not request.htmx:  # type: ignore[attr-defined]
            messages.success(request, said["done"])
            return redirect("assembly:sign_in_deputy", town, pk)
    page = {
        "town": town,
        "meeting": meeting,
        "name": meeting_name(meeting),
        "parts": parts_of(meeting.convocation, town, "assembly:attendance") if meeting.convocation else [],
        "roll": roll_of(meeting, moment),
        "is_to_come": is_to_come(meeting),
        "may_sign": office(request.user, meeting) and meeting.state in SITTING,
        "is_office": office(request.user, meeting),
        **said,
    }
    whole = "assembly/sign_in.html"
    return render(request, f"{whole}#{_part(request)}" if _part(request) else whole, page)


def _part(request: HttpRequest) -> str:
    """Which part of the page is asked for: what a press changed, or the roll that follows by itself."""
    if not request.htmx:  # type: ignore[attr-defined]
        return ""
    return "told" if request.method == "POST" else "roll"


def _signed_in(request: HttpRequest, meeting: Meeting, moment: datetime) -> dict[str, Any]:
    """Sign in whoever was meant; several who may be meant are offered."""
    deputies = Deputy.objects.of(meeting.township)
    form = SignInForm(request.POST, deputies=deputies)
    if not form.is_valid():
        raise Http404
    typed = form.cleaned_data["who"].strip()
    if (chosen := form.cleaned_data["deputy"]) is not None:
        hits, how = [chosen], str(Presence.How.NAME)
    else:
        hits, how = deputies_meant(meeting, typed, moment)
    if len(hits) != 1:
        return {"hits": hits[:MOST], "refusal": _why_unclear(typed, len(hits)), "typed": typed}
    again = was_sent_before(request, meeting.township)
    try:
        sign_in_deputy(meeting, deputy=hits[0], how=how, by=user_of(request), at=moment,
                       act_id=doing(request)["act_id"])  # fmt: skip
    except ActRefused as refusal:
        return {"refusal": str(refusal)}
    return {"done": SENT_BEFORE if again else _("%(deputy)s is signed in.") % {"deputy": hits[0].name}}


def _why_unclear(typed: str, count: int) -> str:
    if not typed:
        return _("Type a name, pinyin initials or a code, or scan the notice.")
    if count == 0:
        return _("Nobody is found by “%(typed)s”. Type the name, or the initials of its pinyin.") % {
            "typed": typed
        }
    if count > MOST:
        return _("Too many are found by “%(typed)s”: type more of the name.") % {"typed": typed}
    return _("Who is meant by “%(typed)s”?") % {"typed": typed}


@login_required
@get_or_post
def sheet(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Sign in at once all who signed the paper sheet."""
    meeting = meeting_of(request, town, pk)
    if not office(request.user, meeting):
        raise PermissionDenied("sign_in_deputies")
    moment = now()
    roll = roll_of(meeting, moment)
    out = [stay.deputy.pk for stay in roll.stays if not stay.sits]
    coming = Deputy.objects.of(meeting.township).filter(pk__in=out).order_by("initials", "id")
    form = SheetForm(sent(request), deputies=coming)
    return form_page(
        request,
        form=form,
        action=lambda: sign_in_deputies(
            meeting, deputies=form.present(), since=form.cleaned_data["since"], **doing(request)
        ),
        title=_("Sign in from the paper sheet"),
        intro=meeting_name(meeting),
        submit=_("Sign them in"),
        said=_("The sheet is entered."),
        back=reverse("assembly:sign_in_deputy", args=[town, pk]),
        template="assembly/sheet.html",
    )


@login_required
@require_POST
def sign_out(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Note that a deputy leaves now."""
    return _ended(request, town, pk, sign_out_deputy, _("%(deputy)s left."))


@login_required
@require_POST
def strike(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Take back that a deputy was signed in by mistake."""
    return _ended(request, town, pk, strike_presence, _("%(deputy)s was never signed in."))


def _ended(request: HttpRequest, town: str, pk: UUID, action: Callable[..., Any], said: str) -> HttpResponse:
    """One press that ends a stay; back at the door."""
    township = town_of(request, town)
    presence = get_object_or_404(Presence.objects.of(township).select_related("deputy"), pk=pk)
    presence.meeting = meeting_of(request, town, presence.meeting_id)
    again = was_sent_before(request, township)
    try:
        action(presence, **doing(request))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        told = said % {"deputy": presence.deputy.name}
        messages.info(request, SENT_BEFORE) if again else messages.success(request, told)
    return redirect("assembly:sign_in_deputy", town, presence.meeting_id)


@login_required
@get_or_post
def by_code(request: HttpRequest, town: str, code: str) -> HttpResponse:
    """What the QR on a deputy's notice opens: for the office one press signs the deputy in."""
    township = town_of(request, town)
    invitations = Invitation.objects.of(township).select_related("deputy", "convocation__session__term")
    codes = (code_in(code), code_in(code).lower())
    invitation = get_object_or_404(invitations, code__in=codes)
    meeting = _meeting_of_today(invitation)
    page: dict[str, Any] = {
        "town": town,
        "deputy": invitation.deputy,
        "session": session_name(invitation.convocation.session),
        "meeting": meeting,
        "name": meeting_name(meeting) if meeting else "",
        "may_sign": office(request.user, township),
    }
    if request.method == "POST":
        if not page["may_sign"]:
            raise PermissionDenied("sign_in_deputy")
        page |= _by_code(request, invitation.deputy, meeting)
        if not page["refusal"]:
            return redirect("assembly:sign_in_by_code", town, code)
    if meeting is not None:
        presences = Presence.objects.of(township).filter(meeting=meeting, deputy=invitation.deputy)
        page |= {
            "presence": presences.filter(until_at__isnull=True).first(),
            "turnout": roll_of(meeting, now()).turnout,
        }
    return render(request, "assembly/sign_in_by_code.html", page)


def _meeting_of_today(invitation: Invitation) -> Meeting | None:
    """The meeting of the session that is open now, else the next one of today."""
    rows = Meeting.objects.of(invitation.township).filter(
        convocation=invitation.convocation, state__in=SITTING
    )
    today = localdate(now())
    found = list(rows.select_related("township", "term", "convocation").order_by("starts_at", "id")[:50])
    plenary = [one for one in found if one.body == "plenary"]
    open_now = [one for one in plenary if one.state == MeetingState.OPEN]
    of_today = [one for one in plenary if localdate(one.starts_at) == today]
    return next(iter([*open_now, *of_today]), None)


def _by_code(request: HttpRequest, deputy: Deputy, meeting: Meeting | None) -> dict[str, str]:
    if meeting is None:
        return {"refusal": _("No meeting of this session is held today.")}
    try:
        sign_in_deputy(meeting, deputy=deputy, how=Presence.How.CODE, **doing(request))
    except ActRefused as refusal:
        return {"refusal": str(refusal)}
    messages.success(request, _("%(deputy)s is signed in.") % {"deputy": deputy.name})
    return {"refusal": ""}


@login_required
@require_safe
def of_session(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The attendance of a whole session: each meeting's counts, and each deputy's."""
    convocation = convocation_of(request, town, pk)
    attendance = attendance_of(convocation, seen_by=user_of(request))
    page = {
        "town": town,
        "convocation": convocation,
        "title": session_name(convocation.session),
        "parts": parts_of(convocation, town, "assembly:attendance"),
        "attendance": attendance,
        "is_office": office(request.user, convocation),
        "is_over": convocation.state == ConvocationState.CLOSED,
        "rolls": [(roll, meeting_name(roll.meeting)) for roll in attendance.rolls],
        "to_come": [(meeting, meeting_name(meeting)) for meeting in attendance.to_come],
    }
    return render(request, "assembly/attendance.html", page)
