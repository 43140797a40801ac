"""The worklist: matters by filters and words, paged by key."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.matters.forms.filters import WorklistForm
from huiyin.matters.models.matter import MatterQuerySet
from huiyin.matters.queries.choices import offered_by
from huiyin.matters.queries.lines import lines_of, with_signers
from huiyin.matters.queries.paging import COUNTED, PAGE, Place, count_up_to, page_of
from huiyin.matters.queries.sets import sets
from huiyin.matters.queries.worklist import Wanted, worklist
from huiyin.people.pages import town_of, user_of
from huiyin.people.permissions import has_role, is_clerk
from huiyin.people.roles import STAFF, UNIT, Role
from huiyin.townships.models import Township

WORDS = frozenset(part.name for part in fields(Wanted))


@login_required
@require_safe
def show_worklist(request: HttpRequest, town: str) -> HttpResponse:
    """The matters that this person may see, narrowed by the address."""
    township, on = town_of(request, town), today()
    form = filters_of(request, township, on)
    page: dict[str, Any] = {"township": township, "town": town, "form": form, "today": on}
    page["may_register"] = has_role(request.user, township, Role.CLERK, Role.DEPUTY)
    if form.is_valid():
        page |= _rows(request, township, form.wanted(), on)
    whole = not _wants_rows(request)
    response = render(request, "matters/list.html" if whole else "matters/list.html#rows", page)
    patch_vary_headers(response, ["HX-Request"])
    return response


def filters_of(request: HttpRequest, township: Township, on: date) -> WorklistForm:
    """The filters as the address names them."""
    known: QueryDict = request.GET.copy()
    for name in set(known) - WORDS:
        del known[name]
    if known.get("set") and not known.get("year"):
        known["year"] = str(on.year)  # a figure is always a year's
    return WorklistForm(known, offered=offered_by(township), this_year=on.year)


def _wants_rows(request: Any) -> bool:
    """Whether the page itself asked for the rows below its filters."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def _rows(request: HttpRequest, township: Township, wanted: Wanted, on: date) -> dict[str, Any]:
    user = user_of(request)
    matters = worklist(township, user, wanted, on)
    try:
        after = _after(request)
        found, end = page_of(with_signers(matters), wanted.order, after, size=PAGE)
    except ValueError as error:
        raise Http404 from error
    said = wanted.in_address()
    return {
        "wanted": wanted,
        "figure": dict(sets()).get(wanted.set, ""),
        "lines": lines_of(found, township, user, on),
        "whose": _whose(request, township),
        "count": _count(matters, len(found), is_whole=after is None and end is None),
        "counted": COUNTED,
        "clear_url": address_of_list(township, {}),
        "export_url": _address(reverse("matters:export", args=[township.slug]), said),
        "first_url": address_of_list(township, said) if after else "",
        "next_url": address_of_list(township, {**said, "after": str(end)}) if end else "",
    }


def _after(request: HttpRequest) -> Place | None:
    text = request.GET.get("after", "")
    return Place.read(text) if text else None


def _count(matters: MatterQuerySet, shown: int, *, is_whole: bool) -> int:
    """How many the list holds: what is on the page when that is all, else counted up to a bound."""
    return shown if is_whole else count_up_to(matters, COUNTED)


def _whose(request: HttpRequest, township: Township) -> str:
    """For the sentence of an empty list: who looks at it."""
    if is_clerk(request.user, township):
        return "clerk"
    if has_role(request.user, township, *STAFF):
        return "staff"
    return "unit" if has_role(request.user, township, *UNIT) else "deputy"


def address_of_list(township: Township, said: dict[str, str]) -> str:
    return _address(reverse("matters:worklist", args=[township.slug]), said)


def _address(path: str, said: dict[str, str]) -> str:
    return f"{path}?{urlencode(said)}" if said else path
