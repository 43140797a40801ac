"""What the pages of a deputy and of a unit show of the matters: panels that those pages fetch."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.matters.queries.paging import COUNTED, count_up_to, page_of
from huiyin.matters.queries.worklist import Wanted, worklist
from huiyin.people.models import Deputy, Unit
from huiyin.people.pages import read_town_of

SHOWN = 20


@login_required
@require_safe
def signed_by(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The newest matters that a deputy signed and this person may see."""
    township = read_town_of(request, town)
    deputy = get_object_or_404(Deputy.objects.of(township), pk=pk)
    wanted = Wanted(signer=str(deputy.pk), order="newest")
    found = worklist(township, request.user, wanted, today()).for_list()
    rows, _more = page_of(found, "newest", None, size=SHOWN)
    page = {
        "town": town,
        "matters": [(matter, matter.shown_state(today())) for matter in rows],
        "today": today(),
    }
    return render(request, "matters/_signed_by.html", page)


@login_required
@require_safe
def orders_of(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """How many open matters a unit leads, and how many of them are late."""
    township = read_town_of(request, town)
    unit = get_object_or_404(Unit.objects.of(township), pk=pk)
    page = {"town": town, "unit": unit, "most": COUNTED}
    for name, wanted in {
        "open": Wanted(unit=str(unit.pk), state="open"),
        "late": Wanted(unit=str(unit.pk), due="overdue"),
    }.items():
        page[name] = count_up_to(worklist(township, request.user, wanted, today()))
    return render(request, "matters/_orders_of.html", page)
