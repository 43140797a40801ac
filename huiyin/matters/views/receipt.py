"""How a matter stands, for whoever holds the slip of the office: no name and no word of what was raised."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.matters.codes import shown, typed
from huiyin.matters.models.matter import Petitioner
from huiyin.matters.queries.lines import STATE_TONES
from huiyin.matters.queries.standing import standing_of
from huiyin.matters.views.guarding import frame, guarded, must_wait
from huiyin.townships.models import Township


@require_safe
def show_receipt(request: HttpRequest, town: str, code: str) -> HttpResponse:
    """Where the matter of a receipt's code stands today."""
    township = Township.objects.filter(slug=town).first()
    if township is None or must_wait(request):
        return guarded(request, township, None)
    return guarded(request, township, _page(request, township, typed(code)))


def _page(request: HttpRequest, township: Township, code: str) -> HttpResponse | None:
    holders = Petitioner.objects.of(township).select_related("matter__lead_unit")
    holder = holders.filter(receipt_code=code).first() if code else None
    if holder is None:
        return None
    state = holder.matter.shown_state(today())
    words = {
        **frame(township),
        "matter": holder.matter,
        "state": state,
        "tone": STATE_TONES.get(state, "mute"),
        "words": standing_of(holder.matter, state),
        "code": shown(code),
    }
    return render(request, "matters/receipt.html", words)
