"""Pages that a key in the address opens: every key that opens nothing looks alike, and guessing must wait."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiyin.core.clock import today
from huiyin.townships.models import Township

# Keys that opened nothing, from one address, before it must wait. Counted in the cache of each web server
# process: the keys cannot be guessed anyway (44 random bits and more), this only slows a machine down.
MISSES = 60
MISSES_SECONDS = 15 * 60

# Neither another site nor our own log of referring addresses learns the path, which holds the key; the
# site's bare name must be sent, or a browser would hide the origin of the form and it would be refused.
HEADERS = {
    "Referrer-Policy": "strict-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "private, no-store",
}


def frame(township: Township | None) -> dict[str, Any]:
    """What the outside of such a page needs."""
    organ = township.organ_name if township else ""
    return {"township": township, "organ_name": organ, "home_url": "", "today": today()}


def must_wait(request: HttpRequest) -> bool:
    """Whether too many keys that open nothing came from this address."""
    return int(cache.get(_counter(request), 0)) >= MISSES


def guarded(request: HttpRequest, township: Township | None, response: HttpResponse | None) -> HttpResponse:
    """The page with the headers that keep its address secret; without a page, the one that says so."""
    if must_wait(request):
        response = render(request, "matters/link_wait.html", frame(township), status=429)
    elif response is None:
        cache.add(_counter(request), 0, MISSES_SECONDS)
        cache.incr(_counter(request))
        response = render(request, "matters/link_dead.html", frame(township), status=404)
    for name, value in HEADERS.items():
        response[name] = value
    return response


def _counter(request: HttpRequest) -> str:
    return f"dead-links:{settings.AXES_CLIENT_IP_CALLABLE(request)}"
