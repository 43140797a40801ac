"""A vote's page: what is done next, what was counted, the sum; and how a vote is prepared."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.assembly.actions.voting import change_vote, prepare_vote
from huiyin.assembly.forms.tellers import place_in_words
from huiyin.assembly.forms.votes import ChangeVoteForm, PrepareVoteForm
from huiyin.assembly.lifecycle import VOTE_LIFECYCLE, VoteState
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.pages import is_to_come, meeting_of, parts_of
from huiyin.assembly.permissions import office, staff
from huiyin.assembly.queries.counts import turnout_at
from huiyin.assembly.queries.votes import (
    Attempt,
    attempts_of,
    ballot_paper,
    box_of,
    open_attempt,
    options_of,
    roll_of,
)
from huiyin.assembly.titles import meeting_name
from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.people.pages import doing, form_page, sent, town_of, user_of

TONES = {VoteState.PREPARED: "indigo", VoteState.OPEN: "amber", VoteState.CLOSED: "amber"}
ASIDE = ("change_vote", "cancel_vote")  # acts that are never the next one
_GIVEN = gettext_lazy("Rule and ballot are fixed: they follow from the election, or the year's projects.")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def vote_of(request: HttpRequest, town: str, pk: UUID) -> Vote:
    """The vote of this address with its meeting, for who may read it; Http404 for everybody else."""
    township = town_of(request, town)
    rows = Vote.objects.of(township).visible_to(user_of(request))
    rows = rows.select_related(
        "township", "item__motion", "election", "meeting__term", "meeting__convocation__session__term"
    )
    found: Vote = get_object_or_404(rows, pk=pk)
    if found.state != VoteState.ANNOUNCED and not staff(request.user, found):
        raise Http404  # a deputy reads what the chair announced
    found.meeting.township = found.township
    return found


def acted_on(request: HttpRequest, town: str, pk: UUID, act: str) -> tuple[Vote, HttpResponse | None]:
    """The vote of an act's page; what is not possible now is said on the vote's own page.

    A form that was sent goes on: its act refuses by itself, or was done before.
    """
    vote = vote_of(request, town, pk)
    try:
        VOTE_LIFECYCLE.check(vote, act, by=user_of(request))
    except ActRefused as refusal:
        if request.method != "POST":
            messages.error(request, str(refusal))
            return vote, redirect(vote)
    return vote, None


def frame_of(meeting: Meeting, town: str) -> dict[str, Any]:
    """The tabs of the session and the way back to the meeting."""
    parts = parts_of(meeting.convocation, town, "assembly:meetings") if meeting.convocation else []
    return {"town": town, "parts": parts, "meeting": meeting, "meeting_name": meeting_name(meeting)}


@login_required
@require_safe
def show(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One vote: the next act for who runs the meeting, and the result with its sum."""
    vote = vote_of(request, town, pk)
    runs = office(request.user, vote)
    acts = list(VOTE_LIFECYCLE.open_to(user_of(request), vote))
    counted = vote.state in (VoteState.CLOSED, VoteState.ANNOUNCED)
    page = {
        **frame_of(vote.meeting, town),
        "vote": vote,
        "runs": runs,
        "more": [
            {"label": t.label, "url": reverse(f"assembly:{t.act}", args=[town, pk])}
            for t in acts
            if t.act in ASIDE
        ],
        "may_print": any(t.act == "print_slips" for t in acts),
        "vote_tone": TONES.get(VoteState(vote.state), "mute"),
        "counted": counted,
        "options": options_of(vote) if vote.subject != Vote.Subject.DECISION else [],
        **_now_words(vote, runs),
        **_records(vote),
    }
    return render(request, "assembly/vote.html", page)


