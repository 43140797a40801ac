"""Accounts, roles and personal links."""

import hashlib
import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import Deputy, Membership, Oversight, PersonalLink, Unit, User
from huiyin.people.permissions import has_role, keeps_settings
from huiyin.people.roles import KEEPERS, UNIT, Role
from huiyin.townships.models import Region, Township

ABOVE = (Role.CHAIR, Role.OPERATOR)  # the clerk gives them no new password
TOKEN_BYTES = 20  # 160 bits


def _require_keeper(by: User | None, row: Any) -> None:
    """`by=None` is the builder of a new installation."""
    if by is not None and not keeps_settings(by, row):
        raise PermissionDenied("people")


def open_account(*, username: str, name: str, password: str) -> User:
    """Make an account (a shared table); it may do nothing until it is given a role.

    Raises ActRefused when the sign-in name is taken.
    """
    if User.objects.filter(username=username).exists():
        raise _taken(username)
    user = User(username=username, name=name)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:  # another office took it a moment ago
        raise _taken(username) from error
    return user


def _taken(username: str) -> ActRefused:
    return ActRefused(_("The sign-in name %(name)s is taken; choose another.") % {"name": username})


@act
def give_role(
    township: Township,
    *,
    user: User,
    role: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    unit: Unit | None = None,
    deputy: Deputy | None = None,
) -> Membership:
    """Give a person a role in the township, for a unit or a deputy's seat where the role needs one.

    Raises ActRefused when the role lacks its unit or deputy, or is held already; PermissionDenied.
    """
    _require_keeper(by, township)
    membership = _enter_role(township, user, role, unit, deputy, at)
    record(membership, "give_role", by=by, at=at, act_id=act_id, user=user.pk, role=role)
    return membership


def _enter_role(
    township: Township, user: User, role: str, unit: Unit | None, deputy: Deputy | None, at: datetime
) -> Membership:
    require_same_township(township.pk, unit, deputy)
    if role in UNIT and unit is None:
        raise ActRefused(_("Say for which unit this person answers."))
    if role == Role.DEPUTY and deputy is None:
        raise ActRefused(_("Say which deputy this person is."))
    unit = unit if role in UNIT else None
    deputy = deputy if role == Role.DEPUTY else None
    held = Membership.objects.of(township).filter(user=user, role=role, unit=unit, ended_at__isnull=True)
    if held.exists():
        raise ActRefused(_("%(name)s holds this role already.") % {"name": user.name})
    return Membership.objects.create(
        township=township, user=user, role=role, unit=unit, deputy=deputy, since=at
    )


@act
def admit_person(
    township: Township,
    *,
    username: str,
    name: str,
    password: str,
    role: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    unit: Unit | None = None,
    deputy: Deputy | None = None,
) -> Membership:
    """Open an account for a person and give them their first role in the township, in one act.

    Raises ActRefused when the sign-in name is taken or the role lacks its unit or deputy; PermissionDenied.
    """
    _require_keeper(by, township)
    user = open_account(username=username, name=name, password=password)
    membership = _enter_role(township, user, role, unit, deputy, at)
    record(membership, "admit_person", by=by, at=at, act_id=act_id, user=user.pk, role=role)
    return membership


@act
def end_role(membership: Membership, *, by: User, at: datetime, act_id: UUID) -> Membership:
    """End a role; the row stays.

    Raises ActRefused when it ended before, or when nobody would be left who can open accounts.
    """
    _require_keeper(by, membership)
    membership = Membership.objects.locked(membership)
    if membership.ended_at is not None:
        raise ActRefused(_("This role has ended already."))
    keepers = Membership.objects.filter(
        township_id=membership.township_id, role__in=KEEPERS, ended_at__isnull=True
    )
    if set(keepers.select_for_update().values_list("pk", flat=True)) == {membership.pk}:
        raise ActRefused(
            _("Nobody would be left who can open accounts here; give this role to another first.")
        )
    membership.ended_at = at
    membership.save(update_fields=["ended_at"])
    record(membership, "end_role", by=by, at=at, act_id=act_id, role=membership.role)
    return membership


@act
def reset_password(
    membership: Membership, *, password: str, by: User, at: datetime, act_id: UUID
) -> Membership:
    """Give a member of this township a new password: the chair and the operator to anybody, the clerk to
    anybody but those two.

    Raises ActRefused for a role that has ended, for a person who also belongs to another township or watches
    over several, and for the clerk who would reset the chair or the operator; PermissionDenied.
    """
    _require_keeper(by, membership)
    if membership.ended_at is not None:
        raise ActRefused(_("This role has ended already."))
    user = membership.user
    if user != by and not has_role(by, membership, *ABOVE) and has_role(user, membership, *ABOVE):
        raise ActRefused(_("The chair's and the operator's passwords are reset by one of those two."))
    elsewhere = Membership.objects.filter(user=user, ended_at__isnull=True).exclude(
        township=membership.township_id
    )
    if elsewhere.exists() or user.oversights.exists():
        raise ActRefused(
            _("This person also works outside this township and must change the password in person.")
        )
    user.set_password(password)
    user.save(update_fields=["password"])
    record(membership, "reset_password", by=by, at=at, act_id=act_id, user=user.pk)
    return membership


def change_own_password(user: User, *, password: str) -> User:
    """Give oneself a new password (a shared table; no township's journal). The page asked for the old one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def give_oversight(*, user: User, region: Region) -> Oversight:
    """Let an observer above read the figures of the townships below a region."""
    oversight, _made = Oversight.objects.get_or_create(user=user, region=region)
    return oversight


def hash_token(token: str) -> str:
    """What is kept of a personal link."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(
    deputy: Deputy, *, scope: str, expires_at: datetime, by: User | None, at: datetime
) -> tuple[PersonalLink, str]:
    """Make a personal link as part of an act (printing a form, sending a list); returns it with its token.

    The token is shown once and kept nowhere: only its hash is stored.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = PersonalLink.objects.create(
        township_id=deputy.township_id,
        deputy=deputy,
        scope=scope,
        token_hash=hash_token(token),
        made_at=at,
        made_by=by,
        expires_at=expires_at,
    )
    return link, token


@act
def revoke_link(link: PersonalLink, *, by: User, at: datetime, act_id: UUID) -> PersonalLink:
    """Make a personal link useless from now on.

    Raises ActRefused when it was revoked before.
    """
    _require_keeper(by, link)
    link = PersonalLink.objects.locked(link)
    if link.revoked_at is not None:
        raise ActRefused(_("This link was revoked already."))
    link.revoked_at = at
    link.save(update_fields=["revoked_at"])
    record(link, "revoke_link", by=by, at=at, act_id=act_id, scope=link.scope)
    return link
