"""The acts of a vote, each with its page: open, print slips, close, announce, cancel."""

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huiyin.assembly.actions.slips import PrintedSlips, print_slips
from huiyin.assembly.actions.voting import announce_result, cancel_vote, close_vote, open_vote
from huiyin.assembly.forms.votes import IssuedForm, PrintSlipsForm, ReasonForm
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.papers.ballots import ballot_slips
from huiyin.assembly.queries.counts import turnout_at
from huiyin.assembly.views.votes import acted_on, frame_of, get_or_post
from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.matters.codes import shown
from huiyin.papers.kinds.ballot_slips import compose
from huiyin.papers.layouts.fonts import NoChineseFont
from huiyin.papers.layouts.pdf import draw_pdf
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import doing, form_page, sent

SPARE = 5  # slips more than there are voters, for those that get lost or torn


@login_required
@get_or_post
def open_page(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Open the vote, with the numbers of this moment before it."""
    vote, away = acted_on(request, town, pk, "open_vote")
    if away is not None:
        return away
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: open_vote(vote, **doing(request)),
        title=_("Open the vote"),
        intro=vote.title,
        submit=_("Open the vote"),
        said=_("The vote is open."),
        back=vote.get_absolute_url(),
        lines=[_turnout_line(vote)],
    )


def _turnout_line(vote: Vote) -> str:
    turnout = turnout_at(vote.meeting, now())
    words = {**vars(turnout), "missing": turnout.missing}
    if turnout.is_reached:
        return _("Quorum reached: %(present)s of %(of_all)s, needs %(needed)s") % words
    return _("No quorum: %(present)s of %(of_all)s, needs %(needed)s, %(missing)s more are needed") % words


@login_required
@get_or_post
def close(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Close the vote and count; of an electronic ballot the clerk says how many slips were handed out."""
    vote, away = acted_on(request, town, pk, "close_vote")
    if away is not None:
        return away
    by_slips = vote.method == Vote.Method.SLIPS
    form = (
        IssuedForm(sent(request), initial={"issued": vote.present})
        if by_slips
        else ConfirmForm(sent(request))
    )
    return form_page(
        request,
        form=form,
        action=lambda: close_vote(vote, issued=form.cleaned_data.get("issued"), **doing(request)),
        title=_("Close the vote and count"),
        intro=vote.title,
        submit=_("Close the vote and count"),
        said=_("The vote is closed and counted."),
        back=vote.get_absolute_url(),
        lines=[_("No ballot is taken any more. The box is opened and mixed.")] if by_slips else [],
    )


@login_required
@get_or_post
def announce(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    vote, away = acted_on(request, town, pk, "announce_result")
    if away is not None:
        return away
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: announce_result(vote, **doing(request)),
        title=_("Announce the result"),
        intro=vote.title,
        submit=_("Announce the result"),
        said=_("The result is announced. Nothing of it changes any more."),
        back=vote.get_absolute_url(),
        lines=[_("The hall's screen shows it from now on, and nothing of it can be changed.")],
    )


@login_required
@get_or_post
def cancel(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    vote, away = acted_on(request, town, pk, "cancel_vote")
    if away is not None:
        return away
    form = ReasonForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: cancel_vote(vote, **form.cleaned_data, **doing(request)),
        title=_("Cancel the vote"),
        intro=vote.title,
        submit=_("Cancel the vote"),
        danger=True,
        said=_("The vote is cancelled; what was counted stays on record."),
        back=vote.get_absolute_url(),
    )


@never_cache
@login_required
@get_or_post
def slips(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Print one-time slips: they are shown this once, and drawn from a box in the hall."""
    vote, away = acted_on(request, town, pk, "print_slips")
    if away is not None:
        return away
    of_all = turnout_at(vote.meeting, now()).of_all
    form = PrintSlipsForm(sent(request), initial={"count": of_all + SPARE})
    if request.method == "POST" and form.is_valid():
        try:
            return _printed(request, town, print_slips(vote, form.cleaned_data["count"], **doing(request)))
        except ActRefused as refusal:
            form.add_error(None, str(refusal))
    page = {**frame_of(vote.meeting, town), "vote": vote, "form": form}
    return render(request, "assembly/vote_print.html", page)


def _printed(request: HttpRequest, town: str, made: PrintedSlips | Vote) -> HttpResponse:
    if not isinstance(made, PrintedSlips):
        messages.warning(
            request, _("These slips were printed and shown already. If they were lost, print new ones.")
        )
        return redirect(made)
    page: dict[str, Any] = {
        "vote": made.vote,
        "slips": [_slip(request, town, code) for code in made.codes],
        "back": made.vote.get_absolute_url(),
        "find_url": request.build_absolute_uri(reverse("assembly:find_ballot", args=[town])),
        "pdf": _sheet(made, partial(_link, request, town)),
    }
    response = render(request, "assembly/vote_slips.html", page)
    response["Cache-Control"] = "private, no-store"
    return response


def _link(request: HttpRequest, town: str, code: str) -> str:
    return request.build_absolute_uri(reverse("assembly:ballot", args=[town, code]))


def _slip(request: HttpRequest, town: str, code: str) -> dict[str, str]:
    url = _link(request, town, code)
    return {
        "code": shown(code),
        "qr": segno.make(url, error="m", micro=False).svg_data_uri(scale=3, border=2),
    }


def _sheet(made: PrintedSlips, link_to: Callable[[str], str]) -> str:
    """The slips as a PDF to be cut, inside the page and kept nowhere; nothing where no font can draw it."""
    sheet = compose(ballot_slips(made.vote, made.codes, link_to=link_to, at=now()))
    try:
        content = draw_pdf(sheet).content
    except NoChineseFont:
        return ""
    return f"data:application/pdf;base64,{b64encode(content).decode()}"
