"""A year's livelihood projects, one project, and what is done to it before the vote."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.core.clock import today
from huiyin.core.errors import ActRefused
from huiyin.matters.models.matter import Matter
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.people.permissions import is_clerk, is_office
from huiyin.people.queries import page_by_key
from huiyin.projects.actions import change_project, collect_project, make_candidate, screen_out
from huiyin.projects.forms import CandidateForm, ChangeForm, CollectForm, FilterForm, LeaveOutForm
from huiyin.projects.lifecycle import PROJECT_LIFECYCLE, ProjectState
from huiyin.projects.models import Project
from huiyin.projects.queries import (
    CANDIDATES,
    KEYS,
    STOOD,
    choosing_of,
    counts_of,
    is_on_ballot,
    projects_of,
    years_of,
)
from huiyin.townships.models import Township

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
def project_list(request: HttpRequest, town: str) -> HttpResponse:
    """The projects of a year: how many were proposed, taken up, chosen; narrowed by the address."""
    township, user = town_of(request, town), user_of(request)
    years = years_of(township, user)
    year = _year(request, years)
    form = FilterForm(request.GET, years=years, year=year)
    wanted, after = form.wanted(), request.GET.get("after", "")
    try:
        rows, end = page_by_key(projects_of(township, user, year, wanted), KEYS, after)
    except ValueError as error:
        raise Http404 from error
    here = reverse("projects:projects", args=[town])
    said = {"year": str(year), **wanted.in_address()}
    page: dict[str, Any] = {
        "town": town,
        "year": year,
        "form": form,
        "projects": rows,
        "figures": _figures(counts_of(township, user, year), here, year),
        "choosing": choosing_of(township, user, year),
        "may_collect": is_clerk(user, township),
        "may_open": is_office(user, township),
        "narrowed": bool(wanted.in_address()),
        "clear_url": f"{here}?{urlencode({'year': year})}",
        "first_url": f"{here}?{urlencode(said)}" if after else "",
        "next_url": f"{here}?{urlencode({**said, 'after': end})}" if end else "",
    }
    return render(request, "projects/list.html", page)


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year of the address, else the latest that has projects, else this one."""
    typed = request.GET.get("year", "")
    if typed.isascii() and typed.isdigit() and 2000 <= int(typed) <= 2100:
        return int(typed)
    return years[0] if years else today().year


def _figures(counts: dict[str, int], here: str, year: int) -> list[dict[str, Any]]:
    """From all that were proposed to those that were chosen, each number with the list behind it."""
    taken_up = sum(counts[state] for state in CANDIDATES)

    def figure(label: str, value: int, of: int | None, **more: str) -> dict[str, Any]:
        url = f"{here}?{urlencode({'year': str(year), **more})}"
        return {"label": label, "value": value, "numerator": value, "denominator": of, "url": url}

    everything = sum(counts.values())
    return [
        figure(_("Proposed"), everything, None),
        figure(_("Left out"), counts[ProjectState.SCREENED_OUT], everything, state="screened_out"),
        figure(_("Candidates for the vote"), taken_up, everything, state=STOOD),
        figure(_("Chosen"), counts[ProjectState.CHOSEN], taken_up, state="chosen"),
    ]


def project_of(request: HttpRequest, town: str, pk: UUID) -> Project:
    """The project of this address, for who may see it; Http404 for everybody else."""
    rows: Any = Project.objects.of(town_of(request, town)).visible_to(user_of(request))
    rows = rows.select_related("township", "village", "unit", "matter", "option__vote__meeting")
    found: Project = get_object_or_404(rows, pk=pk)
    return found


