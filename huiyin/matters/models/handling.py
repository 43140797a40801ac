from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.matters.models.matter import Matter


class Round(TenantModel):
    """One turn of the loop: an order, its reply, the evaluation, the verification, and what it came to."""

    class Reason(models.TextChoices):
        FIRST = "first", _("first handling")
        DISSATISFIED = "dissatisfied", _("deputies dissatisfied")
        NOT_VERIFIED = "not_verified", _("not solved on the spot")
        PROMISE_BROKEN = "promise_broken", _("promise broken")
        RELAPSE = "relapse", _("the problem came back")

    class Verdict(models.TextChoices):
        OPEN = "", _("open")
        SOLVED = "solved", _("solved")
        NEXT_ROUND = "next_round", _("went into the next round")
        EXPLAINED = "explained", _("explained")
        WITHDRAWN = "withdrawn", _("withdrawn")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=16, choices=Reason, default=Reason.FIRST)
    order_text = models.TextField(blank=True)
    handed_over_on = models.DateField()
    wide = models.BooleanField(default=False)  # wide or difficult: the longer limit from the start
    replied_on = models.DateField(null=True)
    window_closes_on = models.DateField(null=True)
    verdict = models.CharField(max_length=12, choices=Verdict, default=Verdict.OPEN, blank=True)
    closed_on = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "matter", "number"], name="round_number"),
            models.CheckConstraint(
                condition=Q(verdict="", closed_on__isnull=True)
                | (~Q(verdict="") & Q(closed_on__isnull=False)),
                name="round_verdict_and_when",
            ),
        ]
        indexes = [models.Index(fields=["township", "handed_over_on"], name="round_by_hand_over")]

    def __str__(self) -> str:
        return str(self.number)


class AssignmentQuerySet(DomainQuerySet["Assignment"]):
    def standing(self) -> Self:
        """The orders that were not taken back."""
        return self.filter(ended_at__isnull=True)

    def of_units(self, unit_ids: frozenset[UUID]) -> Self:
        return self.filter(unit__in=unit_ids)

    def to_answer(self) -> Self:
        """Lead and separate orders: each owes a reply."""
        return self.filter(role__in=[Assignment.Role.LEAD, Assignment.Role.SEPARATE])


class Assignment(TenantModel):
    """The order of one round to one unit."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        ASSISTING = "assisting", _("assisting")
        SEPARATE = "separate", _("separate")

    class Answer(models.TextChoices):
        NONE = "", _("not decided")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="assignments")
    round = TenantForeignKey(Round, models.PROTECT, related_name="assignments")
    unit = TenantForeignKey("people.Unit", models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=Role)
    signed_for_at = models.DateTimeField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    send_back_reason = models.TextField(blank=True)
    send_back_answer = models.CharField(max_length=10, choices=Answer, default=Answer.NONE, blank=True)
    opinion = models.TextField(blank=True)
    opinion_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "round", "unit"],
                condition=Q(ended_at__isnull=True),
                name="assignment_once",
            ),
            models.UniqueConstraint(
                fields=["township", "round"],
                condition=Q(role="lead", ended_at__isnull=True),
                name="assignment_one_lead",
            ),
            models.CheckConstraint(
                condition=Q(sent_back_at__isnull=True, send_back_reason="")
                | (Q(sent_back_at__isnull=False) & ~Q(send_back_reason="")),
                name="assignment_sent_back_and_why",
            ),
            models.CheckConstraint(
                condition=Q(opinion="", opinion_on__isnull=True)
                | (~Q(opinion="") & Q(opinion_on__isnull=False)),
                name="assignment_opinion_and_when",
            ),
        ]
        indexes = [
            # a unit's desk, and whether a unit may see a matter
            models.Index(fields=["township", "unit", "matter"], name="assignment_of_unit"),
            models.Index(fields=["township", "matter", "unit"], name="assignment_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.role}"


class ClockQuerySet(DomainQuerySet["Clock"]):
    def running(self) -> Self:
        return self.filter(stopped_at__isnull=True)


class Clock(TenantModel):
    """A legal period that runs on a matter, a round or a unit's order, with its reckoning as it was made."""

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="clocks")
    round = TenantForeignKey(Round, models.PROTECT, null=True, related_name="clocks")
    assignment = TenantForeignKey(Assignment, models.PROTECT, null=True, related_name="clocks")
    rule = models.CharField(max_length=20)
    start_on = models.DateField()
    due_on = models.DateField()
    reckoning = models.JSONField()
    stopped_at = models.DateTimeField(null=True)
    met = models.BooleanField(
        null=True
    )  # whether what was due came in time; empty while it runs or when it was lifted

    objects = ClockQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "round", "rule"],
                condition=Q(stopped_at__isnull=True, assignment__isnull=True),
                name="clock_of_round_once",
            ),
        ]
        indexes = [
            # clocks still running, to recompute when a calendar or a rule changes
            models.Index(
                fields=["township", "due_on", "id"],
                condition=Q(stopped_at__isnull=True),
                name="clock_running",
            ),
            models.Index(fields=["township", "matter", "rule"], name="clock_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.due_on}"


class Contact(TenantModel):
    """The unit spoke with the deputy (面商): before, during or after the handling."""

    class Stage(models.TextChoices):
        BEFORE = "before", _("before handling")
        DURING = "during", _("during handling")
        AFTER = "after", _("after handling")

    class Way(models.TextChoices):
        PERSON = "person", _("in person")
        TELEPHONE = "telephone", _("by telephone")
        LETTER = "letter", _("by letter")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="contacts")
    round = TenantForeignKey(Round, models.PROTECT, related_name="contacts")
    unit = TenantForeignKey("people.Unit", models.PROTECT, related_name="+")
    petitioner = TenantForeignKey("matters.Petitioner", models.PROTECT, null=True, related_name="contacts")
    stage = models.CharField(max_length=8, choices=Stage)
    way = models.CharField(max_length=10, choices=Way)
    on = models.DateField()
    place = models.CharField(max_length=60, blank=True)
    content = models.TextField()
    deputy_words = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        indexes = [
            models.Index(fields=["township", "round", "on"], name="contact_of_round"),
            models.Index(fields=["township", "matter"], name="contact_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class Extension(TenantModel):
    """A unit's request for the longer limit, and the answer."""

    class Answer(models.TextChoices):
        NONE = "", _("not decided")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="extensions")
    round = TenantForeignKey(Round, models.PROTECT, related_name="extensions")
    unit = TenantForeignKey("people.Unit", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = models.TextField()
    deputies_consent = models.BooleanField(default=False)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "round"], condition=Q(answer=""), name="extension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="extension_answer_and_when",
            ),
        ]
        indexes = [models.Index(fields=["township", "matter"], name="extension_of_matter")]

    def __str__(self) -> str:
        return self.answer or "?"


class Urge(TenantModel):
    """The office reminded a unit (催办) or put the matter under the presidium's supervision (督办)."""

    class Kind(models.TextChoices):
        URGE = "urge", _("urged")
        SUPERVISE = "supervise", _("put under supervision")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="urges")
    round = TenantForeignKey(Round, models.PROTECT, related_name="urges")
    unit = TenantForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["township", "matter"], name="urge_of_matter")]

    def __str__(self) -> str:
        return self.kind
