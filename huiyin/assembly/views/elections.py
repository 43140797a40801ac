"""The elections of a session, and one election: its candidates, its ballots side by side, what is due now."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.assembly.lifecycle import ELECTION_LIFECYCLE, ConvocationState
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.pages import convocation_of, parts_of
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.election_page import Next, next_of
from huiyin.assembly.queries.elections import counted_side_by_side, course_of, elections_of
from huiyin.assembly.titles import session_name
from huiyin.core.clock import now, today
from huiyin.people.pages import town_of, user_of

OVER = (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)
OWN_PLACE = frozenset({"withdraw_candidate"})  # acts that stand beside a candidate


@login_required
@require_safe
def election_list(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The elections of a session, in the order of the law's posts."""
    convocation = convocation_of(request, town, pk)
    page = {
        "town": town,
        "convocation": convocation,
        "session_name": session_name(convocation.session),
        "parts": parts_of(convocation, town, "assembly:elections"),
        "elections": elections_of(convocation),
        "may_call": convocation.state not in OVER and office(request.user, convocation),
        "today": today(),
    }
    return render(request, "assembly/elections.html", page)


def election_of(request: HttpRequest, town: str, pk: UUID) -> Election:
    """The election of this address with its session, for who may read it; Http404 for everybody else."""
    township = town_of(request, town)
    rows: Any = Election.objects.of(township).visible_to(user_of(request))
    rows = rows.select_related("township", "convocation__session__term")
    found: Election = get_object_or_404(rows, pk=pk)
    return found


@login_required
@require_safe
def election(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One election: what the law wants now, who stands, what each ballot gave to each."""
    shown = election_of(request, town, pk)
    course = course_of(shown)
    may = {t.act for t in ELECTION_LIFECYCLE.open_to(request.user, shown)}
    coming = next_of(course, now())
    page = {
        "town": town,
        "election": shown,
        "session_name": session_name(shown.convocation.session),
        "parts": parts_of(shown.convocation, town, "assembly:elections"),
        "course": course,
        "next": coming,
        "primary": _primary(coming, town, pk, may),
        "more": _more(coming, town, pk, may),
        "rows": counted_side_by_side(course),
        "counted": [vote for vote in course.votes if vote.state == "announced"],
        "votes": [{"vote": vote, "url": _url("vote", town, vote.pk)} for vote in course.votes],
        "elected": {one.name for one in course.elected},
        "tied": course.tied,
        "not_admitted": course.not_admitted(),
        "may_withdraw": "withdraw_candidate" in may,
        "BY_DEPUTIES": Candidate.NominatedBy.DEPUTIES,
        "today": today(),
    }
    return render(request, "assembly/election.html", page)


def _primary(coming: Next, town: str, pk: UUID, may: set[str]) -> dict[str, Any] | None:
    """The one clear button: the next act, or the ballot that is going on."""
    if coming.vote is not None:
        url = _url("vote", town, coming.vote.pk)
        return {"label": _("Go on with the ballot"), "url": url} if url else None
    if coming.act not in may:
        return None
    label = ELECTION_LIFECYCLE.index[coming.act].label
    return {"label": label, "url": reverse(f"assembly:{coming.act}", args=[town, pk])}


def _more(coming: Next, town: str, pk: UUID, may: set[str]) -> list[dict[str, Any]]:
    """The other acts that are open, in the order of the lifecycle; a ballot only when one is due."""
    hidden = {coming.act, *OWN_PLACE, "prepare_ballot"}
    if coming.vote is not None:
        hidden |= {"settle_candidates", "conclude_election", "call_off_election", "nominate"}
    open_acts = [act for act in ELECTION_LIFECYCLE.acts() if act in may - hidden]
    return [
        {
            "label": ELECTION_LIFECYCLE.index[act].label,
            "url": reverse(f"assembly:{act}", args=[town, pk]),
        }
        for act in open_acts
    ]


def _url(name: str, town: str, pk: Any) -> str:
    try:
        return reverse(f"assembly:{name}", args=[town, pk])
    except NoReverseMatch:
        return ""
