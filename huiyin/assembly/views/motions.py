"""Motions, recalls, interpellations of a session; one of them; how one begins; where a matter came from."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from huiyin.assembly.actions.interpellations import draft_interpellation
from huiyin.assembly.actions.motions import draft_motion
from huiyin.assembly.forms.drafting import MotionForm, RecallForm
from huiyin.assembly.forms.interpellations import InterpellationForm
from huiyin.assembly.lifecycle import ConvocationState
from huiyin.assembly.models.motions import Interpellation, Motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.pages import convocation_of, parts_of
from huiyin.assembly.queries.joint_steps import steps_of_interpellation, steps_of_motion
from huiyin.assembly.queries.motions import (
    KEYS,
    SORTS,
    TONES,
    amended_plan,
    items_of,
    motion_of,
    votes_of,
)
from huiyin.assembly.queries.signing import needed_of, signing_of
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.assembly.views.joint import joint_row, links_of
from huiyin.assembly.views.meetings import get_or_post
from huiyin.core.clock import now, today
from huiyin.matters.models.matter import Matter
from huiyin.people.pages import doing, form_page, sent, town_of, user_of
from huiyin.people.permissions import has_role, is_clerk
from huiyin.people.queries import page_by_key
from huiyin.people.roles import STAFF, Role

OVER = (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)
PAGE_OF_PART = "assembly:motions"


@login_required
@require_safe
def motions(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """What was put jointly in a session, in the order in which it was entered; one list for each sort."""
    convocation, user = convocation_of(request, town, pk), user_of(request)
    sort = SORTS.get(request.GET.get("sort", ""), SORTS["motions"])
    after = request.GET.get("after", "")
    try:
        rows, end = page_by_key(sort.rows(convocation, user), KEYS, after)
    except ValueError as error:
        raise Http404 from error
    for row in rows:
        row.township = convocation.township
    here = f"{reverse(PAGE_OF_PART, args=[town, pk])}?sort={sort.code}"
    page = {
        "town": town,
        "convocation": convocation,
        "title": session_name(convocation.session),
        "parts": parts_of(convocation, town, PAGE_OF_PART),
        "sort": sort.code,
        "counts": {code: one.rows(convocation, user).count() for code, one in SORTS.items()},
        "lines": [(row, TONES[row.state]) for row in rows],
        "needed": needed_of(sort.code, convocation, now()),
        "may_draft": _may_draft(request, convocation),
        "is_late": convocation.motions_until is not None and convocation.motions_until < now(),
        "first_url": here if after else "",
        "next_url": f"{here}&after={end}" if end else "",
    }
    return render(request, "assembly/motions.html", page)


def _may_draft(request: HttpRequest, convocation: Convocation) -> bool:
    if convocation.state in OVER:
        return False
    return has_role(request.user, convocation, Role.CLERK, Role.DEPUTY)


@login_required
@require_safe
def motion(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One motion: its parts, who signs, its amendments, what the presidium and the congress decided."""
    shown, user, moment = joint_row(request, town, pk, Motion), user_of(request), now()
    signing = signing_of(shown, shown.handed_in_at or moment)
    amendments = list(shown.amendments.order_by("id"))
    items = items_of(shown)
    page = {
        "town": town,
        "row": shown,
        "tone": TONES[shown.state],
        "title": session_name(shown.convocation.session),
        "parts": parts_of(shown.convocation, town, PAGE_OF_PART),
        "signing": signing,
        "amendments": amendments,
        "amended": amended_plan(shown) if any(one.answer == "accepted" for one in amendments) else "",
        "items": [(item, meeting_name(item.meeting)) for item in items],
        "votes": votes_of(shown),
        "decided_in": meeting_name(shown.decided_in) if shown.decided_in else "",
        "sees_matter": has_role(user, shown, *STAFF) or shown.is_signed_by(_own(request, shown)),
        "is_late": _is_late(shown, moment),
        **links_of(steps_of_motion(user, shown, signing, amendments), shown),
    }
    return render(request, "assembly/motion.html", page)


def _own(request: HttpRequest, row: Any) -> frozenset[UUID]:
    return user_of(request).standing_in(row.township_id).deputy_ids


def _is_late(shown: Motion, moment: Any) -> bool:
    until = shown.convocation.motions_until
    joint = shown.kind == Motion.Kind.MOTION and shown.brought_by == Motion.BroughtBy.DEPUTIES
    return joint and shown.handed_in_at is None and until is not None and moment > until


@login_required
@require_safe
def interpellation(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One interpellation: the question, who signs, each answer and what the signers thought of it."""
    shown, user = joint_row(request, town, pk, Interpellation), user_of(request)
    signing = signing_of(shown, shown.handed_in_at or now())
    page = {
        "town": town,
        "row": shown,
        "tone": TONES[shown.state],
        "title": session_name(shown.convocation.session),
        "parts": parts_of(shown.convocation, town, PAGE_OF_PART),
        "signing": signing,
        "answers": list(shown.answers.order_by("number")),
        **links_of(steps_of_interpellation(user, shown, signing), shown),
    }
    return render(request, "assembly/interpellation.html", page)


BEGUN: dict[str, tuple[Any, Any, dict[str, Any]]] = {
    "motion": (MotionForm, draft_motion, {}),
    "recall": (RecallForm, draft_motion, {"kind": Motion.Kind.RECALL}),
    "interpellation": (InterpellationForm, draft_interpellation, {}),
}


@login_required
@get_or_post
def draft(request: HttpRequest, town: str, pk: UUID, sort: str) -> HttpResponse:
    """Begin a motion, a recall or an interpellation: the clerk from paper, a deputy what they lead."""
    convocation, user = convocation_of(request, town, pk), user_of(request)
    if not has_role(user, convocation, Role.CLERK, Role.DEPUTY):
        raise PermissionDenied("draft")
    kind, action, words = BEGUN[sort]
    form = kind(sent(request), township=convocation.township, user=user)
    made: list[Any] = []
    titles = {
        "motion": _("Enter a motion"),
        "recall": _("Enter a recall"),
        "interpellation": _("Enter an interpellation"),
    }
    return form_page(
        request,
        form=form,
        action=lambda: made.append(action(convocation, **words, **form.said(), **doing(request))),
        title=titles[sort],
        submit=_("Enter"),
        said=_("It is entered. It gets its number when it is handed in."),
        back=reverse(PAGE_OF_PART, args=[town, pk]),
        then=lambda: made[0].get_absolute_url(),
        template="assembly/draft.html",
        town=town,
        convocation=convocation,
        session_said=session_name(convocation.session),
        clerk=is_clerk(user, convocation),
        sort=sort,
        titles=titles,
    )


@login_required
@require_safe
def motion_of_matter(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """Where a suggestion came from: a panel that the matter's page fetches, or a page by itself."""
    township, user = town_of(request, town), user_of(request)
    matter = get_object_or_404(Matter.objects.of(township).visible_to(user), pk=pk)
    matter.township = township
    found = motion_of(matter, user)
    said = session_name(found.convocation.session) if found else ""
    page = {"matter": matter, "row": found, "title": said, "today": today()}
    part = "#panel" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"assembly/motion_of_matter.html{part}", page)
