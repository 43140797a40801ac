"""The observer above: comparable figures of the townships below, by their codes, never ranked."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.desk.queries.figures import FIVE, Card, card_of, overdue_count
from huiyin.figures.registry import figure
from huiyin.people.models import Oversight, User
from huiyin.people.pages import user_of
from huiyin.townships.models import Township

PAGE = 10


@dataclass(frozen=True)
class Row:
    township: Township
    cards: list[Card]
    overdue: int


@login_required
@require_safe
def townships(request: HttpRequest) -> HttpResponse:
    """Figures and late counts of each township in the observer's regions; numbers only, no record opens."""
    below = _below(user_of(request))
    after = request.GET.get("after", "")
    found = list(below.filter(code__gt=after).order_by("code")[: PAGE + 1])
    here = reverse("desk:townships")
    page = {
        "rows": [_row(township) for township in found[:PAGE]],
        "next_url": f"{here}?after={found[PAGE - 1].code}" if len(found) > PAGE else "",
        "first_url": here if after else "",
    }
    return render(request, "desk/townships.html", page)


def _below(user: User) -> Any:
    paths = list(Oversight.objects.filter(user=user).values_list("region__path", flat=True))
    if not paths:
        raise Http404
    wanted = Q()
    for path in paths:
        wanted |= Q(region__path__startswith=path)
    return Township.objects.filter(wanted, merged_into__isnull=True).select_related("region")


def _row(township: Township) -> Row:
    on = today()
    cards = [card_of(figure(code, township, year=on.year, as_of=on)) for code in FIVE]
    return Row(township, cards, overdue_count(township, on))