@login_required
@require_safe
def project(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One project: what it is, who proposed it, what the screening and the vote said."""
    shown = project_of(request, town, pk)
    acts = [] if is_on_ballot(shown) else _acts(request, shown, town)
    page = {
        "town": town,
        "project": shown,
        "choosing": choosing_of(shown.township, user_of(request), shown.year),
        "matter": _matter(request, shown),
        "primary": next((act for act in acts if act["act"] == "make_candidate"), None),
        "more": [act for act in acts if act["act"] != "make_candidate"],
        "list_url": f"{reverse('projects:projects', args=[town])}?{urlencode({'year': shown.year})}",
        "today": today(),
    }
    return render(request, "projects/project.html", page)


def _acts(request: HttpRequest, shown: Project, town: str) -> list[dict[str, Any]]:
    return [
        {"act": t.act, "label": t.label, "url": reverse(f"projects:{t.act}", args=[town, shown.pk])}
        for t in PROJECT_LIFECYCLE.open_to(request.user, shown)
        if t.page
    ]


def _matter(request: HttpRequest, shown: Project) -> Matter | None:
    """The matter it came from, for who may see that one."""
    matters = Matter.objects.of(shown.township).visible_to(user_of(request))
    found: Matter | None = matters.filter(pk=shown.matter_id).first() if shown.matter_id else None
    return found


@login_required
@get_or_post
def collect(request: HttpRequest, town: str) -> HttpResponse:
    township, user = town_of(request, town), user_of(request)
    if not is_clerk(user, township):
        raise PermissionDenied("collect_project")
    matters = Matter.objects.of(township).visible_to(user)
    form = CollectForm(
        sent(request), initial=_collected_from(request, matters), township=township, matters=matters
    )
    made: list[Project] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(collect_project(township, **form.cleaned_data, **doing(request))),
        title=_("Enter a proposed project"),
        submit=_("Enter the project"),
        said=_("The project is entered."),
        back=reverse("projects:projects", args=[town]),
        then=lambda: made[0].get_absolute_url(),
    )


def _collected_from(request: HttpRequest, matters: Any) -> dict[str, Any]:
    """What the form begins with; a project that comes from a matter takes over its title and village."""
    year = request.GET.get("year", "") or today().year
    begun: dict[str, Any] = {"year": year, "source": Project.Source.VOTERS}
    try:
        matter = matters.filter(pk=UUID(request.GET.get("matter", ""))).first()
    except ValueError:
        return begun
    if matter is None:
        return begun
    return {**begun, "matter": matter.pk, "title": matter.title[:120], "village": matter.village_id}


def _begun(request: HttpRequest, town: str, pk: UUID, act: str) -> tuple[Project, HttpResponse | None]:
    """The project, and the way back when the act is not possible now."""
    project = project_of(request, town, pk)
    try:
        PROJECT_LIFECYCLE.check(project, act, by=user_of(request))
    except ActRefused as refusal:
        if request.method != "POST":
            messages.error(request, str(refusal))
            return project, redirect(project)
    return project, None


@login_required
@get_or_post
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    project, refused = _begun(request, town, pk, "change_project")
    if refused is not None:
        return refused
    form = ChangeForm(
        sent(request),
        initial=ChangeForm.values_of(project),
        township=_town(project),
        is_candidate=project.state == ProjectState.CANDIDATE,
    )
    return form_page(
        request,
        form=form,
        action=lambda: change_project(project, **form.cleaned_data, **doing(request)),
        title=_("Change the project"),
        submit=_("Save"),
        said=_("The project was changed."),
        back=project.get_absolute_url(),
    )


def _town(project: Project) -> Township:
    township: Township = project.township
    return township


@login_required
@get_or_post
def candidate(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    project, refused = _begun(request, town, pk, "make_candidate")
    if refused is not None:
        return refused
    form = CandidateForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: make_candidate(project, **form.cleaned_data, **doing(request)),
        title=_("Make the project a candidate"),
        intro=project.title,
        submit=_("Make it a candidate"),
        said=_("The project is a candidate for the vote."),
        back=project.get_absolute_url(),
    )


@login_required
@get_or_post
def leave_out(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    project, refused = _begun(request, town, pk, "screen_out")
    if refused is not None:
        return refused
    form = LeaveOutForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: screen_out(project, **form.cleaned_data, **doing(request)),
        title=_("Leave the project out"),
        intro=project.title,
        submit=_("Leave it out"),
        said=_("The project is left out, with the reason."),
        back=project.get_absolute_url(),
        danger=True,
    )
