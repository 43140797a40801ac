"""The pages of the acts on seats: each one form for one act, back to the seats."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.assembly import law
from huiyin.assembly.actions.agenda import plan_item
from huiyin.assembly.actions.seating import (
    announce_seat,
    end_seat_after_vote,
    end_seat_for_absence,
    plan_seats,
)
from huiyin.assembly.forms.seats import (
    AnnounceSeatForm,
    EndAfterVoteForm,
    EndForAbsenceForm,
    PlanSeatsForm,
    ResignationForm,
)
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.seats import (
    absent_from,
    deputies_holding,
    meetings_to_decide,
    plan_of,
    term_at,
)
from huiyin.assembly.titles import meeting_on_paper
from huiyin.core.clock import today
from huiyin.core.numerals import numeral
from huiyin.people.forms.choices import term_label
from huiyin.people.models import Deputy, Seat
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.townships.models import Term, Township


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
def resign(request: HttpRequest, town: str) -> HttpResponse:
    """A deputy resigned in writing: it goes on the agenda of the meeting that decides."""
    township = office_town_of(request, town)
    term = term_at(township, today())
    meetings = meetings_to_decide(term) if term else Meeting.objects.none()
    if term is None or not meetings.exists():
        messages.error(request, _("Plan the meeting first that decides on the resignation."))
        return redirect(_back(town))
    holders = deputies_holding(term).order_by("initials", "id")
    form = ResignationForm(
        sent(request), initial={"deputy": request.GET.get("deputy", "")}, deputies=holders, meetings=meetings
    )
    return form_page(
        request,
        form=form,
        action=lambda: _plan_resignation(form.cleaned_data, term, doing(request)),
        title=_("Enter a resignation"),
        intro=_("It goes on the agenda; when its vote is adopted, the end of the seat is offered here."),
        submit=_("Put on the agenda"),
        said=_("The resignation stands on the agenda."),
        back=_back(town),
    )


def _plan_resignation(said: dict[str, Any], term: Term, words: dict[str, Any]) -> AgendaItem:
    deputy, meeting = said["deputy"], said["meeting"]
    congress = f"{meeting.township.name}第{numeral(term.number)}届人民代表大会"
    title = f"关于接受{deputy.name}辞去{congress}代表职务的请求的决定"
    item: AgendaItem = plan_item(
        meeting, title=title, kind=AgendaItem.Kind.RESIGNATION, text=said["text"], deputy=deputy, **words
    )
    return item


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
