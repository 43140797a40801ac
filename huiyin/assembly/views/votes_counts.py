"""Entering what was counted: hands in two taps, a teller's sheet, the voices of a roll-call."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from huiyin.assembly.actions.showing import count_hands, enter_voices
from huiyin.assembly.actions.telling import enter_sheet
from huiyin.assembly.forms.tellers import SheetForm
from huiyin.assembly.forms.votes import CountForm
from huiyin.assembly.models.votes import Voice, Vote
from huiyin.assembly.queries.votes import TELLERS, roll_of
from huiyin.assembly.views.votes import acted_on, frame_of, get_or_post
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import SENT_BEFORE, doing, is_done, sent, was_sent_before


@login_required
@get_or_post
def count(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Enter the count of an open vote: hands, or one teller's sheet."""
    vote, away = acted_on(request, town, pk, "enter_count")
    if away is not None:
        return away
    return _sheet(request, town, vote) if vote.method == Vote.Method.PAPER else _hands(request, town, vote)


def _hands(request: HttpRequest, town: str, vote: Vote) -> HttpResponse:
    """All in favour by one tap; all but some, or those in favour counted, by typing."""
    form = CountForm(sent(request))
    return _counting(
        request, town, vote, form=form, template="assembly/vote_count.html",
        action=lambda: count_hands(vote, **form.words(), **doing(request)),
        said=_("The count is entered. Close the vote when the chair has confirmed it."),
    )  # fmt: skip


def _sheet(request: HttpRequest, town: str, vote: Vote) -> HttpResponse:
    """One teller's sheet; the other's is not shown."""
    typed = request.GET.get("teller", "1")
    teller = int(typed) if typed in {str(one) for one in TELLERS} else 1
    form = SheetForm(sent(request), vote=vote)
    return _counting(
        request, town, vote, form=form, template="assembly/vote_sheet.html", teller=teller,
        action=lambda: enter_sheet(vote, teller=teller, **form.words(), **doing(request)),
        said=_("The sheet of teller %(teller)s is in.") % {"teller": teller},
    )  # fmt: skip


@login_required
@get_or_post
def voices(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The roll-call: everybody present is called by name and answers."""
    vote, away = acted_on(request, town, pk, "enter_voice")
    if away is not None:
        return away
    roll = roll_of(vote) if vote.opened_at else []
    said = {one.deputy.pk: word for one in roll if (word := _changed(request, str(one.deputy.pk)))}
    rest = Voice.Said.IN_FAVOUR.value if "rest" in request.POST else ""
    return _counting(
        request, town, vote, form=ConfirmForm(sent(request)), template="assembly/vote_roll.html",
        action=lambda: enter_voices(vote, said=said, rest=rest, **doing(request)),
        said=_("The voices are entered."), roll=roll, choices=Voice.Said.choices,
    )  # fmt: skip


def _changed(request: HttpRequest, key: str) -> str:
    """What was ticked for a deputy, unless it stood there before: another machine may know better by now."""
    word: str = request.POST.get(f"voice-{key}", "")
    return word if word in Voice.Said.values and word != request.POST.get(f"was-{key}") else ""


def _counting(
    request: HttpRequest, town: str, vote: Vote, *, form: BaseForm, template: str, action: Any, said: str,
    **words: Any,
) -> HttpResponse:  # fmt: skip
    """A page with one form for one act, in the session's frame."""
    again = request.method == "POST" and was_sent_before(request, vote.township)
    if is_done(request, form, action):
        (messages.info if again else messages.success)(request, SENT_BEFORE if again else said)
        return redirect(vote)
    page = {**frame_of(vote.meeting, town), "vote": vote, "form": form, **words}
    return render(request, template, page)
