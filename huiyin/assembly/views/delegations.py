"""Who takes part in a session: the delegations, and who attends without a vote."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from huiyin.assembly.actions.delegations import (
    change_delegation,
    dissolve_delegation,
    enter_delegation,
    form_delegations,
    invite_guests,
    uninvite_guest,
)
from huiyin.assembly.forms.delegations import DelegationForm, GuestsForm
from huiyin.assembly.models.sessions import Convocation, Delegation, Guest
from huiyin.assembly.pages import convocation_of
from huiyin.assembly.permissions import clerk
from huiyin.assembly.queries.counts import deputies_at
from huiyin.assembly.queries.delegations import members_of
from huiyin.assembly.titles import session_name
from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.journal.queries import outcome_of
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.pages import (
    SENT_BEFORE,
    act_id_of,
    doing,
    form_page,
    sent,
    town_of,
    user_of,
    was_sent_before,
)


def _of_clerk(request: HttpRequest, town: str, pk: UUID, act: str) -> Convocation:
    """The session of this address, for the clerk."""
    convocation = convocation_of(request, town, pk)
    if not clerk(user_of(request), convocation):
        raise PermissionDenied(act)
    return convocation


def _row_of_clerk(request: HttpRequest, town: str, pk: UUID, model: Any, act: str) -> Any:
    """A delegation or a guest of this address with its session, for the clerk."""
    township, user = town_of(request, town), user_of(request)
    rows = model.objects.of(township).visible_to(user)
    row = get_object_or_404(rows.select_related("township", "convocation__session__term"), pk=pk)
    if not clerk(user, row):
        raise PermissionDenied(act)
    row.convocation.township = township
    return row


@login_required
@require_POST
def form_all(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """One press: the deputies' groups become delegations."""
    convocation = _of_clerk(request, town, pk, "form_delegations")
    again = was_sent_before(request, convocation.township)
    try:
        form_delegations(convocation, **doing(request))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, SENT_BEFORE if again else _("The delegations are formed from the groups."))
    return redirect(f"{convocation.get_absolute_url()}#delegations")


def _form(request: HttpRequest, convocation: Convocation, delegation: Delegation | None) -> DelegationForm:
    placed = members_of(convocation)
    here = [one for one in placed if delegation is not None and one.delegation_id == delegation.pk]
    names = dict(convocation.delegations.values_list("pk", "name"))
    elsewhere = {one.deputy_id: names[one.delegation_id] for one in placed if one not in here}
    initial: dict[str, Any] = {"members": [one.deputy_id for one in here]}
    if delegation is not None:
        head = next((one.deputy_id for one in here if one.heads), None)
        initial |= {"name": delegation.name, "place": delegation.place, "head": head}
    deputies = deputies_at(convocation.session.term, now())
    return DelegationForm(sent(request), initial=initial, deputies=deputies, elsewhere=elsewhere)


@login_required
def enter(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    convocation = _of_clerk(request, town, pk, "enter_delegation")
    form = _form(request, convocation, None)
    return form_page(
        request,
        form=form,
        action=lambda: enter_delegation(convocation, **form.cleaned_data, **doing(request)),
        title=_("Enter a delegation"),
        intro=_("Each deputy is in one delegation: whoever is ticked here leaves the other."),
        submit=_("Enter the delegation"),
        said=_("The delegation is entered."),
        back=f"{convocation.get_absolute_url()}#delegations",
        template="assembly/delegation.html",
    )


@login_required
def change(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    delegation = _row_of_clerk(request, town, pk, Delegation, "change_delegation")
    form = _form(request, delegation.convocation, delegation)
    return form_page(
        request,
        form=form,
        action=lambda: change_delegation(delegation, **form.cleaned_data, **doing(request)),
        title=_("Change the delegation %(name)s") % {"name": delegation.name},
        intro=_("Each deputy is in one delegation: whoever is ticked here leaves the other."),
        submit=_("Save"),
        said=_("The delegation was changed."),
        back=f"{delegation.convocation.get_absolute_url()}#delegations",
        template="assembly/delegation.html",
        delegation=delegation,
        town=town,
    )


def _sent_before(request: HttpRequest, town: str) -> HttpResponse | None:
    """The answer to a form that is sent a second time, when what it spoke of is no more."""
    township = town_of(request, town)
    first = outcome_of(township.pk, act_id_of(request)) if request.method == "POST" else None
    if not isinstance(first, Convocation) or not clerk(user_of(request), first):
        return None
    messages.info(request, SENT_BEFORE)
    return redirect(first)


@login_required
def dissolve(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    if (answered := _sent_before(request, town)) is not None:
        return answered
    delegation = _row_of_clerk(request, town, pk, Delegation, "dissolve_delegation")
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: dissolve_delegation(delegation, **doing(request)),
        title=_("Dissolve the delegation %(name)s") % {"name": delegation.name},
        intro=_("Its members are in none until they are placed anew."),
        submit=_("Dissolve"),
        danger=True,
        said=_("The delegation is dissolved."),
        back=f"{delegation.convocation.get_absolute_url()}#delegations",
    )


@login_required
def invite(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    convocation = _of_clerk(request, town, pk, "invite_guest")
    form = GuestsForm(sent(request))
    return form_page(
        request,
        form=form,
        action=lambda: invite_guests(convocation, **form.cleaned_data, **doing(request)),
        title=_("Enter who attends without a vote"),
        intro=session_name(convocation.session),
        submit=_("Enter them"),
        said=_("They are entered."),
        back=f"{convocation.get_absolute_url()}#guests",
    )


@login_required
def uninvite(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    if (answered := _sent_before(request, town)) is not None:
        return answered
    guest = _row_of_clerk(request, town, pk, Guest, "uninvite_guest")
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: uninvite_guest(guest, **doing(request)),
        title=_("Take %(name)s off the list") % {"name": guest.name},
        intro=guest.capacity,
        submit=_("Take off"),
        danger=True,
        said=_("The list is changed."),
        back=f"{guest.convocation.get_absolute_url()}#guests",
    )
