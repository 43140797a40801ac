"""The loop's settings: the claim scheme, the list of fields, how numbers are written."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.matters.actions.settings import add_field, change_pattern, choose_scheme, close_field
from huiyin.matters.claims import schemes
from huiyin.matters.forms.settings import FieldForm, PatternForm, SchemeForm
from huiyin.matters.models.settings import Field
from huiyin.matters.numbering import is_faulty, places_of
from huiyin.matters.queries.settings import SERIES, fields_of, next_numbers, number_table, scheme_of
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import doing, form_page, kept_town_of, read_town_of, sent
from huiyin.people.permissions import keeps_settings
from huiyin.townships.models import Township


def _page(request: HttpRequest, town: str, tab: str) -> tuple[Township, dict[str, Any]]:
    township = read_town_of(request, town)
    return township, {"town": town, "tab": tab, "may_change": keeps_settings(request.user, township)}


@login_required
@require_safe
def claims(request: HttpRequest, town: str) -> HttpResponse:
    """The shipped claim schemes, each category with what claiming it obliges a unit to."""
    township, page = _page(request, town, "claims")
    page |= {"schemes": list(schemes().values()), "chosen": scheme_of(township)}
    return render(request, "matters/settings_claims.html", page)


@login_required
def choose_claims(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    asked = request.GET.get("scheme") or scheme_of(township)
    form = SchemeForm(sent(request), initial={"scheme": asked})
    return form_page(
        request,
        form=form,
        action=lambda: choose_scheme(township, **form.cleaned_data, **doing(request)),
        title=_("Choose the claim scheme"),
        intro=_("For replies from now on; replies given before keep their category."),
        submit=_("Follow this scheme"),
        said=_("The claim scheme was chosen."),
        back=reverse("loop:claims", args=[town]),
    )


@login_required
@require_safe
def field_list(request: HttpRequest, town: str) -> HttpResponse:
    """The town's own list of fields of work."""
    township, page = _page(request, town, "fields")
    page |= {
        "fields": fields_of(township),
        "closed": Field.objects.of(township).filter(closed_at__isnull=False).order_by("-closed_at"),
        "today": today(),
    }
    return render(request, "matters/settings_fields.html", page)


@login_required
def enter_field(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = FieldForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: add_field(township, **form.cleaned_data, **doing(request)),
        title=_("Add a field"),
        submit=_("Add the field"),
        said=_("The field stands on the list."),
        back=reverse("loop:fields", args=[town]),
    )


@login_required
def end_field(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    township = kept_town_of(request, town)
    field = get_object_or_404(Field.objects.of(township).select_related("township"), pk=pk)
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: close_field(field, **doing(request)),
        title=_("Close the field “%(name)s”") % {"name": field.name},
        intro=_("Matters that bear it keep it; new ones can no longer be given to it."),
        submit=_("Close the field"),
        danger=True,
        said=_("The field is closed."),
        back=reverse("loop:fields", args=[town]),
    )


@login_required
@require_safe
def numbers(request: HttpRequest, town: str) -> HttpResponse:
    """How the numbers of each series are written, with the number that comes next."""
    township, page = _page(request, town, "numbers")
    page["series"] = number_table(township, today())
    return render(request, "matters/settings_numbers.html", page)


def _line(township: Township, key: str) -> Any:
    for line in number_table(township, today()):
        if line.key == key:
            return line
    raise Http404


@login_required
def change_numbers(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """Change the pattern of one series; what the next number would be stands beside it while typing."""
    township = kept_town_of(request, town)
    line = _line(township, key)
    form = PatternForm(sent(request), initial={"number": line.number, "short": line.short})
    return form_page(
        request,
        template="matters/settings_pattern.html",
        form=form,
        action=lambda: change_pattern(township, key=key, **form.cleaned_data, **doing(request)),
        title=_("How numbers are written: %(series)s") % {"series": line.label},
        submit=_("Save"),
        said=_("The next number is written in the new way."),
        back=reverse("loop:numbers", args=[town]),
        places=[f"{{{place}}}" for place in places_of(key)],
        example=_example(township, key, form.data if form.is_bound else {})
        or (line.next_number, line.next_short),
        example_url=reverse("loop:number_example", args=[town, key]),
    )


@login_required
@require_safe
def number_example(request: HttpRequest, town: str, key: str) -> HttpResponse:
    """The next number as the patterns typed so far would write it."""
    township = read_town_of(request, town)
    if key not in SERIES:
        raise Http404
    page = {"example": _example(township, key, request.GET)}
    return render(request, "matters/_number_example.html", page)


def _example(township: Township, key: str, typed: Any) -> tuple[str, str] | None:
    """Nothing for patterns that cannot be written yet."""
    patterns = {name: typed.get(name, "")[:100] for name in ("number", "short")}
    if any(is_faulty(pattern, places_of(key)) for pattern in patterns.values()):
        return None
    return next_numbers(township, key, {key: patterns}, today())
