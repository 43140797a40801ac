"""The units to which matters are handed: departments, village committees, schools, county bureaus."""

from itertools import groupby
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.people.actions.roster import change_unit, close_unit, open_unit
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.forms.roster import UnitFilterForm, UnitForm
from huiyin.people.models import Unit
from huiyin.people.pages import doing, form_page, kept_town_of, read_town_of, sent
from huiyin.people.permissions import keeps_settings
from huiyin.people.queries import UNIT_KEYS, page_by_key, people_of, units
from huiyin.townships.models import Township


@login_required
@require_safe
def unit_list(request: HttpRequest, town: str) -> HttpResponse:
    """The handling units by kind."""
    township = read_town_of(request, town)
    form = UnitFilterForm(request.GET)
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    after = request.GET.get("after", "")
    found = units(
        township, q=wanted.get("q", ""), kind=wanted.get("kind", ""), closed=bool(wanted.get("closed"))
    )
    try:
        rows, end = page_by_key(found, UNIT_KEYS, after)
    except ValueError as error:
        raise Http404 from error
    here = reverse("people:units", args=[town])
    page = {
        "town": town,
        "form": form,
        "kinds": [(kind, list(of_kind)) for kind, of_kind in groupby(rows, Unit.get_kind_display)],
        "may_change": keeps_settings(request.user, township),
        "narrowed": bool(wanted),
        "here": here,
        "first_url": f"{here}?{urlencode(wanted)}" if after else "",
        "next_url": f"{here}?{urlencode({**wanted, 'after': end})}" if end else "",
    }
    return render(request, "people/units.html", page)


def _unit(township: Township, pk: UUID) -> Unit:
    return get_object_or_404(Unit.objects.of(township).select_related("township"), pk=pk)


@login_required
@require_safe
def unit(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One unit: its head, whom to call, whose accounts answer for it. Its orders are a list of matters."""
    township = read_town_of(request, town)
    shown = _unit(township, pk)
    may_change = keeps_settings(request.user, township)
    page = {
        "town": town,
        "unit": shown,
        "people": people_of(shown),
        "may_change": may_change,
        "today": today(),
    }
    return render(request, "people/unit.html", page)


@login_required
def open_page(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = UnitForm(sent(request))
    made: list[Unit] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(open_unit(township, **form.cleaned_data, **doing(request))),
        title=_("Enter a unit"),
        submit=_("Enter the unit"),
        columns=True,
        said=_("Matters can be handed to the unit from now on."),
        back=reverse("people:units", args=[town]),
        then=lambda: reverse("people:unit", args=[town, made[0].pk]),
    )


@login_required
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    changed = _unit(kept_town_of(request, town), pk)
    values = {name: getattr(changed, name) for name in UnitForm.base_fields}
    form = UnitForm(sent(request), initial=values)
    return form_page(
        request,
        form=form,
        action=lambda: change_unit(changed, **form.cleaned_data, **doing(request)),
        title=_("Change the entry of %(name)s") % {"name": changed.name},
        submit=_("Save"),
        columns=True,
        said=_("The entry was changed."),
        back=changed.get_absolute_url(),
    )


@login_required
def close(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    closed = _unit(kept_town_of(request, town), pk)
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: close_unit(closed, **doing(request)),
        title=_("Close %(name)s") % {"name": closed.name},
        intro=_("Nothing more can be handed to it; what it handled stays, and open orders remain its own."),
        submit=_("Close the unit"),
        danger=True,
        said=_("The unit is closed."),
        back=closed.get_absolute_url(),
    )
