"""Choosing the rules: a township's profile, its own periods, and the holiday notices that all share."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.deadlines.events import calendar_changed, rules_changed
from huiyin.deadlines.holidays import Notice
from huiyin.deadlines.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    PeriodUnit,
    RuleChoice,
    RuleOverride,
)
from huiyin.deadlines.permissions import may_set_rules
from huiyin.deadlines.queries import DEFAULT_PROFILE, overrides_of, rules_of
from huiyin.deadlines.reckoning import Rule
from huiyin.deadlines.rulebook import RuleCode, shipped_profiles
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import User
from huiyin.townships.models import Township

LONGEST = 999  # no period of an office has four figures; a slip of the keyboard has


def _require_keeper(by: User | None, row: Any) -> None:
    """`by=None` is the builder of a new installation."""
    if by is not None and not may_set_rules(by, row):
        raise PermissionDenied("deadlines")


def _announce_rules(township: Township, by: User | None, at: datetime) -> None:
    """Tell the listeners once the change stands."""
    transaction.on_commit(partial(rules_changed.send, sender=RuleChoice, township=township, by=by, at=at))


@act
def choose_profile(
    township: Township, *, profile: str, by: User | None, at: datetime, act_id: UUID
) -> RuleChoice:
    """Follow a province's rule profile; the township's own periods stay in force.

    Raises ActRefused when there is no such profile or it is followed already, PermissionDenied.
    """
    _require_keeper(by, township)
    if profile not in shipped_profiles():
        raise ActRefused(
            _("There is no rule profile “%(profile)s”; known are: %(known)s.")
            % {"profile": profile, "known": ", ".join(shipped_profiles())}
        )
    choice = RuleChoice.objects.of(township).select_for_update().first()
    before = choice.profile if choice else DEFAULT_PROFILE
    if choice is None:
        choice = RuleChoice.objects.create(township=township, profile=profile)
    elif before == profile:
        raise ActRefused(_("The township already follows this rule profile."))
    else:
        choice.profile = profile
        choice.save(update_fields=["profile"])
    record(choice, "choose_profile", by=by, at=at, act_id=act_id, profile=profile, before=before)
    _announce_rules(township, by, at)
    return choice


@act
def override_rule(
    township: Township,
    *,
    code: str,
    amount: int,
    unit: str,
    reason: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> RuleOverride:
    """Set a period of the township's own, with its reason; an earlier one of the same clock ends.

    The law's own limit is hard (Representatives Law art. 51): a looser period is accepted but flagged, in the
    journal too, and every date is cut at that limit.

    Raises ActRefused for an unknown clock or unit, a period that is not positive or no reason;
    PermissionDenied.
    """
    _require_keeper(by, township)
    _refuse_wrong_period(code, amount, unit)
    if not reason.strip():
        raise ActRefused(_("Say why the township sets a period of its own."))
    rules = rules_of(township)
    overrides_of(township).filter(code=code).select_for_update().update(ended_at=at)
    override = RuleOverride.objects.create(
        township=township,
        code=code,
        amount=amount,
        unit=unit,
        reason=reason.strip(),
        since=timezone.localdate(at),
    )
    record(
        override,
        "override_rule",
        by=by,
        at=at,
        act_id=act_id,
        code=code,
        amount=amount,
        unit=unit,
        before=_plain(rules.rule(code)),
        looser_than_law=rules.profile.rule(code).with_period(override.period).is_looser_than_law,
        private={"reason": override.reason},
    )
    _announce_rules(township, by, at)
    return override


def _refuse_wrong_period(code: str, amount: int, unit: str) -> None:
    if code not in RuleCode.values:
        raise ActRefused(
            _("There is no clock “%(code)s”; known are: %(known)s.")
            % {"code": code, "known": ", ".join(RuleCode.values)}
        )
    if unit not in PeriodUnit.values:
        raise ActRefused(
            _("There is no unit “%(unit)s”; known are: %(known)s.")
            % {"unit": unit, "known": ", ".join(PeriodUnit.values)}
        )
    if not 1 <= amount <= LONGEST:
        raise ActRefused(_("A period is a whole number from 1 to %(longest)d.") % {"longest": LONGEST})


def _plain(rule: Rule) -> dict[str, Any]:
    return {"amount": rule.amount, "unit": rule.unit}


@act
def withdraw_override(override: RuleOverride, *, by: User | None, at: datetime, act_id: UUID) -> RuleOverride:
    """Return to the profile's period; the township's own one is ended, not deleted.

    Raises ActRefused when it was withdrawn before, PermissionDenied.
    """
    _require_keeper(by, override)
    override = RuleOverride.objects.locked(override)
    if override.ended_at is not None:
        raise ActRefused(_("This period of the township's own is no longer in force."))
    override.ended_at = at
    override.save(update_fields=["ended_at"])
    after = rules_of(override.township).rule(override.code)
    record(
        override, "withdraw_override", by=by, at=at, act_id=act_id, code=override.code, after=_plain(after)
    )
    _announce_rules(override.township, by, at)
    return override


@transaction.atomic
def add_notice(notice: Notice, *, at: datetime) -> bool:
    """Store a year's holiday notice, or correct it; returns whether anything changed.

    The same notice a second time changes nothing. The calendar is shared by all townships, so it is entered
    at the machine itself and no township's chain bears an entry of it: what it changes in a township (the due
    dates of open clocks) is journalled there, by the listeners of `calendar_changed`.
    """
    CalendarVersion.objects.select_for_update().first()  # of two notices at once, one waits for the other
    if CalendarYear.objects.filter(pk=notice.year, digest=notice.digest).exists():
        return False
    CalendarDay.objects.filter(year=notice.year).delete()
    CalendarYear.objects.update_or_create(
        pk=notice.year, defaults={"source": notice.source, "digest": notice.digest}
    )
    CalendarDay.objects.bulk_create(_days_of(notice))
    CalendarVersion.objects.update_or_create(pk=1, defaults={"stamp": uuid7()})
    transaction.on_commit(
        partial(calendar_changed.send, sender=CalendarYear, years=[notice.year], by=None, at=at)
    )
    return True


def _days_of(notice: Notice) -> list[CalendarDay]:
    rest, working = CalendarDay.Kind.REST, CalendarDay.Kind.WORKING
    days = [CalendarDay(on=on, year=notice.year, kind=rest, name=name) for on, name in notice.rest.items()]
    return days + [CalendarDay(on=on, year=notice.year, kind=working) for on in notice.working]
