"""Who may do what here: accounts, roles, forgotten passwords."""

import secrets
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huiyin.people.actions.accounts import admit_person, end_role, give_role, reset_password
from huiyin.people.forms.accounts import AnotherRoleForm, PersonForm
from huiyin.people.forms.choices import ConfirmForm
from huiyin.people.models import Membership
from huiyin.people.pages import doing, form_page, is_done, kept_town_of, read_town_of, sent
from huiyin.people.permissions import keeps_settings
from huiyin.people.queries import MEMBER_KEYS, members, page_by_key
from huiyin.townships.models import Township

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another


def new_password() -> str:
    """A password to be read out and typed once: sixteen letters and digits in groups of four."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))


@login_required
@require_safe
def accounts(request: HttpRequest, town: str) -> HttpResponse:
    """Who holds which role here, or held one."""
    township = read_town_of(request, town)
    after, ended = request.GET.get("after", ""), request.GET.get("ended") == "1"
    try:
        rows, end = page_by_key(members(township, ended=ended), MEMBER_KEYS, after)
    except ValueError as error:
        raise Http404 from error
    here = reverse("people:accounts", args=[town])
    asked = "ended=1&" if ended else ""
    page = {
        "town": town,
        "tab": "accounts",
        "members": rows,
        "ended": ended,
        "may_change": keeps_settings(request.user, township),
        "here": here,
        "first_url": f"{here}?{asked}" if after else "",
        "next_url": f"{here}?{asked}after={end}" if end else "",
    }
    return render(request, "people/accounts.html", page)


@login_required
@never_cache
def admit(request: HttpRequest, town: str) -> HttpResponse:
    """A new person with a first role; the first password is shown once, here."""
    township = kept_town_of(request, town)
    form = PersonForm(sent(request), township=township)
    password = new_password()
    made: list[Membership] = []
    if is_done(
        request,
        form,
        lambda: made.append(admit_person(township, password=password, **form.cleaned_data, **doing(request))),
    ):
        return _shown_once(request, town, made[0], password)
    page = {
        "form": form,
        "heading": _("Open an account"),
        "intro": _("The first password is made by the system and shown once."),
        "submit": _("Open the account"),
        "back": reverse("people:accounts", args=[town]),
    }
    return render(request, "ui/one_form.html", page)


def _shown_once(request: HttpRequest, town: str, membership: Membership, password: str) -> HttpResponse:
    """The password, to be handed on; a form sent twice did nothing the second time and shows none."""
    page = {
        "town": town,
        "tab": "accounts",
        "membership": membership,
        "password": password if membership.user.check_password(password) else "",
    }
    return render(request, "people/password_once.html", page)


@login_required
def give(request: HttpRequest, town: str) -> HttpResponse:
    township = kept_town_of(request, town)
    form = AnotherRoleForm(sent(request), township=township)
    return form_page(
        request,
        form=form,
        action=lambda: give_role(township, **form.cleaned_data, **doing(request)),
        title=_("Give another role"),
        submit=_("Give the role"),
        said=_("The role is given."),
        back=reverse("people:accounts", args=[town]),
    )


def _membership(township: Township, pk: UUID) -> Membership:
    rows = Membership.objects.of(township).select_related("township", "user", "unit", "deputy")
    return get_object_or_404(rows, pk=pk)


@login_required
def end(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    ended = _membership(kept_town_of(request, town), pk)
    words = {"name": ended.user.name, "role": ended.get_role_display()}
    return form_page(
        request,
        form=ConfirmForm(sent(request)),
        action=lambda: end_role(ended, **doing(request)),
        title=_("End a role of %(name)s: %(role)s") % words,
        intro=_("The person can do nothing more in this role; what they did stays under their name."),
        submit=_("End the role"),
        danger=True,
        said=_("The role has ended."),
        back=reverse("people:accounts", args=[town]),
    )


@login_required
@never_cache
def renew_password(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """A new password for somebody who forgot theirs, shown once."""
    membership = _membership(kept_town_of(request, town), pk)
    form = ConfirmForm(sent(request))
    password = new_password()
    made: list[Membership] = []
    if is_done(
        request,
        form,
        lambda: made.append(reset_password(membership, password=password, **doing(request))),
    ):
        return _shown_once(request, town, made[0], password)
    page = {
        "form": form,
        "heading": _("New password for %(name)s") % {"name": membership.user.name},
        "intro": _("The old password stops working at once, and the person is signed out everywhere."),
        "submit": _("Make a new password"),
        "back": reverse("people:accounts", args=[town]),
    }
    return render(request, "ui/one_form.html", page)
