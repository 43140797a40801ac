"""The sessions of the congress: the list, the page of one, and calling it step by step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huiyin.assembly.actions.convening import (
    call_off_session,
    call_session,
    change_session,
    close_session,
    enter_session,
    open_session,
    prepare_session,
)
from huiyin.assembly.forms.meetings import ReasonForm
from huiyin.assembly.forms.sessions import CallingForm, ChangeSessionForm, NewSessionForm
from huiyin.assembly.lifecycle import CONVOCATION_LIFECYCLE
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.pages import convocation_of
from huiyin.assembly.permissions import clerk, reads_sessions
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.printables import wait_of
from huiyin.assembly.queries.sessions import next_number, notice_due_on, sessions_page
from huiyin.assembly.titles import session_name
from huiyin.assembly.views.session_page import session_page
from huiyin.core.clock import now, today
from huiyin.core.errors import ActRefused
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.townships.models import Session, Township


def _clerks_town(request: HttpRequest, slug: str) -> Township:
    """The township, for its clerk. Raises Http404 for strangers, PermissionDenied for others of the town."""
    township = town_of(request, slug)
    if not clerk(user_of(request), township):
        raise PermissionDenied("sessions")
    return township


@login_required
@require_safe
def session_list(request: HttpRequest, town: str) -> HttpResponse:
    """The sessions, newest first; one that is not prepared yet can be."""
    township, user = town_of(request, town), user_of(request)
    if not reads_sessions(user, township):
        raise PermissionDenied("sessions")
    after = request.GET.get("after", "")
    try:
        rows, end = sessions_page(township, user, after)
    except (ValueError, TypeError) as error:
        raise Http404 from error
    here = reverse("assembly:sessions", args=[town])
    page = {
        "town": town,
        "rows": [(row, session_name(row.session)) for row in rows],
        "may_prepare": clerk(user, township),
        "today": today(),
        "first_url": here if after else "",
        "next_url": f"{here}?after={end}" if end else "",
    }
    return render(request, "assembly/sessions.html", page)


@login_required
@require_safe
def session(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One session: what is next, what is to be prepared, who takes part, who is excused."""
    convocation = convocation_of(request, town, pk)
    page = session_page(convocation, town, user_of(request), now())
    return render(request, "assembly/session.html", page)


@login_required
def enter(request: HttpRequest, town: str) -> HttpResponse:
    """A new session and its calling in one form."""
    township = _clerks_town(request, town)
    term, number = next_number(township)
    if term is None:
        messages.error(request, _("Enter the congress first: a session belongs to one."))
        return redirect("people:congresses", town)
    initial = {"term": term.pk, "number": number, "has_budget": True}
    form = NewSessionForm(sent(request), initial=initial, township=township)
    made: list[Convocation] = []

    def do() -> None:
        words = dict(form.cleaned_data)
        made.append(enter_session(words.pop("term"), **words, **doing(request)))

    return form_page(
        request,
        form=form,
        action=do,
        title=_("Enter a session"),
        submit=_("Prepare the session"),
        said=_("The session is being prepared; its checklist is laid out."),
        back=reverse("assembly:sessions", args=[town]),
        then=lambda: made[0].get_absolute_url(),
        template="assembly/calling.html",
    )


@login_required
def prepare(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Begin to prepare a session that stands in the town's settings."""
    township = _clerks_town(request, town)
    rows = Session.objects.of(township).select_related("township", "term")
    bare = get_object_or_404(rows, pk=pk)
    form = CallingForm(sent(request), initial={"has_budget": True}, township=township)
    made: list[Convocation] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(prepare_session(bare, **form.cleaned_data, **doing(request))),
        title=_("Prepare: %(session)s") % {"session": session_name(bare)},
        submit=_("Prepare the session"),
        said=_("The session is being prepared; its checklist is laid out."),
        back=reverse("assembly:sessions", args=[town]),
        then=lambda: made[0].get_absolute_url(),
        template="assembly/calling.html",
        session=bare,
    )


def _act_page(
    request: HttpRequest,
    town: str,
    pk: UUID,
    act: str,
    *,
    form_of: Callable[[Convocation], BaseForm],
    do: Callable[[Convocation, dict[str, Any]], Any],
    said: str,
    lines_of: Callable[[Convocation], list[str]] = lambda convocation: [],
    **words: Any,
) -> HttpResponse:
    """The page of one act of a session's life; one that is not possible now is refused before its form."""
    convocation = convocation_of(request, town, pk)
    transition = CONVOCATION_LIFECYCLE.index[act]
    if not transition.who(user_of(request), convocation):
        raise PermissionDenied(act)
    if request.method != "POST":
        try:
            CONVOCATION_LIFECYCLE.check(convocation, act, by=user_of(request))
        except ActRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(convocation)
    form = form_of(convocation)
    return form_page(
        request,
        form=form,
        action=lambda: do(convocation, {**form.cleaned_data, **doing(request)}),
        title=_("%(act)s: %(session)s")
        % {"act": transition.label, "session": session_name(convocation.session)},
        submit=str(transition.label),
        said=said,
        back=convocation.get_absolute_url(),
        lines=lines_of(convocation) if request.method != "POST" else [],
        **words,
    )


@login_required
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    return _act_page(
        request, town, pk, "change_session",
        form_of=lambda one: ChangeSessionForm(sent(request), initial=ChangeSessionForm.values_of(one)),
        do=lambda one, words: change_session(one, **words),
        said=_("The session was changed; what is still to be prepared has its new days."),
        columns=True,
    )  # fmt: skip


@login_required
def call(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    return _act_page(
        request, town, pk, "call_session",
        form_of=lambda one: ConfirmForm(sent(request)),
        do=lambda one, words: call_session(one, **words),
        said=_("The session is called: each deputy has a notice with a code."),
        lines_of=_before_calling,
    )  # fmt: skip


def _before_calling(convocation: Convocation) -> list[str]:
    """Whom the notice goes to, where it calls them, and whether it is late."""
    count = deputies_at(convocation.session.term, now()).count()
    lines = [
        ngettext(
            "%(count)s deputy holds a seat and gets a notice with a code for the door.",
            "%(count)s deputies hold a seat; each gets a notice with a code for the door.",
            count,
        )
        % {"count": count}
    ]
    if wait_of("agenda", convocation):
        lines.append(
            _(
                "No agenda was planned yet: the notice will have none. "
                "Plan the meetings and their items first."
            )
        )
    due_on = notice_due_on(convocation)
    if due_on is not None and localdate(now()) > due_on:
        lines.append(
            _("The notice is late: by the rules it had to be out on %(day)s. The journal will say so.")
            % {"day": date_format(due_on, "DATE_FORMAT")}
        )
    return lines


@login_required
def open_page(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    return _act_page(
        request, town, pk, "open_session",
        form_of=lambda one: ConfirmForm(sent(request)),
        do=lambda one, words: open_session(one, **words),
        said=_("The session is open."),
    )  # fmt: skip


@login_required
def close_page(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    return _act_page(
        request, town, pk, "close_session",
        form_of=lambda one: ConfirmForm(sent(request)),
        do=lambda one, words: close_session(one, **words),
        said=_("The session is closed."),
        intro=_("All its meetings must be closed. What remains is what follows it: announcements, papers."),
    )  # fmt: skip


@login_required
def call_off(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    return _act_page(
        request, town, pk, "call_off_session",
        form_of=lambda one: ReasonForm(sent(request)),
        do=lambda one, words: call_off_session(one, **words),
        said=_("The session was called off."),
        intro=_("Its number stays with it. Tell the deputies who have their notice."),
        danger=True,
    )  # fmt: skip
