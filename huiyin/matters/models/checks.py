from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.files.models import FileLink
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Matter, Petitioner


class EvaluationForm(TenantModel):
    """The form that one signer gets for one round, with a short code and, where it was printed, a personal
    link.
    """

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="forms")
    round = TenantForeignKey(Round, models.PROTECT, related_name="forms")
    petitioner = TenantForeignKey(Petitioner, models.PROTECT, related_name="forms")
    link = TenantForeignKey("people.PersonalLink", models.PROTECT, null=True, related_name="forms")
    short_code = models.CharField(max_length=12)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "round", "petitioner"], name="form_once"),
            models.UniqueConstraint(fields=["township", "short_code"], name="form_code"),
        ]

    def __str__(self) -> str:
        return self.short_code


class EvaluationQuerySet(DomainQuerySet["Evaluation"]):
    def unsealed(self, today: date) -> Self:
        """Those whose round's window is over; before, nobody is shown any."""
        return self.filter(round__window_closes_on__lt=today)

    def in_window(self) -> Self:
        """Given while the window was open: the only ones that count."""
        return self.filter(given_on__lte=F("round__window_closes_on"))


class Evaluation(TenantModel):
    """What a deputy who signed says of the unit's attitude and of the result. Silence has no row."""

    class Rating(models.TextChoices):
        SATISFIED = "satisfied", _("satisfied")
        FAIRLY = "fairly", _("fairly satisfied")
        DISSATISFIED = "dissatisfied", _("dissatisfied")

    class Channel(models.TextChoices):
        LINK = "link", _("by personal link")
        PAPER = "paper", _("on paper")
        DESK = "desk", _("signed in")
        TELEPHONE = "telephone", _("by telephone")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="evaluations")
    round = TenantForeignKey(Round, models.PROTECT, related_name="evaluations")
    petitioner = TenantForeignKey(Petitioner, models.PROTECT, related_name="evaluations")
    attitude = models.CharField(max_length=12, choices=Rating, blank=True)
    result = models.CharField(max_length=12, choices=Rating)
    reason = models.TextField(blank=True)
    name_open = models.BooleanField(default=False)  # the deputy agreed that the unit may learn who said so
    channel = models.CharField(max_length=10, choices=Channel)
    given_on = models.DateField()
    warnings = models.JSONField(default=list)

    objects = EvaluationQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "round", "petitioner"], name="evaluation_once")
        ]
        indexes = [
            models.Index(fields=["township", "given_on"], name="evaluation_by_day"),
            models.Index(fields=["township", "matter"], name="evaluation_of_matter"),
        ]

    def __str__(self) -> str:
        return self.result


class Verification(TenantModel):
    """Somebody other than the unit went to look (核验): what they saw, and whether it is solved."""

    class Result(models.TextChoices):
        SOLVED = "solved", _("solved")
        PARTLY = "partly", _("partly solved")
        NOT = "not", _("not solved")
        CANNOT_TELL = "cannot_tell", _("cannot tell")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="verifications")
    round = TenantForeignKey(Round, models.PROTECT, related_name="verifications")
    on = models.DateField()
    on_site = models.BooleanField(default=True)
    place = models.CharField(max_length=80, blank=True)
    result = models.CharField(max_length=12, choices=Result)
    note = models.TextField()

    class Meta(TenantModel.Meta):
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="verification_says_what_was_seen")]
        indexes = [
            models.Index(fields=["township", "on"], name="verification_by_day"),
            models.Index(fields=["township", "matter"], name="verification_of_matter"),
        ]

    def __str__(self) -> str:
        return self.result


class Verifier(TenantModel):
    """A deputy who took part in a verification."""

    verification = TenantForeignKey(Verification, models.PROTECT, related_name="verifiers")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="verifications")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "verification", "deputy"], name="verifier_once")
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)


class VerificationFile(FileLink):
    verification = TenantForeignKey(Verification, models.PROTECT, related_name="files")

    class Meta(FileLink.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "verification", "file"], name="verification_file_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.file_id)
