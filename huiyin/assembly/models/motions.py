"""Motions, recalls and interpellations: what deputies put jointly, each signer confirmed."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly.law import posts
from huiyin.assembly.lifecycle import InterpellationState, MotionState
from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF, Role
from huiyin.townships.models import Township


class SignedQuerySet(DomainQuerySet[Any]):
    """Staff read all; a deputy what was handed in and what bears their own signature."""

    def visible_to(self, user: Any) -> Self:
        township_id = self.require_scope()
        if has_role(user, Township(pk=township_id), *STAFF):
            return self
        if not has_role(user, Township(pk=township_id), Role.DEPUTY):
            return self.none()
        signer: Any = self.model._meta.get_field("signers").related_model
        name = self.model._meta.model_name
        mine = signer.objects.filter(
            township_id=township_id,
            deputy__in=user.standing_in(township_id).deputy_ids,
            withdrawn_at__isnull=True,
            **{name: OuterRef("pk")},
        )
        return self.filter(Q(handed_in_at__isnull=False) | Q(Exists(mine)))


class Signed(models.Model):
    """What has signers."""

    class Meta:
        abstract = True

    @cached_property
    def _signer_ids(self) -> set[Any]:
        standing = self.signers.filter(withdrawn_at__isnull=True)  # type: ignore[attr-defined]
        return set(standing.values_list("deputy_id", flat=True))

    def is_signed_by(self, deputy_ids: Any) -> bool:
        """Whether one of these deputies signs it (and did not take the signature back)."""
        return bool(self._signer_ids & set(deputy_ids))


class Signature(TenantModel):
    """A deputy signs, and when and how the office heard it from them."""

    class How(models.TextChoices):
        PAPER = "paper", _("by signature on paper")
        PERSON = "person", _("in person")
        TELEPHONE = "telephone", _("by telephone")
        ACCOUNT = "account", _("by their own account")

    position = models.PositiveSmallIntegerField(default=0)  # the first of those who stand leads
    confirmed_at = models.DateTimeField(null=True)
    confirmed_how = models.CharField(max_length=10, choices=How, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_how="")
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_how="")),
                name="%(class)s_confirmed_and_how",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Motion(Signed, TenantModel):
    """A motion (议案) or the recall of somebody whom the congress elected (罢免案)."""

    class Kind(models.TextChoices):
        MOTION = "motion", _("Motion")
        RECALL = "recall", _("Recall")

    class BroughtBy(models.TextChoices):
        DEPUTIES = "deputies", _("deputies jointly")
        PRESIDIUM = "presidium", _("the presidium")
        GOVERNMENT = "government", _("the township government")

    convocation = TenantForeignKey("assembly.Convocation", models.PROTECT, related_name="motions")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.MOTION)
    brought_by = models.CharField(max_length=10, choices=BroughtBy, default=BroughtBy.DEPUTIES)
    serial = models.PositiveSmallIntegerField(null=True)  # of the session, from handing in
    title = models.CharField(max_length=120)
    cause = models.TextField(blank=True)  # 案由
    grounds = models.TextField(blank=True)  # 案据
    plan = models.TextField(blank=True)  # 方案
    person = models.CharField(max_length=40, blank=True)  # who is to be recalled
    post = models.CharField(max_length=40, blank=True)  # from which post: its Chinese name in the law's list
    defence = models.TextField(blank=True)  # what the person answered
    defended_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=MotionState, default=MotionState.DRAFT)
    handed_in_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)  # by the presidium: agenda or suggestion
    decided_in = TenantForeignKey("assembly.Meeting", models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)  # of the presidium's decision, or of the withdrawal
    matter = TenantForeignKey("matters.Matter", models.PROTECT, null=True, related_name="motions")
    settled_at = models.DateTimeField(null=True)

    objects = SignedQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "convocation", "kind", "serial"],
                condition=Q(serial__isnull=False),
                name="motion_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="turned") | Q(matter__isnull=False), name="motion_turned_has_matter"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["turned", "withdrawn"]) | ~Q(reason=""),
                name="motion_ended_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "convocation", "serial"], name="motion_of_session"),
            models.Index(fields=["township", "matter"], name="motion_of_matter"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assembly:motion", args=[self.township.slug, self.pk])

    @property
    def post_code(self) -> str:
        """The post of a recall as the law's list calls it; empty where it is none of them."""
        return next((code for code, post in posts().items() if post.name.zh == self.post), "")

    @property
    def post_name(self) -> str:
        """The post in the reader's language."""
        return str(posts()[self.post_code].name) if self.post_code else self.post


class MotionSigner(Signature):
    """A deputy who signs a motion."""

    motion = TenantForeignKey(Motion, models.PROTECT, related_name="signers")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="motions_signed")

    class Meta(Signature.Meta):
        abstract = False
        constraints = [
            *Signature.Meta.constraints,
            models.UniqueConstraint(fields=["township", "motion", "deputy"], name="motion_signer_once"),
        ]


class Amendment(TenantModel):
    """A change to a motion that was put before the vote, and what became of it."""

    class Answer(models.TextChoices):
        OPEN = "", _("not settled")
        ACCEPTED = "accepted", pgettext_lazy("amendment", "accepted")
        REJECTED = "rejected", pgettext_lazy("amendment", "not accepted")
        WITHDRAWN = "withdrawn", pgettext_lazy("amendment", "withdrawn")

    motion = TenantForeignKey(Motion, models.PROTECT, related_name="amendments")
    brought_by = models.CharField(max_length=80)
    before = models.TextField(blank=True)  # the words that it replaces
    text = models.TextField()
    entered_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["township", "motion"], name="amendment_of_motion")]

    def __str__(self) -> str:
        return self.text[:40]


class Interpellation(Signed, TenantModel):
    """A question that at least ten deputies put to the township government, in writing (质询案)."""

    convocation = TenantForeignKey("assembly.Convocation", models.PROTECT, related_name="interpellations")
    serial = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=120)
    question = models.TextField()
    state = models.CharField(max_length=10, choices=InterpellationState, default=InterpellationState.DRAFT)
    handed_in_at = models.DateTimeField(null=True)
    put_at = models.DateTimeField(null=True)
    answer_how = models.CharField(max_length=8, blank=True)  # how the presidium wants it: oral, written
    closed_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)  # of a withdrawal

    objects = SignedQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "convocation", "serial"],
                condition=Q(serial__isnull=False),
                name="interpellation_number_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assembly:interpellation", args=[self.township.slug, self.pk])


class InterpellationSigner(Signature):
    """A deputy who signs an interpellation."""

    interpellation = TenantForeignKey(Interpellation, models.PROTECT, related_name="signers")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="+")

    class Meta(Signature.Meta):
        abstract = False
        constraints = [
            *Signature.Meta.constraints,
            models.UniqueConstraint(
                fields=["township", "interpellation", "deputy"], name="interpellation_signer_once"
            ),
        ]


class InterpellationAnswer(TenantModel):
    class How(models.TextChoices):
        ORAL = "oral", _("spoken in a meeting")
        WRITTEN = "written", _("in writing")

    interpellation = TenantForeignKey(Interpellation, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=8, choices=How)
    by_whom = models.CharField(max_length=80)  # 镇长 张三
    text = models.TextField()
    answered_on = models.DateField()
    satisfied = models.PositiveSmallIntegerField(null=True)  # of the signers, once they were asked
    dissatisfied = models.PositiveSmallIntegerField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "interpellation", "number"], name="interpellation_answer_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"
