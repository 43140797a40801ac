"""The acts of an election, each a page with one form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.assembly.actions.elections import (
    call_election,
    call_off_election,
    conclude_election,
    nominate,
    prepare_ballot,
    settle_candidates,
    withdraw_candidate,
)
from huiyin.assembly.electing import Fit, fit_of
from huiyin.assembly.forms.elections import CallElectionForm, ConcludeForm, NominateForm, SettleForm
from huiyin.assembly.forms.meetings import ReasonForm
from huiyin.assembly.forms.places import SecretBallotForm
from huiyin.assembly.lifecycle import ELECTION_LIFECYCLE
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.pages import convocation_of
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.election_page import candidates_wanted, next_of
from huiyin.assembly.queries.elections import course_of
from huiyin.assembly.queries.places import places_of
from huiyin.assembly.titles import session_name
from huiyin.assembly.views.elections import election_of
from huiyin.assembly.views.meetings import not_now
from huiyin.core.clock import now
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import doing, form_page, sent, town_of
from huiyin.search.strokes import by_strokes

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def _begun(request: HttpRequest, town: str, pk: UUID, act: str) -> tuple[Election, HttpResponse | None]:
    """The election, and the way back when the act is not possible now."""
    election = election_of(request, town, pk)
    return election, not_now(request, ELECTION_LIFECYCLE, election, act, election.get_absolute_url())


@login_required
@get_or_post
def call(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    convocation = convocation_of(request, town, pk)
    if not office(request.user, convocation):
        raise PermissionDenied("call_election")
    form = CallElectionForm(sent(request))
    made: list[Election] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(call_election(convocation, **form.cleaned_data, **doing(request))),
        title=_("Call an election"),
        intro=session_name(convocation.session),
        submit=_("Call the election"),
        said=_("The election is called. Enter the nominations now."),
        back=reverse("assembly:elections", args=[town, pk]),
        then=lambda: made[0].get_absolute_url(),
    )


@login_required
@get_or_post
def nominate_page(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    election, refused = _begun(request, town, pk, "nominate")
    if refused is not None:
        return refused
    course = course_of(election)
    seated = deputies_at(election.convocation.session.term, now())
    form = NominateForm(sent(request), course=course, seated=seated)
    return form_page(
        request,
        form=form,
        action=lambda: nominate(election, **form.cleaned_data, **doing(request)),
        title=_("Enter a nomination"),
        intro=f"{election.title} · {candidates_wanted(course)}",
        submit=_("Enter the nomination"),
        said=_("The nomination is entered."),
        back=election.get_absolute_url(),
    )


@login_required
@get_or_post
def withdraw(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    rows = Candidate.objects.of(town_of(request, town)).select_related("election")
    candidate = get_object_or_404(rows, pk=pk)
    election, refused = _begun(request, town, candidate.election_id, "withdraw_candidate")
    if refused is not None:
        return refused
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: withdraw_candidate(candidate, **doing(request)),
        title=_("Note that a candidate withdrew"),
        intro=f"{candidate.name} · {election.title}",
        submit=_("The candidate withdrew"),
        said=_("It is noted that the candidate withdrew."),
        back=election.get_absolute_url(),
        danger=True,
    )


@login_required
@get_or_post
def settle(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    election, refused = _begun(request, town, pk, "settle_candidates")
    if refused is not None:
        return refused
    course = course_of(election)
    needs_reason = fit_of(len(course.kept), course.margin) is Fit.NEEDS_REASON
    form = SettleForm(sent(request), needs_reason=needs_reason)
    names = sorted((one.name for one in course.kept), key=by_strokes)
    return form_page(
        request,
        form=form,
        action=lambda: settle_candidates(election, **form.cleaned_data, **doing(request)),
        title=_("Settle the candidates"),
        intro=f"{election.title} · {candidates_wanted(course)}",
        submit=_("Settle the candidates"),
        said=_("The candidates are settled, in the order of strokes."),
        back=election.get_absolute_url(),
        lines=[_("On the ballot, by strokes of the surname: %(names)s.") % {"names": "、".join(names)}],
    )


@login_required
@get_or_post
def ballot(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    election, refused = _begun(request, town, pk, "prepare_ballot")
    if refused is not None:
        return refused
    coming = next_of(course_of(election), now())
    if request.method != "POST" and coming.act != "prepare_ballot":
        messages.error(request, coming.text)
        return redirect(election)
    form = SecretBallotForm(
        sent(request),
        places=places_of(election.convocation),
        kind=AgendaItem.Kind.ELECTION,
        wanted=request.GET.get("item", ""),
    )
    made: list[Vote] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(_prepared(request, election, form)),
        title=_("Prepare the ballot"),
        intro=f"{election.title} · {coming.text}",
        submit=_("Prepare the ballot"),
        said=_("The ballot is prepared."),
        back=election.get_absolute_url(),
    )


def _prepared(request: HttpRequest, election: Election, form: SecretBallotForm) -> Vote:
    return prepare_ballot(election, **form.words(), method=form.cleaned_data["method"], **doing(request))


@login_required
@get_or_post
def conclude(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    election, refused = _begun(request, town, pk, "conclude_election")
    if refused is not None:
        return refused
    course = course_of(election)
    form = ConcludeForm(sent(request), left=course.left)
    names = "、".join(one.name for one in course.elected) or "—"
    lines = [_("Elected: %(names)s.") % {"names": names}]
    if course.left:
        lines.append(_("Places with nobody elected: %(left)s.") % {"left": course.left})
    return form_page(
        request,
        form=form,
        action=lambda: conclude_election(election, **form.cleaned_data, **doing(request)),
        title=_("Conclude the election"),
        intro=election.title,
        submit=_("Conclude the election"),
        said=_("The election is concluded."),
        back=election.get_absolute_url(),
        lines=lines,
    )


@login_required
@get_or_post
def call_off(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    election, refused = _begun(request, town, pk, "call_off_election")
    if refused is not None:
        return refused
    form: Any = ReasonForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: call_off_election(election, **form.cleaned_data, **doing(request)),
        title=_("Call the election off"),
        intro=election.title,
        submit=_("Call the election off"),
        said=_("The election is called off."),
        back=election.get_absolute_url(),
        danger=True,
    )
