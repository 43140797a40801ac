"""What every page of a town begins with: whose town it is, and whether this person stands in it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.core.prepared import Prepared
from huiyin.core.tenancy import uuid7
from huiyin.journal.queries import was_done
from huiyin.people.models import User
from huiyin.people.permissions import keeps_settings, reads_settings
from huiyin.townships.models import Township

BY_SLUG: Prepared[Township] = Prepared(lambda slug: Township.objects.filter(slug=slug), keys=1)


def town_of(request: HttpRequest, slug: str) -> Township:
    """The township of this address, for somebody who holds a role there.

    Raises Http404 for everybody else: a stranger does not learn that the town is here.
    """
    found = BY_SLUG.rows(slug)
    if not found:
        raise Http404
    township = found[0]
    if not user_of(request).standing_in(township.pk).roles:
        raise Http404
    vars(request)["township"] = township  # for the frame of the page, which would fetch it again
    return township


def user_of(request: HttpRequest) -> User:
    """The person who is signed in (after `login_required`)."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def act_id_of(request: HttpRequest) -> UUID:
    """The id that the form gave to this very doing; a new one for a form that named none."""
    try:
        return UUID(request.POST.get("act_id", ""))
    except ValueError:
        return uuid7()


def read_town_of(request: HttpRequest, slug: str) -> Township:
    """The township, for somebody who may read its settings, people and journal.

    Raises Http404 for strangers, PermissionDenied for everybody else.
    """
    township = town_of(request, slug)
    if not reads_settings(request.user, township):
        raise PermissionDenied("settings")
    return township


def kept_town_of(request: HttpRequest, slug: str) -> Township:
    """The township, for somebody who may change its settings and people.

    Raises Http404 for strangers, PermissionDenied for everybody else.
    """
    township = town_of(request, slug)
    if not keeps_settings(request.user, township):
        raise PermissionDenied("settings")
    return township


SENT_BEFORE = _("This form was sent before: it is recorded already, and nothing was done a second time.")


def was_sent_before(request: HttpRequest, township: Township) -> bool:
    """Whether the act that this form names was done already."""
    return was_done(township.pk, act_id_of(request))


def doing(request: HttpRequest) -> dict[str, Any]:
    """The words that every act takes: who does it, when, and the id of this very doing."""
    return {"by": user_of(request), "at": now(), "act_id": act_id_of(request)}


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, or None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def is_done(request: HttpRequest, form: BaseForm, action: Callable[[], Any]) -> bool:
    """Whether the form was sent and its act carried out; what the rules refuse is said on the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        action()
    except ActRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def form_page(
    request: HttpRequest,
    *,
    form: BaseForm,
    action: Callable[[], Any],
    title: str,
    submit: str,
    said: str,
    back: str,
    then: Callable[[], str] | None = None,
    template: str = "ui/one_form.html",
    **context: Any,
) -> HttpResponse:
    """A page with one form for one act: `said` afterwards, on the page `then` or the page it came from."""
    township = vars(request).get("township")
    again = request.method == "POST" and township is not None and was_sent_before(request, township)
    if is_done(request, form, action):
        _say(request, said, again)
        return redirect(then() if then else back)
    page = {"form": form, "heading": title, "submit": submit, "back": back, **context}
    return render(request, template, page)


def _say(request: HttpRequest, said: str, again: bool) -> None:
    if again:
        messages.info(request, SENT_BEFORE)
    else:
        messages.success(request, said)