def _now_words(vote: Vote, runs: bool) -> dict[str, Any]:
    """What the next act needs: the turnout before, the box while it is open."""
    found: dict[str, Any] = {}
    if vote.state == VoteState.PREPARED and runs:
        found |= {"turnout": turnout_at(vote.meeting, now()), "is_to_come": is_to_come(vote.meeting)}
    if vote.method == Vote.Method.SLIPS:
        found["box"] = box_of(vote)
    return found


def _records(vote: Vote) -> dict[str, Any]:
    """Who spoke in a roll-call; what the tellers counted on paper."""
    if vote.opened_at is None:
        return {}
    if vote.method == Vote.Method.ROLL_CALL:
        roll = roll_of(vote)
        return {"roll": roll, "silent": sum(one.voice is None for one in roll)}
    if vote.method != Vote.Method.PAPER:
        return {}
    attempts = attempts_of(vote)
    return {"attempts": [_told(vote, one) for one in attempts], "awaited": _awaited(attempts)}


def _awaited(attempts: list[Attempt]) -> list[int]:
    """The tellers whose sheets are to come."""
    under_way = open_attempt(attempts)
    return [] if under_way.agrees else [teller for teller in (1, 2) if teller not in under_way.sheets]


def _told(vote: Vote, attempt: Attempt) -> dict[str, Any]:
    """A count for the page. A sheet is shown when both are in: no teller sees the other's before."""
    paper = ballot_paper(vote)
    lines = [
        {"place": place_in_words(paper, one), "first": one.first, "second": one.second}
        for one in attempt.differing
    ]
    return {"attempt": attempt, "lines": lines, "tellers": [attempt.sheets.get(n) for n in (1, 2)]}


@login_required
@get_or_post
def prepare(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Prepare a vote of this meeting, on the item named by `?item=`."""
    meeting = meeting_of(request, town, pk)
    if not office(request.user, meeting):
        raise PermissionDenied("prepare_vote")
    item = _item_of(request, meeting)
    initial = {"title": item.title} if item else {}
    form = PrepareVoteForm(sent(request), meeting=meeting, initial=initial)
    made: list[Vote] = []
    return form_page(
        request,
        form=form,
        action=lambda: made.append(
            prepare_vote(
                meeting, item=item, subject=form.cleaned_data["subject"], choices=form.choices(),
                **form.words(), **doing(request),
            )
        ),
        title=_("Prepare a vote"),
        intro=item.title if item else meeting_name(meeting),
        submit=_("Prepare the vote"),
        said=_("The vote is prepared."),
        back=meeting.get_absolute_url(),
        then=lambda: made[0].get_absolute_url(),
    )  # fmt: skip


def _item_of(request: HttpRequest, meeting: Meeting) -> AgendaItem | None:
    try:
        key = UUID(request.GET.get("item", ""))
    except ValueError:
        return None
    items = AgendaItem.objects.filter(township_id=meeting.township_id, meeting=meeting)
    return get_object_or_404(items, pk=key)


@login_required
@get_or_post
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Change a vote that was not opened yet."""
    vote, away = acted_on(request, town, pk, "change_vote")
    if away is not None:
        return away
    options = options_of(vote)
    initial: dict[str, Any] = {
        name: getattr(vote, name) for name in ("title", "method", "rule", "winners", "is_ranked")
    }
    initial["options"] = "\n".join(f"{one.label} | {one.note}".removesuffix(" | ") for one in options)
    form = ChangeVoteForm(sent(request), vote=vote, initial=initial)
    kept = {name: getattr(vote, name) for name in ("rule", "winners", "is_ranked", "takes_write_ins")}
    return form_page(
        request,
        form=form,
        action=lambda: change_vote(
            vote,
            **{**kept, **form.words()},
            choices=form.choices() if "options" in form.fields else None,
            **doing(request),
        ),
        title=_("Change the vote"),
        intro=vote.title,
        lines=[_GIVEN] if vote.is_given else [],
        submit=_("Save"),
        said=_("The vote was changed."),
        back=reverse("assembly:vote", args=[town, pk]),
    )
