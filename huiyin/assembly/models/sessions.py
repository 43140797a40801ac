"""How a session is called and prepared. The bare session (届, 次, its days) belongs to `townships`."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly.checklist import Line, line_of, lines
from huiyin.assembly.lifecycle import ConvocationState
from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF, Role
from huiyin.townships.models import Township


class SeenQuerySet(DomainQuerySet[Any]):
    """What belongs to the congress's meetings: clerk, chair, presidium members and deputies read it."""

    def visible_to(self, user: Any) -> Self:
        """Staff of the township and its deputies: all; a unit, an operator: none."""
        township_id = self.require_scope()
        return self if has_role(user, Township(pk=township_id), *STAFF, Role.DEPUTY) else self.none()


class OpenQuerySet(SeenQuerySet):
    """What belongs to one body's meeting: deputies read the congress's own, not the presidium's."""

    of_presidium = "kind"  # where the row says whose meeting it is

    def visible_to(self, user: Any) -> Self:
        """Staff of the township: all; a deputy: the meetings of the congress and of its delegations."""
        seen = super().visible_to(user)
        if has_role(user, Township(pk=self.require_scope()), *STAFF):
            return seen
        return seen.exclude(**{self.of_presidium: "presidium"})


class StaffQuerySet(DomainQuerySet[Any]):
    """What only the presidium's own people read."""

    def visible_to(self, user: Any) -> Self:
        township_id = self.require_scope()
        return self if has_role(user, Township(pk=township_id), *STAFF) else self.none()


class SeatPlan(TenantModel):
    """How many deputies a congress has: by the population, or a number that the county fixed [XJF 12]."""

    term = TenantForeignKey("townships.Term", models.PROTECT, related_name="seat_plans")
    population = models.PositiveIntegerField()
    fixed = models.PositiveSmallIntegerField(null=True)  # by the county's standing committee
    basis = models.CharField(max_length=120, blank=True)  # its paper, where the number is fixed
    decided_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "term"], name="seat_plan_once")]

    def __str__(self) -> str:
        return str(self.fixed or self.population)


class Convocation(TenantModel):
    """The calling of one session: who asked for it, where it meets, until when motions are taken."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("Regular session")
        EXTRAORDINARY = "extraordinary", _("Extraordinary session")

    class AskedBy(models.TextChoices):
        PRESIDIUM = "presidium", _("the presidium")
        DEPUTIES = "deputies", _("deputies, at least one fifth")

    session = TenantForeignKey("townships.Session", models.PROTECT, related_name="convocations")
    kind = models.CharField(max_length=14, choices=Kind, default=Kind.REGULAR)
    asked_by = models.CharField(max_length=10, choices=AskedBy, default=AskedBy.PRESIDIUM)
    reason = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80, blank=True)
    has_budget = models.BooleanField(default=True)  # the session reviews a budget: voters are heard before it
    motions_until = models.DateTimeField(null=True)  # 议案截止时间, set by the presidium
    state = models.CharField(max_length=12, choices=ConvocationState, default=ConvocationState.PLANNED)
    called_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    called_off_reason = models.CharField(max_length=200, blank=True)

    objects = SeenQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "session"], name="convocation_once"),
            models.CheckConstraint(
                condition=Q(asked_by="presidium") | Q(kind="extraordinary"),
                name="convocation_deputies_ask_for_extraordinary",
            ),
        ]

    def __str__(self) -> str:
        return str(self.session_id)

    def get_absolute_url(self) -> str:
        return reverse("assembly:session", args=[self.township.slug, self.pk])


class Asker(TenantModel):
    """A deputy who asked for an extraordinary session."""

    convocation = TenantForeignKey(Convocation, models.PROTECT, related_name="askers")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "convocation", "deputy"], name="asker_once")
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)


class PreparationQuerySet(StaffQuerySet):
    def open(self) -> Self:
        """What is not settled yet."""
        return self.filter(done_on__isnull=True)

    def in_force(self) -> Self:
        """The lines that the session asks for: those of the budget only where it reviews one."""
        budget = [line.code for line in lines() if line.budget]
        return self.filter(~Q(code__in=budget) | Q(convocation__has_budget=True))


class Preparation(TenantModel):
    """One line of the checklist before a session, with its clock where the rule profile has one."""

    convocation = TenantForeignKey(Convocation, models.PROTECT, related_name="preparations")
    OWN = "own"

    code = models.CharField(max_length=30)  # of the shipped list, or OWN
    label = models.CharField(max_length=120, blank=True)  # the town's own line
    position = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    reckoning = models.JSONField(null=True)  # how the date came about, as `deadlines` says it
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    objects = PreparationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "convocation", "code", "label"], name="preparation_once"
            )
        ]
        indexes = [
            # what the office must prepare next, on the workbench
            models.Index(
                fields=["township", "due_on", "id"],
                condition=Q(done_on__isnull=True),
                name="preparation_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.label or (str(line.name) if (line := self.line) else self.code)

    @property
    def line(self) -> Line | None:
        """The line of the shipped list that it is; none for one of the town's own."""
        return line_of(self.code)

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


