"""What pages of motions and interpellations share: the row of the address, its buttons, a page per act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise

from huiyin.assembly.forms.motions import MotionActForm
from huiyin.assembly.lifecycle import INTERPELLATION_LIFECYCLE, MOTION_LIFECYCLE
from huiyin.assembly.models.motions import Interpellation, Motion
from huiyin.assembly.queries.joint_steps import Steps
from huiyin.assembly.queries.signing import Joint
from huiyin.assembly.views.meetings import get_or_post, not_now
from huiyin.core.clock import today
from huiyin.core.lifecycle import Transition
from huiyin.people.pages import doing, form_page, sent, town_of, user_of

LIFECYCLES = {Motion: MOTION_LIFECYCLE, Interpellation: INTERPELLATION_LIFECYCLE}


@dataclass(frozen=True)
class ActPage:
    """One act: its form, how it is done with what the form says, and what is said afterwards."""

    form: type[MotionActForm]
    do: Callable[[Any, Any, dict[str, Any]], Any]
    said: str | Promise
    danger: bool = False


def joint_row(request: HttpRequest, town: str, pk: UUID, kind: type[Joint]) -> Any:
    """The motion or interpellation of this address, for who may read it; Http404 for everybody else."""
    township = town_of(request, town)
    rows = kind.objects.of(township).visible_to(user_of(request))
    row = get_object_or_404(rows.select_related("convocation__session__term"), pk=pk)
    row.township = row.convocation.township = township
    return row


@login_required
@get_or_post
def act_page(
    request: HttpRequest, town: str, pk: UUID, name: str, page: ActPage, kind: type[Joint]
) -> HttpResponse:
    """The form of one act; sent, it does the act once and goes back to the motion."""
    row = joint_row(request, town, pk, kind)
    back = row.get_absolute_url()
    lifecycle = LIFECYCLES[kind]
    if (refused := not_now(request, lifecycle, row, name, back)) is not None:
        return refused
    form = page.form(sent(request), row=row, user=user_of(request), day=today())
    label = str(lifecycle.index[name].label)
    return form_page(
        request, form=form, action=lambda: page.do(row, form, doing(request)), title=label, submit=label,
        said=str(page.said), back=back, danger=page.danger, template="assembly/joint_act.html", row=row,
        town=town,
    )  # fmt: skip


def links_of(steps: Steps, row: Joint) -> dict[str, Any]:
    """The one clear button and the further acts, as links."""
    return {
        "primary": _link(steps.primary, row) if steps.primary else None,
        "more": [_link(one, row) for one in steps.more],
    }


def _link(transition: Transition, row: Joint) -> dict[str, Any]:
    address = reverse(f"assembly:{transition.act}", args=[row.township.slug, row.pk])
    return {"label": transition.label, "url": address}
