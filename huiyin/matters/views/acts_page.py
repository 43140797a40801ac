"""The page of every act on a matter: show its form, do the act once, go back to the matter."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, make_aware
from django.views.decorators.http import require_http_methods

from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.core.lifecycle import Transition
from huiyin.journal.queries import was_done
from huiyin.matters.forms.base import ActForm
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.done import done_words
from huiyin.people.models import User
from huiyin.people.pages import SENT_BEFORE, act_id_of, town_of, user_of
from huiyin.townships.models import Township

NOON = time(12)


@dataclass(frozen=True)
class Doing:
    """Who does an act, when, and under which id; `words()` is what every action takes."""

    by: User
    at: datetime
    act_id: UUID

    def words(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at, "act_id": self.act_id}

    def on_paper(self, on: date | None) -> dict[str, Any]:
        """What an action takes that was done on paper: it happened on that day, whenever it is typed."""
        if on is None or on == localdate(self.at):
            return self.words()
        return {**self.words(), "at": make_aware(datetime.combine(on, NOON)), "typed_at": self.at}


@dataclass(frozen=True)
class ActPage:
    """One act's form, and how the act is done with what the form says."""

    form: type[ActForm]
    do: Callable[[Matter, Any, Doing], Any]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def act_page(request: HttpRequest, town: str, pk: UUID, page: ActPage, act: str) -> HttpResponse:
    """The form of one act; sent, it does the act once and returns to the matter."""
    township, user, moment = town_of(request, town), user_of(request), now()
    matter = _matter(township, user, pk)
    if request.method == "POST":
        return _do(request, matter, page, act, Doing(user, moment, act_id_of(request)))
    try:
        transition = MATTER_LIFECYCLE.check(matter, act, by=user)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(matter)
    form = page.form(matter=matter, user=user, today=localdate(moment), initial=request.GET.dict())
    return _form(request, matter, transition, form)


def _matter(township: Township, user: User, pk: UUID) -> Matter:
    rows = (
        Matter.objects.of(township)
        .visible_to(user)
        .select_related("session__term", "lead_unit", "similar_to")
    )
    matter = get_object_or_404(rows, pk=pk)
    matter.township = township
    return matter


def _do(request: HttpRequest, matter: Matter, page: ActPage, act: str, doing: Doing) -> HttpResponse:
    transition = MATTER_LIFECYCLE.index[act]
    if not transition.who(doing.by, matter):
        MATTER_LIFECYCLE.check(matter, act, by=doing.by)
    again = was_done(matter.township_id, doing.act_id)
    form = page.form(request.POST, request.FILES, matter=matter, user=doing.by, today=localdate(doing.at))
    if not form.is_valid():
        return _once_only(request, matter) if again else _form(request, matter, transition, form)
    try:
        page.do(matter, form, doing)
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return _form(request, matter, transition, form, status=409)
    if again:
        return _once_only(request, matter)
    now_is = Matter.objects.of(matter.township).get(pk=matter.pk)
    messages.success(request, done_words(now_is, act, localdate(doing.at)))
    return redirect(matter)


def _once_only(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The same form came a second time, by the button Back or a double click."""
    messages.info(request, SENT_BEFORE)
    return redirect(matter)


def _form(
    request: HttpRequest, matter: Matter, transition: Transition, form: ActForm, status: int = 200
) -> HttpResponse:
    round_ = matter.rounds.filter(number=matter.round).first()
    orders = matter.assignments.standing().filter(round=round_).select_related("unit") if round_ else ()
    page = {
        "round": round_,
        "opinions": [order for order in orders if order.opinion],
        "township": matter.township,
        "matter": matter,
        "transition": transition,
        "form": form,
        "state": matter.shown_state(form.today),
        "today": form.today,
    }
    return render(request, "matters/act.html", page, status=status)
