"""The choice of a year's projects: the candidates, the votes with their numbers, what comes next."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.assembly.forms.places import SecretBallotForm
from huiyin.assembly.lifecycle import ConvocationState
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.places import places_of
from huiyin.assembly.titles import session_name
from huiyin.core.clock import today
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.people.permissions import is_office
from huiyin.projects.actions import open_choosing, put_projects_to_vote, take_up_result
from huiyin.projects.forms import OpenChoosingForm
from huiyin.projects.models import Choosing
from huiyin.projects.queries import Step, candidates_of, left_of, next_step, result_of

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
NOT_OVER = (ConvocationState.PLANNED, ConvocationState.CALLED, ConvocationState.IN_SESSION)


def choosing_of_page(request: HttpRequest, town: str, pk: UUID) -> Choosing:
    """The choice of this address, for who may see it; Http404 for everybody else."""
    rows: Any = Choosing.objects.of(town_of(request, town)).visible_to(user_of(request))
    rows = rows.select_related("township", "convocation__session__term", "vote")
    found: Choosing = get_object_or_404(rows, pk=pk)
    return found


def _require_office(request: HttpRequest, row: Any, act: str) -> None:
    if not is_office(user_of(request), row):
        raise PermissionDenied(act)


@login_required
@require_safe
def choosing(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One choice: how many out of how many, each project's votes, and the next act."""
    shown = choosing_of_page(request, town, pk)
    result = result_of(shown)
    step = next_step(shown, result)
    candidates = len(result.lines)
    page = {
        "town": town,
        "choosing": shown,
        "session_name": session_name(shown.convocation.session),
        "session_url": _url("assembly:session", town, shown.convocation_id),
        "list_url": f"{reverse('projects:projects', args=[town])}?{urlencode({'year': shown.year})}",
        "result": result,
        "votes": [{"vote": vote, "url": _url("assembly:vote", town, vote.pk)} for vote in result.votes],
        "candidates": candidates,
        "chosen": sum(line.project.chosen_at is not None for line in result.lines),
        "surplus": candidates - shown.places,
        "step": step,
        "primary": _primary(step, shown, town) if is_office(user_of(request), shown) else None,
        "today": today(),
    }
    return render(request, "projects/choosing.html", page)


def _primary(step: Step, shown: Choosing, town: str) -> dict[str, Any] | None:
    """The one clear button: put to the vote, go on with the vote, take over its result."""
    labels = {
        Step.PUT: _("Put the projects to the vote"),
        Step.AGAIN: _("Vote again on those tied"),
        Step.TAKE_UP: _("Take over the result"),
    }
    if step is Step.GO_ON and shown.vote is not None:
        url = _url("assembly:vote", town, shown.vote.pk)
        return {"label": _("Go on with the vote"), "url": url} if url else None
    if step not in labels:
        return None
    name = "take_up_result" if step is Step.TAKE_UP else "put_projects_to_vote"
    return {"label": labels[step], "url": reverse(f"projects:{name}", args=[town, shown.pk])}


def _url(name: str, town: str, pk: Any) -> str:
    try:
        return reverse(name, args=[town, pk])
    except NoReverseMatch:
        return ""


@login_required
@get_or_post
def open_page(request: HttpRequest, town: str) -> HttpResponse:
    township = town_of(request, town)
    _require_office(request, township, "open_choosing")
    sessions = Convocation.objects.of(township).filter(state__in=NOT_OVER)
    sessions = sessions.select_related("session__term").order_by("-id")
    year = request.GET.get("year", "") or today().year
    form = OpenChoosingForm(
        sent(request), initial={"year": year, "method": Choosing.Method.APPROVE}, sessions=sessions
    )
    made: list[Choosing] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(_opened(request, form)),
        title=_("Open the choice of the year's projects"),
        intro=_("There should be more candidates than are chosen: else there is nothing to choose."),
        submit=_("Open the choice"),
        said=_("The choice is open."),
        back=reverse("projects:projects", args=[town]),
        then=lambda: made[0].get_absolute_url(),
        lines=[]
        if sessions.exists()
        else [_("No session is being prepared or going on: prepare the session first.")],
    )


def _opened(request: HttpRequest, form: OpenChoosingForm) -> Choosing:
    said = dict(form.cleaned_data)
    return open_choosing(said.pop("convocation"), **said, **doing(request))


@login_required
@get_or_post
def put(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    choosing = choosing_of_page(request, town, pk)
    _require_office(request, choosing, "put_projects_to_vote")
    form = SecretBallotForm(
        sent(request),
        places=places_of(choosing.convocation),
        kind=AgendaItem.Kind.PROJECTS,
        wanted=request.GET.get("item", ""),
    )
    return form_page(
        request,
        form=form,
        action=lambda: put_projects_to_vote(
            choosing, **form.words(), vote_method=form.cleaned_data["method"], **doing(request)
        ),
        title=_("Put the projects to the vote"),
        intro=session_name(choosing.convocation.session),
        submit=_("Prepare the vote"),
        said=_("The vote is prepared."),
        back=choosing.get_absolute_url(),
        lines=_standing(choosing),
    )


def _standing(choosing: Choosing) -> list[str]:
    """How many stand for how many places, with the warning where there is nothing to choose."""
    candidates = candidates_of(choosing.township_id, choosing.year).count()
    said = {"candidates": candidates, "places": left_of(choosing)}
    lines = [_("%(candidates)s projects stand for %(places)s places.") % said]
    if candidates <= said["places"]:
        lines.append(_("There are no more candidates than places: the deputies have nothing to choose."))
    return lines


@login_required
@get_or_post
def take_up(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    choosing = choosing_of_page(request, town, pk)
    _require_office(request, choosing, "take_up_result")
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: take_up_result(choosing, **doing(request)),
        title=_("Take over the result"),
        intro=str(choosing.vote or ""),
        submit=_("Take over the result"),
        said=_("The result is taken over."),
        back=choosing.get_absolute_url(),
    )
