from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.matters.actions.issuing import (
    LinkTo,
    issue_evaluation_form,
    issue_hand_over_letter,
    issue_receipt,
    issue_reply_letter,
    issue_verification_record,
)
from huiyin.matters.models.matter import Matter
from huiyin.matters.permissions import office, office_or_unit
from huiyin.papers.models import Paper
from huiyin.papers.queries import papers_of
from huiyin.papers.views import paper_response
from huiyin.people.pages import act_id_of, town_of, user_of


def _matter(request: HttpRequest, town: str, pk: UUID) -> Matter:
    township = town_of(request, town)
    return get_object_or_404(Matter.objects.of(township).visible_to(user_of(request)), pk=pk)


def _link_to(request: HttpRequest, name: str, town: str) -> LinkTo:
    """The full address behind a QR code, under the name by which this page itself was reached."""
    return lambda token: request.build_absolute_uri(reverse(name, args=[town, token]))


def _about(rows: Any, request: HttpRequest) -> Any:
    try:
        return get_object_or_404(rows, pk=UUID(request.POST.get("about", "")))
    except ValueError as error:
        raise Http404 from error


def _verification(matter: Matter, request: HttpRequest) -> Any:
    return _about(matter.verifications.all(), request) if request.POST.get("about") else None


def _issuers(request: HttpRequest, matter: Matter, town: str) -> dict[str, Callable[..., Any]]:
    """For each kind, the act with what it is about taken from the form."""
    return {
        "hand_over_letter": lambda **words: issue_hand_over_letter(matter, **words),
        "reply_letter": lambda **words: issue_reply_letter(_about(matter.replies.all(), request), **words),
        "evaluation_form": lambda **words: issue_evaluation_form(
            _about(matter.petitioners.all(), request),
            link_to=_link_to(request, "links:open", town),
            **words,
        ),
        "verification_record": lambda **words: issue_verification_record(
            matter, verification=_verification(matter, request), **words
        ),
        "receipt_slip": lambda **words: issue_receipt(
            _about(matter.petitioners.all(), request),
            link_to=_link_to(request, "links:receipt", town),
            **words,
        ),
    }


@login_required
@require_POST
def issue(request: HttpRequest, town: str, pk: UUID, kind: str) -> HttpResponse:
    """Issue a paper and go back to the matter, where it is listed and can be downloaded; pressed twice, the
    same paper is named again.
    """
    matter = _matter(request, town, pk)
    issuer = _issuers(request, matter, town).get(kind)
    if issuer is None:
        raise Http404
    act_id = act_id_of(request)
    try:
        issuer(by=user_of(request), at=now(), act_id=act_id)
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(matter)
    messages.success(request, _issued(town, matter, papers_of(matter).get(act_id=act_id, kind=kind)))
    return redirect(matter)


def _issued(town: str, matter: Matter, paper: Paper) -> SafeString:
    said = _("Issued: %(paper)s.") % {"paper": f"{paper.get_kind_display()} {paper.number}".strip()}
    address = reverse("matters:paper", args=[town, matter.pk, paper.pk])
    return format_html('{} <a href="{}">{}</a>', said, address, _("Download"))


@login_required
@require_safe
def paper(request: HttpRequest, town: str, pk: UUID, paper_pk: UUID) -> HttpResponse:
    """An issued paper: to the office any, to a unit the letters that it was sent or wrote."""
    matter = _matter(request, town, pk)
    user = user_of(request)
    found = get_object_or_404(papers_of(matter).select_related("township"), pk=paper_pk)
    if not (office(user, matter) or (office_or_unit(user, matter) and found.kind in FOR_UNITS)):
        raise Http404
    return paper_response(request, found)


FOR_UNITS = ("hand_over_letter", "reply_letter")
