"""The seats of a congress: how many by law, how many are held as of any day, and what is to be done."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.assembly.forms.seats import AsOfForm
from huiyin.assembly.lifecycle import ByElectionState
from huiyin.assembly.permissions import office, staff
from huiyin.assembly.queries.seats import (
    absent_from,
    accepted_ends,
    by_elections_of,
    changes_page,
    constituencies_at,
    holders_at,
    moment_of,
    term_at,
    totals_at,
    unannounced,
    without_congress,
)
from huiyin.core.clock import now, today
from huiyin.people.forms.choices import term_label
from huiyin.people.pages import town_of, user_of
from huiyin.people.queries import ROSTER_KEYS, page_by_key
from huiyin.townships.models import Constituency, Term, Township

CHANGES = 20
SHOWN = 20  # of each list of what is to be done


def staff_town_of(request: HttpRequest, slug: str) -> Township:
    """The township, for its clerk, chair and presidium members. Raises Http404, PermissionDenied."""
    township = town_of(request, slug)
    if not staff(user_of(request), township):
        raise PermissionDenied("seats")
    return township


@login_required
@require_safe
def seats(request: HttpRequest, town: str) -> HttpResponse:
    """Seats by law, held and vacant as of a day; by constituency; what is to be done; how it came about."""
    township = staff_town_of(request, town)
    form = AsOfForm(request.GET, today=today())
    on = form.day()
    term = term_at(township, on)
    page: dict[str, Any] = {"town": town, "form": form, "on": on, "term": term, "today": today()}
    if term is not None:
        page |= _counted(term, on) | _listed(request, town, term, on)
        page |= _to_do(township, term) if on == today() else {}
        page["may_act"] = office(user_of(request), township)
    return render(request, "assembly/seats.html", page)


def _counted(term: Term, on: date) -> dict[str, Any]:
    moment = moment_of(on, now())
    lines = constituencies_at(term, moment)
    return {
        "congress": term_label(term),
        "totals": totals_at(term, moment),
        "lines": lines,
        "drawn": sum(line.seats for line in lines),
        "is_today": on == today(),
        "query": "" if on == today() else f"?on={on.isoformat()}",
    }


def _listed(request: HttpRequest, town: str, term: Term, on: date) -> dict[str, Any]:
    after = request.GET.get("after", "")
    try:
        changes, end = changes_page(term, after, CHANGES)
    except ValueError as error:
        raise Http404 from error
    here, day = reverse("assembly:seats", args=[town]), on.isoformat()
    polls = by_elections_of(term)
    return {
        "by_elections": polls,
        "polled": {one.constituency_id for one in polls if one.state == ByElectionState.ANNOUNCED},
        "changes": changes,
        "next_url": f"{here}?{urlencode({'on': day, 'after': end})}#changes" if end else "",
        "first_url": f"{here}?{urlencode({'on': day})}#changes" if after else "",
    }


def _to_do(township: Township, term: Term) -> dict[str, Any]:
    """What the office does next about seats; only for today."""
    return {
        "absences": absent_from(term),
        "accepted": list(accepted_ends(township).order_by("pk")[:SHOWN]),
        "unannounced": list(unannounced(term).select_related("deputy").order_by("until_at", "id")[:SHOWN]),
        "without": list(without_congress(township).order_by(*ROSTER_KEYS)[:SHOWN]),
    }


@login_required
@require_safe
def seat_holders(request: HttpRequest, town: str) -> HttpResponse:
    """Who holds a seat as of a day, by name: the records behind the number."""
    township = staff_town_of(request, town)
    form = AsOfForm(request.GET, today=today())
    on = form.day()
    term = term_at(township, on)
    if term is None:
        raise Http404
    chosen = _constituency(request, township)
    rows = holders_at(term, moment_of(on, now()), chosen)
    after = request.GET.get("after", "")
    try:
        holders, end = page_by_key(rows, ROSTER_KEYS, after)
    except ValueError as error:
        raise Http404 from error
    here = reverse("assembly:seat_holders", args=[town])
    kept = {"on": on.isoformat(), **({"constituency": str(chosen.pk)} if chosen else {})}
    page = {
        "town": town,
        "form": form,
        "on": on,
        "today": today(),
        "congress": term_label(term),
        "chosen": chosen,
        "holders": holders,
        "count": rows.count(),
        "next_url": f"{here}?{urlencode({**kept, 'after': end})}" if end else "",
        "first_url": f"{here}?{urlencode(kept)}" if after else "",
    }
    return render(request, "assembly/seat_holders.html", page)


def _constituency(request: HttpRequest, township: Township) -> Constituency | None:
    """The constituency of the address, if it names one. Raises Http404 for one that is not here."""
    wanted = request.GET.get("constituency", "")
    if not wanted:
        return None
    try:
        found = Constituency.objects.of(township).filter(pk=UUID(wanted)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found
