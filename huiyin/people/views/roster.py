"""The roster: deputies of the three levels. A list by name; nobody is ordered or counted by what they did."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.core.clock import now, today
from huiyin.people.actions.accounts import revoke_link
from huiyin.people.actions.roster import change_deputy, end_deputy, enrol_deputy
from huiyin.people.forms.choices import ConfirmForm, term_label
from huiyin.people.forms.roster import DeputyForm, EndDeputyForm, RosterForm
from huiyin.people.models import Deputy, PersonalLink
from huiyin.people.pages import doing, form_page, kept_town_of, read_town_of, sent
from huiyin.people.permissions import is_office, keeps_settings
from huiyin.people.queries import ROSTER_KEYS, links_of, page_by_key, roster, seats_of
from huiyin.townships.models import Term, Township


@login_required
@require_safe
def deputies(request: HttpRequest, town: str) -> HttpResponse:
    """The deputies, by name."""
    township = read_town_of(request, town)
    form = RosterForm(request.GET, township=township)
    wanted = form.wanted()
    after = request.GET.get("after", "")
    try:
        rows, end = page_by_key(roster(township, wanted), ROSTER_KEYS, after)
    except ValueError as error:
        raise Http404 from error
    here = reverse("people:deputies", args=[town])
    page: dict[str, Any] = {
        "town": town,
        "form": form,
        "deputies": rows,
        "may_change": keeps_settings(request.user, township),
        "narrowed": bool(wanted.in_address()),
        "here": here,
        "first_url": f"{here}?{urlencode(wanted.in_address())}" if after else "",
        "next_url": f"{here}?{urlencode({**wanted.in_address(), 'after': end})}" if end else "",
    }
    return render(request, "people/deputies.html", page)


def _deputy(township: Township, pk: UUID) -> Deputy:
    rows = Deputy.objects.of(township).select_related("township", "constituency", "term", "employer")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def deputy(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One deputy: the roster's entry and personal links. What they signed is a list of the matters."""
    township = read_town_of(request, town)
    shown = _deputy(township, pk)
    office = is_office(request.user, township)
    page = {
        "town": town,
        "deputy": shown,
        "term": term_label(shown.term) if shown.term else "",
        "phone": shown.phone if office else "",
        "office": office,
        "may_change": keeps_settings(request.user, township),
        "links": links_of(shown),
        "seats": [(seat, term_label(seat.term)) for seat in seats_of(shown)],
        "send_url": _send_link_url(town, shown) if office else "",
        "now": now(),
        "today": today(),
    }
    return render(request, "people/deputy.html", page)


def _send_link_url(town: str, shown: Deputy) -> str:
    """Where the app above makes a link to "my matters"; nothing where it does not."""
    try:
        return reverse("links:of_deputy", args=[town, shown.pk])
    except NoReverseMatch:
        return ""


@login_required
def enrol(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    latest = Term.objects.of(township).order_by("-number").first()
    form = DeputyForm(
        sent(request),
        initial={"term": latest},
        township=township,
        shows_phone=is_office(request.user, township),
    )
    made: list[Deputy] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(enrol_deputy(township, **form.cleaned_data, **doing(request))),
        title=_("Enrol a deputy"),
        submit=_("Enrol"),
        columns=True,
        said=_("The deputy is on the roster."),
        back=reverse("people:deputies", args=[town]),
        then=lambda: reverse("people:deputy", args=[town, made[0].pk]),
    )


@login_required
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    township = kept_town_of(request, town)
    changed = _deputy(township, pk)
    form = DeputyForm(
        sent(request),
        initial=DeputyForm.values_of(changed),
        township=township,
        shows_phone=is_office(request.user, township),
        takes_seat=not any(seat.until_at is None for seat in seats_of(changed)),
    )
    return form_page(
        request,
        form=form,
        action=lambda: change_deputy(changed, **form.cleaned_data, **doing(request)),
        title=_("Change the entry of %(name)s") % {"name": changed.name},
        submit=_("Save"),
        columns=True,
        said=_("The entry was changed."),
        back=changed.get_absolute_url(),
    )


@login_required
def end(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    ended = _deputy(kept_town_of(request, town), pk)
    form = EndDeputyForm(sent(request), initial={"on": today()})
    return form_page(
        request,
        form=form,
        action=lambda: end_deputy(ended, **form.cleaned_data, **doing(request)),
        title=_("End the seat of %(name)s") % {"name": ended.name},
        intro=_("The entry and all that the deputy signed stay."),
        submit=_("End the seat"),
        danger=True,
        said=_("The end of the seat is noted."),
        back=ended.get_absolute_url(),
    )


@login_required
def revoke(request: HttpRequest, town: str, pk: UUID, link: UUID) -> HttpResponse:
    """Make one of a deputy's personal links useless."""
    township = kept_town_of(request, town)
    owner = _deputy(township, pk)
    revoked = get_object_or_404(PersonalLink.objects.of(township).filter(deputy=owner), pk=link)
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: revoke_link(revoked, **doing(request)),
        title=_("Revoke a personal link of %(name)s") % {"name": owner.name},
        intro=_("Whoever opens it afterwards learns that it is no longer valid."),
        submit=_("Revoke the link"),
        danger=True,
        said=_("The link is no longer valid."),
        back=owner.get_absolute_url(),
    )
