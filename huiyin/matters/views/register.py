"""A matter comes in: the clerk's register form, and the short form on which a deputy hands one in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.core.clock import now, today
from huiyin.core.errors import ActRefused
from huiyin.matters.actions.intake import draft_matter, enter_matter, submit_matter
from huiyin.matters.forms.register import DeputySlipForm, RegisterForm, SlipForm
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.similar import similar_to
from huiyin.people.models import Deputy
from huiyin.people.pages import SENT_BEFORE, act_id_of, town_of, user_of, was_sent_before
from huiyin.people.permissions import is_clerk
from huiyin.townships.models import Township

REFUSED = 409


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, town: str) -> HttpResponse:
    """The clerk registers or lays aside what came in; a deputy hands in a suggestion."""
    township = town_of(request, town)
    form = _form_of(request, township)
    if not form.is_bound or not form.is_valid():
        return _page(request, township, form)
    again = was_sent_before(request, township)
    try:
        matter = _take_in(request, township, form)
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, township, form, status=REFUSED)
    if again:
        messages.info(request, SENT_BEFORE)
    else:
        messages.success(request, _received(matter))
    return redirect(matter)


@login_required
@require_POST
def similar(request: HttpRequest, town: str) -> HttpResponse:
    """The matters that say nearly the same as what is being typed, for the panel beside the form."""
    township = town_of(request, town)
    form = _form_of(request, township)
    return render(request, "matters/register.html#similar", _similar(request, township, form))


def _form_of(request: HttpRequest, township: Township) -> SlipForm:
    """The clerk's form or a deputy's. Raises PermissionDenied for everybody else."""
    user = user_of(request)
    if is_clerk(user, township):
        kind: type[SlipForm] = RegisterForm
    elif user.standing_in(township.pk).deputy_ids:
        kind = DeputySlipForm
    else:
        raise PermissionDenied("register")
    sent = request.method == "POST" and "look" not in request.POST
    form = kind(request.POST if sent else None, township=township, on=today(), user=user)
    form.initial = {
        **form.initial,
        **request.POST.dict(),
    }  # what was typed before somebody asked to look for similar matters
    return form


def _take_in(request: HttpRequest, township: Township, form: SlipForm) -> Matter:
    doing: dict[str, Any] = {"by": user_of(request), "at": now(), "act_id": act_id_of(request)}
    if isinstance(form, RegisterForm):
        return OF_THE_OFFICE.get(request.POST.get("act", ""), enter_matter)(
            township, slip=form.slip(), **doing
        )
    assert isinstance(form, DeputySlipForm)
    act = draft_matter if request.POST.get("act") == "draft" else submit_matter
    return act(township, slip=form.slip(_own_seat(request, township)), **doing)


OF_THE_OFFICE = {"submit": submit_matter, "draft": draft_matter}  # any other button registers at once


def _own_seat(request: HttpRequest, township: Township) -> Deputy:
    seats = user_of(request).standing_in(township.pk).deputy_ids
    return Deputy.objects.of(township).filter(pk__in=seats).order_by("id")[0]


def _received(matter: Matter) -> str:
    if matter.state == MatterState.DRAFT:
        return _("“%(title)s” is kept as a draft; hand it in when it is complete.") % {"title": matter.title}
    if not matter.number:
        return _("“%(title)s” is handed in and awaits the office's review.") % {"title": matter.title}
    return _("Registered as %(number)s.") % {"number": matter.number}


def _page(request: HttpRequest, township: Township, form: SlipForm, *, status: int = 200) -> HttpResponse:
    if form.is_bound:
        form.point_at_fault()
    page = {"form": form, "for_office": isinstance(form, RegisterForm), **_similar(request, township, form)}
    return render(request, "matters/register.html", page, status=status)


def _similar(request: HttpRequest, township: Township, form: SlipForm) -> dict[str, Any]:
    return {
        "township": township,
        "town": township.slug,
        "similar": similar_to(form.text(), township, user_of(request), today()),
        "chosen": str(form["similar_to"].value() or ""),
    }
