"""The pages of the acts on by-elections: each one form for one act, back to the seats."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly.actions.by_elections import (
    announce_by_election,
    call_off_by_election,
    change_by_election,
    enter_elected,
)
from huiyin.assembly.forms.seats import (
    AnnounceByElectionForm,
    CallOffForm,
    ChangeByElectionForm,
    EnterElectedForm,
)
from huiyin.assembly.lifecycle import BY_ELECTION_LIFECYCLE
from huiyin.assembly.models.seats import ByElection
from huiyin.assembly.queries.seats import term_at, vacancies_in
from huiyin.assembly.views.seating import office_town_of
from huiyin.core.clock import now, today
from huiyin.core.errors import ActRefused
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.townships.models import Constituency


def _back(town: str) -> str:
    return reverse("assembly:seats", args=[town])


@login_required
def announce_election(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Announce a by-election in a constituency."""
    township = office_town_of(request, town)
    constituency = get_object_or_404(Constituency.objects.of(township), pk=pk)
    term = term_at(township, today())
    if term is None:
        messages.error(request, _("Enter the congress first."))
        return redirect(_back(town))
    first = {"seats": vacancies_in(constituency, term, now()) or 1, "announced_on": today()}
    form = AnnounceByElectionForm(sent(request), initial=first)
    return form_page(
        request,
        form=form,
        action=lambda: announce_by_election(constituency, term=term, **form.cleaned_data, **doing(request)),
        title=_("By-election in %(name)s") % {"name": constituency.name},
        intro=_("The constituency elects again; there may be as many candidates as seats."),
        submit=_("Announce"),
        said=_("The by-election is announced."),
        back=_back(town),
    )


def _by_election(request: HttpRequest, town: str, pk: UUID) -> ByElection:
    township = town_of(request, town)
    rows = ByElection.objects.of(township).visible_to(user_of(request))
    found: ByElection = get_object_or_404(rows.select_related("township", "constituency", "term"), pk=pk)
    return found


def _by_election_page(
    request: HttpRequest, town: str, row: ByElection, act: str, **words: Any
) -> HttpResponse:
    """The form of one act on a by-election; one that is over says so on the page of the seats."""
    try:
        transition = BY_ELECTION_LIFECYCLE.check(row, act, by=user_of(request))
    except ActRefused as refusal:
        if request.method != "POST":
            messages.error(request, str(refusal))
            return redirect(_back(town))
        transition = BY_ELECTION_LIFECYCLE.index[act]  # the act itself refuses, or knows that it was done
    intro = _("By-election in %(name)s") % {"name": row.constituency.name}
    label = str(transition.label)
    return form_page(request, title=label, intro=intro, submit=label, back=_back(town), **words)


@login_required
def change_election(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    row = _by_election(request, town, pk)
    first = {"polling_on": row.polling_on, "reason": row.reason}
    form = ChangeByElectionForm(sent(request), initial=first)
    return _by_election_page(
        request, town, row, "change_by_election",
        form=form,
        action=lambda: change_by_election(row, **form.cleaned_data, **doing(request)),
        said=_("The by-election was changed."),
    )  # fmt: skip


@login_required
def enter_one(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    row = _by_election(request, town, pk)
    form = EnterElectedForm(sent(request), initial={"elected_on": min(row.polling_on, localdate(now()))})
    return _by_election_page(
        request, town, row, "enter_elected",
        form=form,
        action=lambda: enter_elected(row, **form.cleaned_data, **doing(request)),
        said=_("The deputy is on the roster and holds the seat."),
    )  # fmt: skip


@login_required
def call_off(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    row = _by_election(request, town, pk)
    form = CallOffForm(sent(request))
    return _by_election_page(
        request, town, row, "call_off_by_election",
        form=form,
        danger=True,
        action=lambda: call_off_by_election(row, **form.cleaned_data, **doing(request)),
        said=_("The by-election is called off."),
    )  # fmt: skip
