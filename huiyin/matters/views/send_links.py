"""The office makes personal links, shows each once, and revokes them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.core.clock import now, today
from huiyin.core.errors import ActRefused
from huiyin.matters.actions.links import MadeLink, send_evaluation_link, send_my_matters_link
from huiyin.matters.actions.rounds import current_round
from huiyin.matters.forms.links import MyMattersLinkForm
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.checks import Evaluation, EvaluationForm
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.people.actions.accounts import revoke_link
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.models import Deputy, PersonalLink
from huiyin.people.pages import act_id_of, doing, form_page, sent, town_of, user_of
from huiyin.people.permissions import is_office
from huiyin.townships.models import Township

GOOD_FOR = timedelta(days=180)
SHOWN = 20


def _office_of(request: HttpRequest, town: str) -> Township:
    township = town_of(request, town)
    if not is_office(user_of(request), township):
        raise PermissionDenied("send_link")
    return township


@login_required
@require_safe
def of_matter(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Who signed a matter, who has evaluated, and whose personal link is good."""
    township = _office_of(request, town)
    matters = Matter.objects.of(township).visible_to(request.user)
    matter = get_object_or_404(matters.select_related("township"), pk=pk)
    page = {
        "township": township,
        "matter": matter,
        "is_open": matter.shown_state(today()) == MatterState.ANSWERED,
        "signers": _signers(matter),
        "now": now(),
    }
    return render(request, "matters/link_of_matter.html", page)


def _signers(matter: Matter) -> list[Petitioner]:
    """The signing deputies with `has_evaluated` and their `asked` (form and link) of the present round."""
    given = Evaluation.objects.filter(
        township_id=OuterRef("township_id"), petitioner=OuterRef("pk"), round__number=matter.round
    )
    asked = EvaluationForm.objects.filter(round__number=matter.round, link__isnull=False)
    rows = Petitioner.objects.of(matter.township).filter(matter=matter, deputy__isnull=False)
    forms = Prefetch("forms", asked.select_related("link"), to_attr="asked")
    signers = rows.select_related("deputy").prefetch_related(forms).order_by("position", "id")
    return list(signers.annotate(has_evaluated=Exists(given)))


@never_cache
@login_required
@require_POST
def send_evaluation(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Make one signer's link and show it, this once."""
    township = _office_of(request, town)
    signers = Petitioner.objects.of(township).filter(
        matter__in=Matter.objects.of(township).visible_to(request.user)
    )
    petitioner = get_object_or_404(signers.select_related("matter__township", "deputy"), pk=pk)
    matter = petitioner.matter
    back = reverse("links:of_matter", args=[town, matter.pk])
    if matter.round == 0:
        messages.error(request, _("Nothing was replied yet; there is nothing to evaluate."))
        return redirect(back)
    try:
        made = send_evaluation_link(
            petitioner,
            round_=current_round(matter),
            by=user_of(request),
            at=now(),
            act_id=act_id_of(request),
        )
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    text = _(
        "%(name)s: %(number)s “%(title)s” has been answered. Please say until %(day)s what you think of it:"
    ) % {
        "name": petitioner.deputy,
        "number": matter.number,
        "title": matter.title,
        "day": _day(matter.window_closes_on),
    }
    return _shown_once(request, made, text, back)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def of_deputy(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """A deputy's links to what they raised: make one, revoke one."""
    township = _office_of(request, town)
    deputy = get_object_or_404(Deputy.objects.of(township), pk=pk)
    form = MyMattersLinkForm(request.POST or None, initial={"expires_on": today() + GOOD_FOR})
    if request.method == "POST" and form.is_valid():
        try:
            return _send_my_matters(request, deputy, form)
        except ActRefused as refusal:
            form.add_error("expires_on", str(refusal))
    links = PersonalLink.objects.of(township).filter(deputy=deputy, scope=PersonalLink.Scope.MY_MATTERS)
    page = {
        "township": township,
        "deputy": deputy,
        "form": form,
        "links": links.select_related("made_by").order_by("-made_at")[:SHOWN],
        "now": now(),
    }
    return render(request, "matters/link_of_deputy.html", page)


def _send_my_matters(request: HttpRequest, deputy: Deputy, form: MyMattersLinkForm) -> HttpResponse:
    made = send_my_matters_link(
        deputy,
        expires_on=form.cleaned_data["expires_on"],
        by=user_of(request),
        at=now(),
        act_id=act_id_of(request),
    )
    text = _("%(name)s: here you see what became of what you raised, until %(day)s:") % {
        "name": deputy.name,
        "day": _day(form.cleaned_data["expires_on"]),
    }
    return _shown_once(request, made, text, request.path)


def _day(day: Any) -> str:
    return date_format(day, _("j F Y")) if day else ""


def _shown_once(request: HttpRequest, made: Any, text: str, back: str) -> HttpResponse:
    """The link with its QR code; a form sent twice finds that it was shown before."""
    if not isinstance(made, MadeLink):
        messages.warning(request, _("This link was made and shown already. If it was lost, make a new one."))
        return redirect(back)
    url = link_url(request, made)
    page = {
        "made": made,
        "deputy": made.link.deputy,
        "url": url,
        "text": f"{text} {url}",
        "qr": segno.make(url, error="m", micro=False).svg_data_uri(scale=5, border=3),
        "back_url": back,
    }
    response = render(request, "matters/link_made.html", page)
    response["Cache-Control"] = "private, no-store"
    return response


def link_url(request: HttpRequest, made: MadeLink) -> str:
    """The whole address of a personal link, as it goes into a message or a QR code."""
    words = [made.link.township.slug, made.token]
    return request.build_absolute_uri(reverse("links:open", args=words))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Ask, then make a link useless; the page that asked is shown again."""
    township = _office_of(request, town)
    rows = PersonalLink.objects.of(township).select_related("deputy")
    link = get_object_or_404(rows, pk=pk)
    words = {"name": link.deputy.name}
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: revoke_link(link, **doing(request)),
        title=_("Revoke the link of %(name)s") % words,
        intro=_("%(name)s can no longer open it; what was done with it stays.") % words,
        submit=_("Revoke the link"),
        danger=True,
        said=_("The link is useless from now on."),
        back=_page_of(link, town),
    )


def _page_of(link: PersonalLink, town: str) -> str:
    form = link.forms.first()
    if form is not None:
        return reverse("links:of_matter", args=[town, form.matter_id])
    return reverse("links:of_deputy", args=[town, link.deputy_id])