class Delegation(TenantModel):
    """A delegation (代表团, 代表小组) in which deputies deliberate during a session."""

    convocation = TenantForeignKey(Convocation, models.PROTECT, related_name="delegations")
    name = models.CharField(max_length=40)
    place = models.CharField(max_length=80, blank=True)  # where it meets

    objects = SeenQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "convocation", "name"], name="delegation_name")
        ]

    def __str__(self) -> str:
        return self.name


class DelegationMember(TenantModel):
    delegation = TenantForeignKey(Delegation, models.PROTECT, related_name="members")
    convocation = TenantForeignKey(Convocation, models.PROTECT, related_name="delegation_members")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="+")
    heads = models.BooleanField(default=False)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "convocation", "deputy"], name="delegation_member_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)


class Guest(TenantModel):
    """Somebody who attends without a vote (列席人员)."""

    convocation = TenantForeignKey(Convocation, models.PROTECT, related_name="guests")
    name = models.CharField(max_length=40)
    capacity = models.CharField(max_length=80, blank=True)  # 市人大常委会副主任, 镇财政所所长
    present_at = models.DateTimeField(null=True)

    objects = SeenQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "convocation", "name", "capacity"], name="guest_once")
        ]

    def __str__(self) -> str:
        return self.name


class Invitation(TenantModel):
    """A deputy's notice of a session, with the code that signs the deputy in at the door."""

    convocation = TenantForeignKey(Convocation, models.PROTECT, related_name="invitations")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "convocation", "deputy"], name="invitation_once"),
            models.UniqueConstraint(fields=["township", "code"], name="invitation_code"),
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)


class Leave(TenantModel):
    """A deputy asked to be excused from a session, or from one meeting of it, and what was decided."""

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("leave", "asked for")
        GRANTED = "granted", pgettext_lazy("leave", "granted")
        REFUSED = "refused", pgettext_lazy("leave", "not granted")

    convocation = TenantForeignKey(Convocation, models.PROTECT, null=True, related_name="leaves")
    meeting = TenantForeignKey("assembly.Meeting", models.PROTECT, null=True, related_name="leaves")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="leaves")
    reason = models.CharField(max_length=200)
    asked_on = models.DateField()
    answer = models.CharField(max_length=8, choices=State, default=State.ASKED)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = StaffQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="asked", answered_at__isnull=True)
                | (~Q(answer="asked") & Q(answered_at__isnull=False)),
                name="leave_answer_and_when",
            ),
            models.CheckConstraint(
                condition=Q(convocation__isnull=False) | Q(meeting__isnull=False), name="leave_from_something"
            ),
            models.UniqueConstraint(
                fields=["township", "convocation", "deputy"],
                condition=Q(meeting__isnull=True),
                name="leave_of_session_once",
            ),
            models.UniqueConstraint(
                fields=["township", "meeting", "deputy"],
                condition=Q(meeting__isnull=False),
                name="leave_of_meeting_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)
