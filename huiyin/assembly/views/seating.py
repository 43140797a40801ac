"""The pages of the acts on seats: each one form for one act, back to the seats."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly import law
from huiyin.assembly.actions.by_elections import (
    announce_by_election,
    call_off_by_election,
    change_by_election,
    enter_elected,
)
from huiyin.assembly.actions.seating import (
    announce_seat,
    end_seat_after_vote,
    end_seat_for_absence,
    plan_seats,
)
from huiyin.assembly.forms.seats import (
    AnnounceByElectionForm,
    AnnounceSeatForm,
    CallOffForm,
    ChangeByElectionForm,
    EndAfterVoteForm,
    EndForAbsenceForm,
    EnterElectedForm,
    PlanSeatsForm,
)
from huiyin.assembly.lifecycle import BY_ELECTION_LIFECYCLE
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.seats import ByElection
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.seats import absent_from, plan_of, term_at, vacancies_in
from huiyin.assembly.titles import meeting_on_paper
from huiyin.core.clock import now, today
from huiyin.core.errors import ActRefused
from huiyin.people.forms.choices import term_label
from huiyin.people.models import Deputy, Seat
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.townships.models import Constituency, Term, Township


def office_town_of(request: HttpRequest, slug: str) -> Township:
    """The township, for its clerk and chair. Raises Http404, PermissionDenied."""
    township = town_of(request, slug)
    if not office(user_of(request), township):
        raise PermissionDenied("seats")
    return township


def _back(town: str) -> str:
    return reverse("assembly:seats", args=[town])


@login_required
def plan(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Lay down how many seats a congress has."""
    township = office_town_of(request, town)
    term = get_object_or_404(Term.objects.of(township).select_related("township"), pk=pk)
    known = plan_of(term)
    first = {"population": township.population or None, "decided_on": term.begins_on}
    if known is not None:
        first = {name: getattr(known, name) for name in ("population", "fixed", "basis", "decided_on")}
    form = PlanSeatsForm(sent(request), initial=first)
    return form_page(
        request,
        form=form,
        action=lambda: plan_seats(term, **form.cleaned_data, **doing(request)),
        title=_("Seats of %(congress)s") % {"congress": term_label(term)},
        intro=str(law.source("seats")),
        submit=_("Lay down"),
        said=_("The number of seats is laid down."),
        back=_back(town),
    )


@login_required
def announce(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Note that the presidium announced the end of a seat."""
    township = office_town_of(request, town)
    seat = get_object_or_404(Seat.objects.of(township).select_related("deputy"), pk=pk)
    form = AnnounceSeatForm(sent(request), initial={"on": today()})
    ended = {"name": seat.deputy.name, "ground": seat.get_ended_by_display()}
    return form_page(
        request,
        form=form,
        action=lambda: announce_seat(seat, **form.cleaned_data, **doing(request)),
        title=_("Announce the end of the seat of %(name)s") % ended,
        intro=_("Ground: %(ground)s. The presidium makes known that the seat ended.") % ended,
        submit=_("Note the announcement"),
        said=_("The announcement is noted."),
        back=_back(town),
    )


@login_required
def end_after_vote(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """End a seat whose end a meeting adopted."""
    township = office_town_of(request, town)
    rows = AgendaItem.objects.of(township).select_related(
        "deputy", "meeting__township", "meeting__term", "meeting__convocation__session__term"
    )
    item = get_object_or_404(rows.filter(deputy__isnull=False), pk=pk)
    assert item.deputy is not None
    first = {"ended_by": Seat.End.RESIGNED, "reason": f"辞职，{meeting_on_paper(item.meeting)}接受"}
    form = EndAfterVoteForm(sent(request), initial=first)
    return form_page(
        request,
        form=form,
        action=lambda: end_seat_after_vote(item, **form.cleaned_data, **doing(request)),
        title=_("End the seat of %(name)s") % {"name": item.deputy.name},
        intro=_("It ends at the moment at which the result of “%(item)s” was announced.")
        % {"item": item.title},
        submit=_("End the seat"),
        danger=True,
        said=_("The end of the seat is noted; announce it next."),
        back=_back(town),
    )


@login_required
def end_for_absence(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """End a seat because its deputy was absent from two sessions without leave."""
    township = office_town_of(request, town)
    deputy = get_object_or_404(Deputy.objects.of(township).select_related("term"), pk=pk)
    term = deputy.term
    if term is None:
        messages.error(request, _("%(name)s holds no seat of the congress.") % {"name": deputy.name})
        return redirect(_back(town))
    missed = [one.sessions for one in absent_from(term) if one.deputy.pk == deputy.pk]
    said = _(", ").join(missed[0]) if missed else "—"
    form = EndForAbsenceForm(sent(request), initial={"on": today(), "reason": f"未经批准两次不出席：{said}"})
    return form_page(
        request,
        form=form,
        action=lambda: end_seat_for_absence(deputy, term=term, **form.cleaned_data, **doing(request)),
        title=_("End the seat of %(name)s") % {"name": deputy.name},
        intro=_("Absent without leave: %(sessions)s.") % {"sessions": said},
        lines=[str(law.source("absence"))],
        submit=_("End the seat"),
        danger=True,
        said=_("The end of the seat is noted; announce it next."),
        back=_back(town),
    )


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
