from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.matters.models.handling import Assignment, Round
from huiyin.matters.models.matter import Matter


class Reply(TenantModel):
    """A unit's answer, with the category of the local scheme that it claims."""

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="replies")
    round = TenantForeignKey(Round, models.PROTECT, related_name="replies")
    assignment = TenantForeignKey(Assignment, models.PROTECT, related_name="replies")
    scheme = models.CharField(max_length=20)
    claim = models.CharField(max_length=20)
    text = models.TextField()
    reason = models.TextField(blank=True)  # why it cannot be done, where the scheme asks for a reason
    signed_off_by = models.CharField(max_length=40)
    contact_name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    replied_on = models.DateField()
    on_time = models.BooleanField(null=True)
    warnings = models.JSONField(default=list)  # [{"code", "with": [numbers]}], shown, never deciding

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "assignment"], name="reply_once")]
        indexes = [
            models.Index(fields=["township", "replied_on"], name="reply_by_day"),
            models.Index(fields=["township", "matter"], name="reply_of_matter"),
        ]

    def __str__(self) -> str:
        return self.claim


class PromiseQuerySet(DomainQuerySet["Promise"]):
    def open(self) -> Self:
        return self.filter(state__in=[Promise.State.OPEN, Promise.State.EXTENDED])


class Promise(TenantModel):
    """What a unit said it will do: what, how much, where, by whom, by when. It outlives the year and the
    term.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("broken")
        EXTENDED = "extended", _("extended")
        DROPPED = "dropped", _("dropped")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="promises")
    reply = TenantForeignKey(Reply, models.PROTECT, related_name="promises")
    unit = TenantForeignKey("people.Unit", models.PROTECT, related_name="promises")
    what = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    measure = models.CharField(max_length=20, blank=True)
    place = models.CharField(max_length=80, blank=True)
    person = models.CharField(max_length=40)
    first_due_on = models.DateField()  # as first promised
    due_on = models.DateField()  # as it stands after extensions
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True)
    settled_on = models.DateField(null=True)
    checked_by = TenantForeignKey("matters.Verification", models.PROTECT, null=True, related_name="promises")

    objects = PromiseQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "extended"], settled_on__isnull=True)
                | Q(state__in=["kept", "broken", "dropped"], settled_on__isnull=False),
                name="promise_settled_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["broken", "extended", "dropped"]) | ~Q(reason=""),
                name="promise_reasoned",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "due_on", "id"], name="promise_by_due"),
            models.Index(fields=["township", "matter"], name="promise_of_matter"),
        ]

    def __str__(self) -> str:
        return self.what
