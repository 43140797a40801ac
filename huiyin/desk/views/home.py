"""The first page of each role."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.desk.navigation import act_url, address
from huiyin.desk.queries.congress import congress_lines
from huiyin.desk.queries.figures import five_cards, round_bars, rounds_of
from huiyin.desk.queries.overview import last_digest, list_url, waiting_for_a_look
from huiyin.desk.queries.overview import overview as lists_of
from huiyin.desk.queries.sessions import days_since_session
from huiyin.desk.queries.to_do import coming_week, to_do
from huiyin.desk.queries.unit_desk import answered_by, owed_by, promises_of
from huiyin.matters.queries.of_deputy import raised_by
from huiyin.people.pages import town_of, user_of
from huiyin.people.permissions import has_role
from huiyin.people.roles import OFFICE, STAFF, UNIT, Role
from huiyin.townships.models import Township

ROUNDS = 50
Page = Callable[[HttpRequest, Township, date], HttpResponse]


@login_required
@require_safe
def home(request: HttpRequest, town: str) -> HttpResponse:
    """The first page of the person's first role in this town."""
    township = town_of(request, town)
    roles = user_of(request).standing_in(township.pk).roles
    for who, page in FIRST_PAGES:
        if roles & who:
            return page(request, township, today())
    raise Http404


def _require(request: HttpRequest, town: str, *roles: str) -> Township:
    """The town's page for these roles; for everybody else there is none."""
    township = town_of(request, town)
    if not has_role(request.user, township, *roles):
        raise Http404
    return township


@login_required
@require_safe
def overview(request: HttpRequest, town: str) -> HttpResponse:
    return _overview(request, _require(request, town, *STAFF), today())


@login_required
@require_safe
def unit_desk(request: HttpRequest, town: str) -> HttpResponse:
    return _unit_desk(request, _require(request, town, *UNIT), today())


@login_required
@require_safe
def my_matters(request: HttpRequest, town: str) -> HttpResponse:
    return _my_matters(request, _require(request, town, Role.DEPUTY), today())


@login_required
@require_safe
def rounds(request: HttpRequest, town: str) -> HttpResponse:
    """The rounds that a part of the chart counts."""
    township = _require(request, town, *STAFF)
    try:
        year, number = int(request.GET.get("year", "")), int(request.GET.get("round", ""))
        solved = bool(int(request.GET.get("solved", "")))
        after = UUID(request.GET["after"]) if "after" in request.GET else None
        rows = rounds_of(township, year=year, number=number, solved=solved)
        found = list((rows.filter(pk__gt=after) if after else rows)[: ROUNDS + 1])
    except (ValueError, OverflowError) as error:
        raise Http404 from error
    page: dict[str, Any] = {"township": township, "year": year, "number": number, "solved": solved}
    page |= {"rows": found[:ROUNDS], "next_url": ""}
    if len(found) > ROUNDS:
        words = {"year": year, "round": number, "solved": int(solved), "after": found[ROUNDS - 1].pk}
        page["next_url"] = f"{request.path}?{urlencode(words)}"
    return render(request, "desk/rounds.html", page)


def _workbench(request: HttpRequest, township: Township, on: date) -> HttpResponse:
    """The clerk's workbench: what is to be done today by legal clock, and how the year stands."""
    work = to_do(township, request.user, on)
    vars(request)["work_said"] = work.said if work.count else ""
    page = {
        "township": township,
        "work": work,
        "title": _title(work.count, work.said),
        "since": days_since_session(township, on),
        "cards": five_cards(township, on),
        "bars": round_bars(township, on.year),
        "coming": coming_week(township, on),
        "congress": congress_lines(township, on),
        "list_url": list_url(township, state="open"),
        "register_url": address("matters:register", township),
    }
    return render(request, "desk/workbench.html", page)


def _title(count: int, said: str) -> str:
    if count == 0:
        return _("Nothing is to be done today")
    return ngettext("%(count)s matter for today", "%(count)s matters for today", count) % {"count": said}


def _overview(request: HttpRequest, township: Township, on: date) -> HttpResponse:
    """What is late, promised, not really solved, under supervision; the year's figures; the minutes' line."""
    is_office = has_role(request.user, township, *OFFICE)
    lists = lists_of(township, on)
    if has_role(request.user, township, Role.PRESIDIUM):
        lists = [waiting_for_a_look(township, on), *lists]
    page = {
        "township": township,
        "lists": lists,
        "cards": five_cards(township, on),
        "since": days_since_session(township, on),
        "congress": congress_lines(township, on),
        "minutes": last_digest(township, on),
        "is_office": is_office,
    }
    return render(request, "desk/overview.html", page)


def _unit_desk(request: HttpRequest, township: Township, on: date) -> HttpResponse:
    """What is due for the person's units, and what became of what they answered."""
    unit_ids = user_of(request).standing_in(township.pk).unit_ids
    owed = [replace(one, url=act_url(township, one.matter, one.act)) for one in owed_by(township, unit_ids)]
    page = {
        "township": township,
        "owed": owed,
        "due": sum(1 for one in owed if one.due_on and one.due_on <= on),
        "answered": answered_by(township, unit_ids, on),
        "promises": promises_of(township, unit_ids),
    }
    return render(request, "desk/unit_desk.html", page)


def _my_matters(request: HttpRequest, township: Township, on: date) -> HttpResponse:
    """What the deputy raised and where it stands, for the telephone first."""
    deputy_ids = user_of(request).standing_in(township.pk).deputy_ids
    rows = [
        replace(
            row,
            url=reverse("matters:show", args=[township.slug, row.matter.pk]),
            evaluate_url=act_url(township, row.matter, "evaluate"),
        )
        for row in raised_by(township, deputy_ids, on)
    ]
    page: dict[str, Any] = {"township": township, "rows": rows, "raise_label": _("Raise a matter")}
    page["raise_url"] = address("matters:register", township)
    page["to_evaluate"] = sum(row.may_evaluate for row in rows)
    return render(request, "desk/my_matters.html", page)


def _settings(request: HttpRequest, township: Township, on: date) -> HttpResponse:
    """The operator has the pages of settings and no matter."""
    return render(request, "desk/operator.html", {"township": township})


FIRST_PAGES: tuple[tuple[frozenset[Any], Page], ...] = (
    (frozenset({Role.CLERK}), _workbench),
    (frozenset({Role.CHAIR, Role.PRESIDIUM}), _overview),
    (frozenset(UNIT), _unit_desk),
    (frozenset({Role.DEPUTY}), _my_matters),
    (frozenset({Role.OPERATOR}), _settings),
)
