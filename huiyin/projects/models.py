"""Livelihood projects: what people asked for, which were put to the deputies' vote, which were chosen."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF, Role
from huiyin.projects.lifecycle import ProjectState
from huiyin.projects.wording import yuan
from huiyin.townships.models import Township


class ProjectQuerySet(DomainQuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Staff and deputies: all; units and others: those that were chosen."""
        township_id = self.require_scope()
        township = Township(pk=township_id)
        if has_role(user, township, *STAFF, Role.DEPUTY):
            return self
        return self.filter(state=ProjectState.CHOSEN)


class ChoosingQuerySet(DomainQuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Staff and deputies: all; units and others: those whose result stands."""
        township = Township(pk=self.require_scope())
        if has_role(user, township, *STAFF, Role.DEPUTY):
            return self
        return self.filter(settled_at__isnull=False)


class Choosing(TenantModel):
    """The choice of a year's livelihood projects by the congress: so many out of so many (票决)."""

    class Method(models.TextChoices):
        APPROVE = "approve", _("approve as many as will be chosen")
        RANK = "rank", _("rank them")

    year = models.PositiveSmallIntegerField()
    convocation = TenantForeignKey("assembly.Convocation", models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField()  # how many will be chosen
    method = models.CharField(max_length=8, choices=Method, default=Method.APPROVE)
    vote = TenantForeignKey("assembly.Vote", models.PROTECT, null=True, related_name="+")  # the last one held
    settled_at = models.DateTimeField(null=True)  # the last result was taken over: no place is left to tell

    objects = ChoosingQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "year"], name="choosing_of_year"),
            models.CheckConstraint(condition=Q(places__gte=1), name="choosing_of_a_place"),
        ]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("projects:choosing", args=[self.township.slug, self.pk])


class Project(TenantModel):
    """A livelihood project of a year."""

    class Source(models.TextChoices):
        VOTERS = "voters", _("voters")
        DEPUTIES = "deputies", _("deputies")
        GOVERNMENT = "government", _("the township government")
        PRESIDIUM = "presidium", _("the presidium")

    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    content = models.TextField(blank=True)  # what, how much, where
    village = TenantForeignKey("townships.Village", models.PROTECT, null=True, related_name="+")
    unit = TenantForeignKey(
        "people.Unit", models.PROTECT, null=True, related_name="+"
    )  # who would carry it out
    estimate_yuan = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.VOTERS)
    proposed_by = models.CharField(max_length=80, blank=True)  # a deputy or a unit; never a voter's name
    matter = TenantForeignKey(
        "matters.Matter", models.PROTECT, null=True, related_name="+"
    )  # where it came from
    state = models.CharField(max_length=12, choices=ProjectState, default=ProjectState.COLLECTED)
    screening = models.CharField(max_length=200, blank=True)  # why it was taken up or left out
    position = models.PositiveSmallIntegerField(default=0)  # on the ballot
    option = TenantForeignKey("assembly.Option", models.PROTECT, null=True, related_name="+")
    chosen_at = models.DateTimeField(null=True)

    objects = ProjectQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "year", "title"], name="project_title_of_year"),
            models.CheckConstraint(
                condition=~Q(state="screened_out") | ~Q(screening=""), name="project_left_out_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["chosen", "not_chosen"]) | Q(option__isnull=False),
                name="project_chosen_by_vote",
            ),
        ]
        indexes = [models.Index(fields=["township", "-year", "position", "id"], name="project_of_year")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("projects:project", args=[self.township.slug, self.pk])

    @property
    def estimate(self) -> str:
        """The estimate as a page says it; empty where there is none."""
        return "" if self.estimate_yuan is None else yuan(self.estimate_yuan)
