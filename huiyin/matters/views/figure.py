from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.core.clock import today
from huiyin.figures.registry import Figure, codes, cut_off, figure
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.matter import Matter
from huiyin.people.pages import town_of, user_of
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF

PAGE = 50
RELATED: dict[Any, tuple[str, ...]] = {
    Matter: ("field", "village", "lead_unit"),
    Evaluation: ("matter", "round", "petitioner__deputy"),
    Promise: ("matter", "unit"),
}


@login_required
def show_figure(request: HttpRequest, town: str, code: str) -> HttpResponse:
    """A figure with its formula and exactly the records that it counts, or those left out of it."""
    township = town_of(request, town)
    if not has_role(user_of(request), township, *STAFF):
        raise PermissionDenied("figures")
    if code not in codes():
        raise Http404
    year, as_of = _scope(request)
    found = figure(code, township, year=year, as_of=as_of)
    left_out = request.GET.get("rows") == "left-out" and found.base is not None
    rows, after = _page(found, left_out=left_out, after=request.GET.get("after", ""))
    return render(
        request,
        "matters/figure.html",
        {
            "township": township,
            "figure": found,
            "rows": rows,
            "kind": rows[0]._meta.model_name if rows else "",
            "left_out": left_out,
            "next_url": _url(request, after=after) if after else "",
            "first_url": _url(request, after="") if request.GET.get("after") else "",
            "counted_url": _url(request, rows="", after=""),
            "left_out_url": _url(request, rows="left-out", after="") if found.base is not None else "",
        },
    )


def _scope(request: HttpRequest) -> tuple[int, date]:
    """The year and the cut-off day of the address; by default this year up to today."""
    try:
        year = int(request.GET.get("year", today().year))
        as_of = date.fromisoformat(request.GET.get("as_of") or cut_off(year, today()).isoformat())
    except ValueError as error:
        raise Http404 from error
    return year, min(as_of, today())


def _page(found: Figure, *, left_out: bool, after: str) -> tuple[list[Any], str]:
    """The next rows by key, and the key after which more follow."""
    rows = found.records
    if left_out and found.base is not None:
        rows = found.base.exclude(pk__in=found.records.values("pk"))
    if after:
        rows = rows.filter(pk__gt=after)
    page = list(rows.select_related(*RELATED[rows.model]).order_by("pk")[: PAGE + 1])
    more = len(page) > PAGE
    return page[:PAGE], str(page[PAGE - 1].pk) if more else ""


def _url(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}"
