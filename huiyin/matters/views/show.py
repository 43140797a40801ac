"""The page of one matter, and its journal."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.core.lifecycle import Transition
from huiyin.journal.queries import history_of
from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.history import lines_of
from huiyin.matters.queries.next_step import Step
from huiyin.matters.queries.open_acts import OpenActs, open_acts
from huiyin.matters.queries.page import Records, records_of, shown_matter
from huiyin.matters.queries.printables import printables
from huiyin.matters.queries.sight import Sight, sight_of
from huiyin.matters.queries.story import before_rounds, signers_words, stories_of
from huiyin.matters.queries.truths import ring_of, round_words, truths_of, waiting_since
from huiyin.papers.models import Paper
from huiyin.papers.queries import listed_papers_of
from huiyin.people.pages import town_of, user_of
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF

HAND_OVER_LETTER = "hand_over_letter"

JOURNAL_PAGE = 50


@login_required
@require_safe
def show(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One matter: its three truths, its rounds, its papers, and the next act."""
    township, user, day = town_of(request, town), user_of(request), today()
    matter = shown_matter(Matter.objects.of(township).visible_to(user), pk)
    if matter is None:
        raise Http404
    matter.township = township
    records = records_of(matter, day)
    sight = sight_of(user, matter)
    if not sight.full:
        return render(
            request, "matters/released.html", {"township": township, "matter": matter, "today": day}
        )
    acts = open_acts(user, matter, records, sight, day)
    since = waiting_since(matter, records)
    papers = list(listed_papers_of(matter)) if sight.staff else []
    first = _first_of_office(matter, records, acts.step, papers) if sight.office else None
    page: dict[str, Any] = {
        "township": township,
        "matter": matter,
        "records": records,
        "sight": sight,
        "today": day,
        "state": matter.shown_state(day),
        "ring": ring_of(matter),
        "ring_below": round_words(matter.round),
        "truths": truths_of(matter, records, day) if matter.round else [],
        "rounds": stories_of(matter, records, sight, day),
        "before": before_rounds(matter, records, sight, day),
        "step": acts.step,
        **_buttons(matter, acts, first),
        "due": records.due_clock(matter),
        "waited": (day - since).days if since else 0,
        "signers": _signers(records, sight),
        "signers_chip": signers_words(records, sight),
        "files": records.files if sight.sees_files(matter) else [],
        "papers": papers,
        "printables": printables(matter, records, user, day),
    }
    return render(request, "matters/show.html", page)


def _first_of_office(
    matter: Matter, records: Records, step: Step, papers: Sequence[Paper]
) -> dict[str, Any] | None:
    """What the office does before it waits: send the letter of this round, ask the deputies."""
    town, round_ = matter.township.slug, records.round
    if step.code == "wait_evaluations" and records.deputies:
        address = reverse("links:of_matter", args=[town, matter.pk])
        return {"label": _("Send the evaluation links"), "url": address}
    if step.code != "wait_reply" or round_ is None:
        return None
    letters = [paper for paper in papers if paper.kind == HAND_OVER_LETTER]
    if any(localdate(letter.at) >= round_.handed_over_on for letter in letters):
        return None
    address = reverse("matters:issue", args=[town, matter.pk, HAND_OVER_LETTER])
    return {"label": _("Issue the hand-over letter"), "url": address, "is_paper": True}


def _buttons(matter: Matter, acts: OpenActs, first: dict[str, Any] | None) -> dict[str, Any]:
    """The one clear button, and the further acts behind it."""
    own = [_link(matter, acts.primary)] if acts.primary else []
    more = [_link(matter, transition) for transition in acts.more]
    if first is not None:
        return {"primary": first, "more": [*own, *more]}
    return {"primary": own[0] if own else None, "more": more}


def _link(matter: Matter, transition: Transition) -> dict[str, Any]:
    address = reverse(f"matters:{transition.act}", args=[matter.township.slug, matter.pk])
    return {"label": transition.label, "url": address}


def _signers(records: Records, sight: Sight) -> list[dict[str, Any]]:
    """Who raised it, as far as this person may know."""
    return [
        {
            "petitioner": petitioner,
            "name": sight.name_of(petitioner),
            "phone": petitioner.voter_phone if sight.office else "",
        }
        for petitioner in records.petitioners
    ]


@login_required
@require_safe
def journal(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Every act on one matter as the journal keeps it, for the presidium's staff."""
    township, user = town_of(request, town), user_of(request)
    if not has_role(user, township, *STAFF):
        raise Http404
    matter = get_object_or_404(Matter.objects.of(township).visible_to(user), pk=pk)
    matter.township = township
    here = reverse("matters:journal", args=[town, pk])
    after = _number(request.GET.get("after", ""))
    found = list(history_of(matter).filter(seq__gt=after)[: JOURNAL_PAGE + 1])
    entries = found[:JOURNAL_PAGE]
    page = {
        "township": township,
        "matter": matter,
        "lines": lines_of(township, entries),
        "today": today(),
        "first_url": here if after else "",
        "next_url": f"{here}?after={entries[-1].seq}" if len(found) > JOURNAL_PAGE else "",
    }
    return render(request, "matters/journal.html", page)


def _number(typed: str) -> int:
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 18):
        raise Http404
    return int(typed)
