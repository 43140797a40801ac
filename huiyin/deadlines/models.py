"""Which rules a township follows, and the holiday notices that every township shares."""

from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import TenantModel, uuid7
from huiyin.deadlines.reckoning import Period, Unit
from huiyin.deadlines.rulebook import RuleCode


class PeriodUnit(models.TextChoices):
    MONTH = "month", _("months")
    DAY = "day", _("days")
    WORKDAY = "workday", _("working days")


class RuleChoice(TenantModel):
    """The rule profile that a township follows, by its id; without a row it is the national one."""

    profile = models.CharField(max_length=40)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township"], name="rule_choice_once")]

    def __str__(self) -> str:
        return self.profile


class RuleOverride(TenantModel):
    """A period of the township's own in place of its profile's, with the reason; ended, never deleted."""

    code = models.CharField(max_length=20, choices=RuleCode)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=10, choices=PeriodUnit)
    reason = models.CharField(max_length=200)
    since = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "code"],
                condition=models.Q(ended_at__isnull=True),
                name="rule_override_one_in_force",
            ),
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="rule_override_amount"),
            models.CheckConstraint(condition=models.Q(unit__in=PeriodUnit.values), name="rule_override_unit"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="rule_override_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.amount} {self.unit}"

    @property
    def period(self) -> Period:
        return Period(self.amount, cast(Unit, self.unit))


class CalendarYear(models.Model):
    """A year whose holiday notice is known, with the notice's title."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a public holiday, or a weekend made a working day."""

    class Kind(models.TextChoices):
        REST = "rest", _("day of rest")
        WORKING = "working", _("made-up working day")

    on = models.DateField(primary_key=True)
    year = models.PositiveSmallIntegerField(db_index=True)
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=["rest", "working"]), name="calendar_day_kind")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"


class CalendarVersion(models.Model):
    """One row whose stamp changes with every notice, so that each server process knows when to read again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    stamp = models.UUIDField(default=uuid7)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="calendar_version_single")]

    def __str__(self) -> str:
        return str(self.stamp)
