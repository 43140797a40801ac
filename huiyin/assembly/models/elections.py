"""Elections: a post, who was nominated by whom, and the votes until it is filled."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.assembly.law import posts
from huiyin.assembly.lifecycle import ElectionState
from huiyin.assembly.models.sessions import SeenQuerySet
from huiyin.core.tenancy import TenantForeignKey, TenantModel


class Election(TenantModel):
    """The election of one post, or of several equal ones."""

    convocation = TenantForeignKey("assembly.Convocation", models.PROTECT, related_name="elections")
    post = models.CharField(max_length=20)  # a code of the law's posts
    places = models.PositiveSmallIntegerField(default=1)
    is_by_election = models.BooleanField(default=False)
    nominations_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=ElectionState, default=ElectionState.NOMINATING)
    settled_at = models.DateTimeField(null=True)  # when the list of candidates was
    concluded_at = models.DateTimeField(null=True)
    equal_reason = models.CharField(max_length=200, blank=True)  # why as many candidates as places (等额)
    reason = models.CharField(max_length=200, blank=True)  # of calling it off, or of leaving places for later

    objects = SeenQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [models.CheckConstraint(condition=Q(places__gte=1), name="election_of_a_place")]
        indexes = [models.Index(fields=["township", "convocation"], name="election_of_session")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The post as papers name it."""
        known = posts().get(self.post)
        return str(known.name) if known else self.post

    def get_absolute_url(self) -> str:
        return reverse("assembly:election", args=[self.township.slug, self.pk])


class Candidate(TenantModel):
    class NominatedBy(models.TextChoices):
        PRESIDIUM = "presidium", _("the presidium")
        DEPUTIES = "deputies", _("deputies jointly")
        WRITTEN_IN = "written_in", _("written in on ballots")

    election = TenantForeignKey(Election, models.PROTECT, related_name="candidates")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, null=True, related_name="candidacies")
    name = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)  # 现任职务, 基本情况
    nominated_by = models.CharField(max_length=10, choices=NominatedBy, default=NominatedBy.PRESIDIUM)
    nominated_at = models.DateTimeField(null=True)  # a written-in name was never
    position = models.PositiveSmallIntegerField(default=0)  # on the ballot, by strokes of the surname
    is_final = models.BooleanField(null=True)  # on the settled list
    withdrawn_at = models.DateTimeField(null=True)
    elected_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "election", "name"], name="candidate_once")
        ]

    def __str__(self) -> str:
        return self.name


class Nominator(TenantModel):
    """A deputy who nominated a candidate jointly with others."""

    candidate = TenantForeignKey(Candidate, models.PROTECT, related_name="nominators")
    election = TenantForeignKey(Election, models.PROTECT, related_name="nominators")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "candidate", "deputy"], name="nominator_once")
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)
