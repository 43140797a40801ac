"""What every page of a town begins with: whose town it is, and whether this person stands in it."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from huiyin.core.tenancy import uuid7
from huiyin.people.models import User
from huiyin.townships.models import Township


def town_of(request: HttpRequest, slug: str) -> Township:
    """The township of this address, for somebody who holds a role there.

    Raises Http404 for everybody else: a stranger does not learn that the town is here.
    """
    township = get_object_or_404(Township, slug=slug)
    if not user_of(request).standing_in(township.pk).roles:
        raise Http404
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
