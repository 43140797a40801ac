from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import TenantForeignKey, TenantModel
from huiyin.matters.models.handling import Round
from huiyin.matters.models.matter import Matter


class Referral(TenantModel):
    """Beyond the township's powers: a letter to the body above, its answer, and the news back to who raised
    it.
    """

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="referrals")
    round = TenantForeignKey(Round, models.PROTECT, null=True, related_name="referrals")
    body = models.CharField(max_length=80)
    letter_number = models.CharField(max_length=40)
    sent_on = models.DateField()
    content = models.TextField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    told_on = models.DateField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="referral_answer_and_when",
            )
        ]
        indexes = [models.Index(fields=["township", "matter"], name="referral_of_matter")]

    def __str__(self) -> str:
        return self.letter_number


class Decision(TenantModel):
    """A reasoned decision of the presidium about a matter that is not solved, or with which a deputy is
    dissatisfied.
    """

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="decisions")
    round = TenantForeignKey(Round, models.PROTECT, related_name="decisions")
    reason = models.TextField()
    meeting = models.CharField(max_length=80)  # which meeting of the presidium
    decided_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="decision_reasoned")]
        indexes = [models.Index(fields=["township", "matter"], name="decision_of_matter")]

    def __str__(self) -> str:
        return self.meeting


class Explanation(TenantModel):
    """Why a matter was closed without being solved, what was said to who raised it, and when."""

    class Ground(models.TextChoices):
        LAW = "law", _("law or policy")
        MONEY = "money", _("money")
        LAND = "land", _("land")
        POWERS = "powers", _("beyond the township's powers")
        OTHER = "other", _("another ground")

    class How(models.TextChoices):
        PERSON = "person", _("in person")
        WRITING = "writing", _("in writing")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="explanations")
    round = TenantForeignKey(Round, models.PROTECT, null=True, related_name="explanations")
    ground = models.CharField(max_length=8, choices=Ground)
    text = models.TextField()
    told_on = models.DateField()
    told_how = models.CharField(max_length=8, choices=How)

    class Meta(TenantModel.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="explanation_given")]
        indexes = [models.Index(fields=["township", "matter"], name="explanation_of_matter")]

    def __str__(self) -> str:
        return self.ground


class Refusal(TenantModel):
    """Why a matter was declined or returned for completion."""

    class Ground(models.TextChoices):
        OWN_AFFAIR = "own_affair", _("the deputy's own or relatives' affair")
        FORWARDED = "forwarded", _("a forwarded letter")
        COURT = "court", _("a matter before a court")
        ADVERTISING = "advertising", _("academic or advertising content")
        NOT_CONCRETE = "not_concrete", _("nothing concrete")
        SEVERAL = "several", _("more than one matter")
        INCOMPLETE = "incomplete", _("incomplete")

    class Kind(models.TextChoices):
        DECLINED = "declined", _("declined")
        RETURNED = "returned", _("returned for completion")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="refusals")
    kind = models.CharField(max_length=10, choices=Kind)
    ground = models.CharField(max_length=14, choices=Ground)
    text = models.TextField(blank=True)
    on = models.DateField()

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["township", "matter"], name="refusal_of_matter")]

    def __str__(self) -> str:
        return self.ground
