"""The pages behind a personal link: no account, nothing but what the link was made for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.core.clock import now, today
from huiyin.core.errors import ActRefused
from huiyin.matters.actions.links import evaluate_by_link
from huiyin.matters.claims import schemes
from huiyin.matters.forms.links import OpinionForm
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Evaluation, EvaluationForm
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Petitioner
from huiyin.matters.queries.of_deputy import raised_by
from huiyin.matters.views.guarding import frame, guarded, must_wait
from huiyin.people.actions.accounts import hash_token
from huiyin.people.models import PersonalLink
from huiyin.people.pages import act_id_of
from huiyin.townships.models import Township

Page = Callable[..., HttpResponse | None]  # None: the link does not open this page


def behind_link(page: Page) -> Callable[..., HttpResponse]:
    """Find the link of the address for the page; every dead link, whatever killed it, looks alike."""

    @wraps(page)
    def opened(request: HttpRequest, town: str, token: str, **words: Any) -> HttpResponse:
        township = Township.objects.filter(slug=town).first()
        link = good_link(township, token) if township and not must_wait(request) else None
        return guarded(request, township, page(request, link, **words) if link else None)

    return opened


def good_link(township: Township, token: str) -> PersonalLink | None:
    """The link of this token, unless it was revoked or its time is over."""
    links = PersonalLink.objects.of(township).valid(now()).select_related("deputy", "township")
    return links.filter(token_hash=hash_token(token)).first()


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, link: PersonalLink) -> HttpResponse | None:
    """What the link was made for: one evaluation, or the deputy's matters."""
    if link.scope == PersonalLink.Scope.MY_MATTERS:
        return _my_matters(request, link)
    forms = EvaluationForm.objects.of(link.township).filter(link=link, petitioner__deputy=link.deputy_id)
    form = forms.select_related("petitioner__matter__township", "round").first()
    if form is None:
        return None
    return _evaluation(request, Asked(link, form.petitioner, form.round))


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def evaluate_mine(request: HttpRequest, link: PersonalLink, pk: UUID) -> HttpResponse | None:
    """The evaluation of one of the deputy's own matters, reached from their list."""
    if link.scope != PersonalLink.Scope.MY_MATTERS:
        return None
    signed = Petitioner.objects.of(link.township).filter(pk=pk, deputy=link.deputy_id)
    petitioner = signed.select_related("matter__township").first()
    if petitioner is None:
        return None
    rounds = Round.objects.of(link.township).filter(matter=petitioner.matter_id)
    round_ = rounds.filter(number=petitioner.matter.round).first()
    if round_ is None:
        return None
    return _evaluation(request, Asked(link, petitioner, round_))


@require_safe
def _my_matters(request: HttpRequest, link: PersonalLink) -> HttpResponse:
    here = request.resolver_match.kwargs if request.resolver_match else {}
    rows = [
        replace(row, evaluate_url=reverse("links:evaluate", kwargs={**here, "pk": row.petitioner.pk}))
        for row in raised_by(link.township, [link.deputy_id], today())
    ]
    page = {**frame(link.township), "link": link, "deputy": link.deputy, "rows": rows}
    return render(request, "matters/link_my_matters.html", page)


@dataclass(frozen=True)
class Asked:
    """The evaluation that a link asks for."""

    link: PersonalLink
    petitioner: Petitioner
    round: Round


def _evaluation(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What was raised, what the unit replied, and the form; afterwards, or too late, a plain word."""
    form, refusal = OpinionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            evaluate_by_link(
                asked.link,
                petitioner=asked.petitioner,
                round_=asked.round,
                opinion=form.opinion,
                at=now(),
                act_id=act_id_of(request),
            )
            return redirect(request.path)
        except ActRefused as error:
            refusal = str(error)
    matter = asked.petitioner.matter
    page = {
        **frame(asked.link.township),
        "matter": matter,
        "deputy": asked.link.deputy,
        "round": asked.round,
        "given": _given(asked),
        "is_open": _is_open(asked),
        "replies": _replies(asked.round),
        "form": form,
        "refusal": refusal,
        "back_url": _back_url(request, asked.link),
    }
    return render(request, "matters/link_evaluation.html", page, status=409 if refusal else 200)


def _given(asked: Asked) -> Evaluation | None:
    rows = Evaluation.objects.of(asked.link.township)
    return rows.filter(round=asked.round, petitioner=asked.petitioner).first()


def _is_open(asked: Asked) -> bool:
    matter = asked.petitioner.matter
    is_asked = matter.shown_state(today()) == MatterState.ANSWERED and matter.round == asked.round.number
    return is_asked and not matter.is_window_closed(today())


def _replies(round_: Round) -> list[Reply]:
    """The units' replies of a round, each with the words of its category."""
    rows = Reply.objects.of(round_.township).filter(round=round_).select_related("assignment__unit")
    replies = list(rows.order_by("id"))
    for reply in replies:
        reply.category = schemes()[reply.scheme].claim(reply.claim)  # type: ignore[attr-defined]
    return replies


def _back_url(request: HttpRequest, link: PersonalLink) -> str:
    """From an evaluation back to the deputy's list, where the link is one to the list."""
    if link.scope != PersonalLink.Scope.MY_MATTERS or request.resolver_match is None:
        return ""
    words = request.resolver_match.kwargs
    return reverse("links:open", args=[words["town"], words["token"]])
