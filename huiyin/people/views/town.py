"""The settings that belong to the town itself: its names, its congresses and sessions, its villages."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.core.numerals import number_said
from huiyin.people.forms.choices import term_label
from huiyin.people.forms.town import ConstituencyForm, SessionForm, TermForm, TownForm, VillageForm
from huiyin.people.pages import doing, form_page, kept_town_of, read_town_of, sent
from huiyin.people.permissions import keeps_settings
from huiyin.townships.actions import (
    add_village,
    change_township,
    convene_session,
    draw_constituency,
    open_term,
)
from huiyin.townships.models import Constituency, ConstituencyVillage, Session, Term, Township, Village


def _page(request: HttpRequest, town: str, tab: str) -> tuple[Township, dict[str, Any]]:
    township = read_town_of(request, town)
    may_change = keeps_settings(request.user, township)
    return township, {"town": town, "township": township, "tab": tab, "may_change": may_change}


@login_required
@require_safe
def town_page(request: HttpRequest, town: str) -> HttpResponse:
    """What papers and pages say of the town."""
    _township, page = _page(request, town, "town")
    return render(request, "people/town.html", page)


@login_required
def change_town(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = TownForm(sent(request), initial={name: getattr(township, name) for name in TownForm.base_fields})
    return form_page(
        request,
        form=form,
        action=lambda: change_township(township, **form.cleaned_data, **doing(request)),
        title=_("Change the town's names"),
        submit=_("Save"),
        said=_("Papers and pages bear the new names from now on."),
        back=reverse("people:town", args=[town]),
    )


@login_required
@require_safe
def congresses(request: HttpRequest, town: str) -> HttpResponse:
    """The congresses (届) with their sessions (次), newest first."""
    township, page = _page(request, town, "congresses")
    sessions = Prefetch("sessions", Session.objects.of(township).order_by("-number"))
    terms = Term.objects.of(township).order_by("-number").prefetch_related(sessions)
    page["terms"] = [(term, term_label(term)) for term in terms]
    return render(request, "people/congresses.html", page)


@login_required
def open_congress(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = TermForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: open_term(township, **form.cleaned_data, **doing(request)),
        title=_("Enter a congress"),
        submit=_("Enter the congress"),
        said=_("The congress is entered."),
        back=reverse("people:congresses", args=[town]),
    )


@login_required
def convene(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    township = kept_town_of(request, town)
    term = get_object_or_404(Term.objects.of(township).select_related("township"), pk=pk)
    form = SessionForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: convene_session(term, **form.cleaned_data, **doing(request)),
        title=_("Enter a session of the %(number)s. congress") % {"number": number_said(term.number)},
        intro=_("Its suggestions are numbered from 1."),
        submit=_("Enter the session"),
        said=_("The session is entered."),
        back=reverse("people:congresses", args=[town]),
    )


@login_required
@require_safe
def places(request: HttpRequest, town: str) -> HttpResponse:
    """The villages and the constituencies that are made of them."""
    township, page = _page(request, town, "places")
    parts = Prefetch("parts", ConstituencyVillage.objects.of(township).select_related("village"))
    page["villages"] = Village.objects.of(township).order_by("code", "name")
    page["constituencies"] = Constituency.objects.of(township).order_by("name").prefetch_related(parts)
    return render(request, "people/places.html", page)


@login_required
def enter_village(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = VillageForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: add_village(township, **form.cleaned_data, **doing(request)),
        title=_("Enter a village"),
        submit=_("Enter the village"),
        said=_("The village is entered."),
        back=reverse("people:places", args=[town]),
    )


@login_required
def enter_constituency(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = ConstituencyForm(sent(request), township=township)
    return form_page(
        request,
        form=form,
        action=lambda: draw_constituency(township, **form.cleaned_data, **doing(request)),
        title=_("Enter a constituency"),
        submit=_("Enter the constituency"),
        said=_("The constituency is entered."),
        back=reverse("people:places", args=[town]),
    )
