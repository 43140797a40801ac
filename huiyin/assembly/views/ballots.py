"""The phone page of a slip: one question after another, a summary, and then the box.

The page looks at nothing but the code: not at who is signed in, not at a session. What it shows is kept by
no browser and no proxy, and its address in no log.
"""

import secrets
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.assembly.actions.balloting import NoSuchSlip, cast_ballot, require_castable
from huiyin.assembly.actions.slips import slip_digest
from huiyin.assembly.ballots import BallotPaper, Malformed
from huiyin.assembly.forms.ballots import Question, choices, content_of, marks, questions, step, summary
from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.votes import Option, Slip, Vote
from huiyin.assembly.queries.votes import ballot_paper, kind_of, options_of
from huiyin.core.errors import ActRefused
from huiyin.matters.codes import LENGTH, typed
from huiyin.people.pages import BY_SLUG
from huiyin.townships.models import Township

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "strict-origin",  # the address holds the code
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
MISSES, MISSES_SECONDS = 60, 15 * 60  # codes that open nothing, before this address is told to wait


@dataclass(frozen=True)
class Held:
    """The slip that a voter holds, with its vote."""

    township: Township
    slip: Slip
    vote: Vote

    @cached_property
    def options(self) -> list[Option]:
        return [] if kind_of(self.vote) == "decision" else options_of(self.vote)

    @cached_property
    def paper(self) -> BallotPaper:
        return ballot_paper(self.vote, self.options)

    @cached_property
    def asked(self) -> list[Question]:
        return questions(self.paper, self.options)


@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, town: str, code: str) -> HttpResponse:
    """What the slip of this code can do now."""
    township = _township(town)
    plain = typed(code)
    if "cast" in request.POST:
        return _cast(request, township, plain)
    held = _held(township, plain)
    if held is None:
        return _unknown(request, township)
    try:
        require_castable(held.slip, held.vote)
    except ActRefused as refusal:
        return _refused(request, township, held, str(refusal))
    return _ask(request, held)


@require_http_methods(["GET", "HEAD", "POST"])
def find_ballot(request: HttpRequest, town: str) -> HttpResponse:
    """For a phone that cannot scan: the code is typed, and opens the page of its slip."""
    township = _township(town)
    plain = typed(request.POST.get("code", ""))
    if len(plain) == LENGTH:
        return redirect(reverse("assembly:ballot", args=[town, plain]))
    fault = _("A code has %(length)s letters and digits.") % {"length": LENGTH} if plain else ""
    return _page(request, township, "find", fault=fault)


def _township(slug: str) -> Township:
    found = BY_SLUG.rows(slug)
    if not found:
        raise Http404
    return found[0]


def _cast(request: HttpRequest, township: Township, code: str) -> HttpResponse:
    """Put the ballot into the box; only afterwards the page says that it was received."""
    nonce = request.POST.get("nonce", "")
    try:
        if not nonce:
            raise ActRefused(_("This page is not complete. Load it again."))
        vote = cast_ballot(
            township, code=code, nonce=nonce, content=lambda paper: content_of(paper, request.POST)
        )
    except NoSuchSlip:
        return _unknown(request, township)
    except ActRefused as refusal:
        return _refused(request, township, _held(township, code), str(refusal), status=409)
    page = _received(township.slug, township.organ_name, vote.title, get_language())
    return HttpResponse(page, headers=HEADERS)


@lru_cache(maxsize=200)
def _received(town: str, organ_name: str, title: str, _language: str | None) -> str:
    """The page that says so: the same for all ballots of a vote, and drawn once for them."""
    page = {"stage": "received", "town": town, "organ_name": organ_name, "title": title}
    return render_to_string("assembly/ballot.html", page)


def _held(township: Township, code: str) -> Held | None:
    slips = Slip.objects.filter(township_id=township.pk, code_hash=slip_digest(code))
    slip = slips.select_related("vote").first()
    return Held(township, slip, slip.vote) if slip is not None else None


def _ask(request: HttpRequest, held: Held) -> HttpResponse:
    """The next question, or the summary with a new word for this sending."""
    here = step(held.asked, request.POST)
    words: dict[str, Any] = {"step": here, "marks": marks()}
    if here.question is not None:
        words["choices"] = choices(held.paper, held.options, here)
        words["write_in_lines"] = [*here.answers, *[""] * held.paper.winners][: held.paper.winners]
        return _page(request, held.township, "ask", held=held, vote=held.vote, **words)
    try:
        read = held.paper.read(content_of(held.paper, request.POST))
    except Malformed:
        return redirect(request.path)
    words |= {
        "lines": summary(held.paper, read, held.asked),
        "is_void": held.paper.is_void(read),
        "chosen": held.paper.chosen_in(read),
        "nonce": secrets.token_urlsafe(16),
    }
    return _page(request, held.township, "summary", held=held, vote=held.vote, **words)


def _refused(
    request: HttpRequest, township: Township, held: Held | None, sentence: str, status: int = 200
) -> HttpResponse:
    if held is None:
        return _unknown(request, township)
    waits = held.vote.state == VoteState.PREPARED and not held.slip.is_void
    words = {"vote": held.vote, "sentence": sentence, "waits": waits}
    return _page(request, township, "refused", status=status, **words)


def _unknown(request: HttpRequest, township: Township) -> HttpResponse:
    """Slows guessing down. A good slip always opens, however many wrong codes came from the same address:
    the phones of a hall may share one.
    """
    if _misses(request) >= MISSES:
        return _page(request, township, "wait", status=429)
    cache.add(_counter(request), 0, MISSES_SECONDS)
    cache.incr(_counter(request))
    return _page(request, township, "unknown", status=404)


def _page(
    request: HttpRequest, township: Township, stage: str, *, status: int = 200, **words: Any
) -> HttpResponse:
    """Drawn without the frame of the desk, which would look at who is signed in."""
    page = {
        "stage": stage,
        "township": township,
        "town": township.slug,
        "organ_name": township.organ_name,
        "csrf_token": get_token(request),
        "request": request,
        **words,
    }
    return HttpResponse(render_to_string("assembly/ballot.html", page), status=status, headers=HEADERS)


def _misses(request: HttpRequest) -> int:
    return int(cache.get(_counter(request), 0))


def _counter(request: HttpRequest) -> str:
    return f"dead-slips:{settings.AXES_CLIENT_IP_CALLABLE(request)}"
