"""By-elections: a seat fell vacant, its constituency elects again [XJF 57].

Seats themselves belong to `people`.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from huiyin.assembly.lifecycle import ByElectionState
from huiyin.assembly.models.sessions import StaffQuerySet
from huiyin.core.tenancy import TenantForeignKey, TenantModel


class ByElection(TenantModel):
    """One by-election in a constituency, for so many vacant seats of a congress."""

    term = TenantForeignKey("townships.Term", models.PROTECT, related_name="by_elections")
    constituency = TenantForeignKey("townships.Constituency", models.PROTECT, related_name="by_elections")
    seats = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=200)  # which seats fell vacant, and why
    announced_on = models.DateField()
    polling_on = models.DateField()
    state = models.CharField(max_length=10, choices=ByElectionState, default=ByElectionState.ANNOUNCED)
    called_off_because = models.CharField(max_length=200, blank=True)

    objects = StaffQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(seats__gte=1), name="by_election_of_a_seat"),
            models.CheckConstraint(
                condition=Q(polling_on__gte=models.F("announced_on")), name="by_election_polls_when_announced"
            ),
            models.CheckConstraint(
                condition=~Q(state="called_off") | ~Q(called_off_because=""),
                name="by_election_called_off_and_why",
            ),
        ]
        indexes = [models.Index(fields=["township", "term", "-polling_on"], name="by_election_of_term")]

    def __str__(self) -> str:
        return str(self.constituency)

    def get_absolute_url(self) -> str:
        return f"{reverse('assembly:seats', args=[self.township.slug])}#by-election-{self.pk}"


class Elected(TenantModel):
    """Who was elected in a by-election, and from which day the seat is held."""

    by_election = TenantForeignKey(ByElection, models.PROTECT, related_name="elected")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="+")
    elected_on = models.DateField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "by_election", "deputy"], name="elected_once")
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)
