from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from huiyin.core.crypto import EncryptedTextField
from huiyin.core.prepared import Prepared
from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel, uuid7
from huiyin.people.roles import Role


@dataclass(frozen=True)
class Standing:
    """What a person is in one township."""

    roles: frozenset[str] = frozenset()
    unit_ids: frozenset[UUID] = frozenset()
    deputy_ids: frozenset[UUID] = field(default_factory=frozenset)


class User(AbstractBaseUser):
    """A person who signs in. What they may do in a township is their membership there."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    is_active = models.BooleanField(default=True)
    last_login = None  # a shared table is not written at each sign-in

    objects = BaseUserManager()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name

    def standing_in(self, township_id: UUID) -> Standing:
        """This person's roles, units and deputy's seat in a township; asked once per request."""
        known: dict[UUID, Standing] = self.__dict__.setdefault("_standings", {})
        if township_id not in known:
            known[township_id] = self._standing(township_id)
        return known[township_id]

    def _standing(self, township_id: UUID) -> Standing:
        held = HELD.rows(township_id, self.pk)
        return Standing(
            roles=frozenset(role for role, _unit, _deputy in held),
            unit_ids=frozenset(unit for _role, unit, _deputy in held if unit),
            deputy_ids=frozenset(deputy for _role, _unit, deputy in held if deputy),
        )


class Unit(TenantModel):
    """Who handles matters: a department, a village committee, a school, a county bureau."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", _("Township department")
        VILLAGE = "village", _("Village committee")
        SCHOOL = "school", _("School or institution")
        BUREAU = "bureau", _("County bureau")

    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.DEPARTMENT)
    initials = models.CharField(max_length=60, blank=True)
    head_name = models.CharField(max_length=40, blank=True)
    contact_name = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "name"], name="unit_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:unit", args=[self.township.slug, self.pk])


class DeputyQuerySet(DomainQuerySet["Deputy"]):
    def in_office(self) -> Self:
        return self.filter(ended_on__isnull=True)


class Deputy(TenantModel):
    """A deputy of the township's, the county's or the city's congress who lives or serves here."""

    class Level(models.TextChoices):
        TOWN = "town", _("Township")
        COUNTY = "county", _("County")
        CITY = "city", _("City")

    class Post(models.TextChoices):
        NONE = "", _("Not in the presidium")
        MEMBER = "member", _("Presidium member")
        VICE_CHAIR = "vice_chair", _("Vice chair")
        CHAIR = "chair", _("Chair")

    name = models.CharField(max_length=40)
    initials = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=8, choices=Level, default=Level.TOWN)
    post = models.CharField(max_length=12, choices=Post, default=Post.NONE, blank=True)
    term = TenantForeignKey("townships.Term", models.PROTECT, null=True, related_name="deputies")
    constituency = TenantForeignKey(
        "townships.Constituency", models.PROTECT, null=True, related_name="deputies"
    )
    group = models.CharField(max_length=40, blank=True)
    occupation = models.CharField(max_length=60, blank=True)
    skills = models.CharField(max_length=120, blank=True)
    employer = TenantForeignKey(Unit, models.PROTECT, null=True, related_name="employed_deputies")
    certificate = models.CharField(max_length=20, blank=True)
    phone = EncryptedTextField(blank=True)
    ended_on = models.DateField(null=True)
    ended_reason = models.CharField(max_length=120, blank=True)

    objects = DeputyQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["township", "initials", "id"], name="deputy_roster")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:deputy", args=[self.township.slug, self.pk])


class SeatQuerySet(DomainQuerySet["Seat"]):
    def held_at(self, moment: datetime) -> Self:
        """The seats that were held at this moment: how many there are is N of every quorum and majority."""
        return self.filter(
            models.Q(until_at__isnull=True) | models.Q(until_at__gt=moment), from_at__lte=moment
        )


class Seat(TenantModel):
    """A deputy holds a seat of the township's congress from then until then."""

    class How(models.TextChoices):
        GENERAL = "general", _("general election")
        BY_ELECTION = "by_election", _("by-election")

    class End(models.TextChoices):
        RESIGNED = "resigned", _("resigned")
        RECALLED = "recalled", _("recalled by the voters")
        MOVED = "moved", _("moved away")
        DIED = "died", _("died")
        ABSENT = "absent", _("absent without leave from two sessions")
        STRIPPED = "stripped", _("lost the right to be elected")
        TERM = "term", _("the congress's term ended")
        OTHER = "other", _("another ground")

    deputy = TenantForeignKey(Deputy, models.PROTECT, related_name="seats")
    term = TenantForeignKey("townships.Term", models.PROTECT, related_name="seats")
    constituency = TenantForeignKey("townships.Constituency", models.PROTECT, null=True, related_name="held")
    how = models.CharField(max_length=12, choices=How, default=How.GENERAL)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=End, blank=True)
    announced_on = models.DateField(null=True)  # the presidium made the end known

    objects = SeatQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "deputy"],
                condition=models.Q(until_at__isnull=True),
                name="seat_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True, ended_by="")
                | (models.Q(until_at__isnull=False) & ~models.Q(ended_by="")),
                name="seat_ended_and_how",
            ),
            models.CheckConstraint(
                condition=models.Q(until_at__isnull=True) | models.Q(until_at__gte=models.F("from_at")),
                name="seat_ends_after_it_began",
            ),
        ]
        indexes = [
            # who held a seat at a moment
            models.Index(fields=["township", "term", "until_at"], name="seat_of_term"),
        ]

    def __str__(self) -> str:
        return str(self.deputy_id)

    @property
    def ended_on(self) -> date | None:
        """The first day on which the seat was not held to its end."""
        return localdate(self.until_at) if self.until_at else None


class Membership(TenantModel):
    """A role that a person holds in a township, with the unit or the deputy they stand for."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=14, choices=Role)
    unit = TenantForeignKey(Unit, models.PROTECT, null=True, related_name="memberships")
    deputy = TenantForeignKey(Deputy, models.PROTECT, null=True, related_name="memberships")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "user", "role", "unit"],
                condition=models.Q(ended_at__isnull=True, unit__isnull=False),
                name="membership_of_unit_once",
            ),
            models.UniqueConstraint(
                fields=["township", "user", "role"],
                condition=models.Q(ended_at__isnull=True, unit__isnull=True),
                name="membership_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(role__in=["unit_handler", "unit_head"]) | models.Q(unit__isnull=False),
                name="membership_unit_named",
            ),
            models.CheckConstraint(
                condition=~models.Q(role="deputy") | models.Q(deputy__isnull=False),
                name="membership_deputy_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


HELD: Prepared[Any] = Prepared(
    lambda township_id, user_id: Membership.objects.filter(
        township_id=township_id, user_id=user_id, ended_at__isnull=True
    ).values_list("role", "unit_id", "deputy_id"),
    keys=2,
)


class Oversight(models.Model):
    """An observer above: reads the figures of every township below a region, and what was released."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="oversights")
    region = models.ForeignKey("townships.Region", models.PROTECT, related_name="oversights")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "region"], name="oversight_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.region_id}"


class PersonalLinkQuerySet(DomainQuerySet["PersonalLink"]):
    def valid(self, at: datetime) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class PersonalLink(TenantModel):
    """A deputy's key to one page without an account: 160 random bits, of which only the hash is kept."""

    class Scope(models.TextChoices):
        EVALUATION = "evaluation", _("one evaluation")
        MY_MATTERS = "my_matters", _("my matters")

    deputy = TenantForeignKey(Deputy, models.PROTECT, related_name="links")
    scope = models.CharField(max_length=12, choices=Scope)
    token_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PersonalLinkQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "token_hash"], name="link_token")]
        indexes = [models.Index(fields=["township", "deputy", "scope"], name="link_of_deputy")]

    def __str__(self) -> str:
        return f"{self.scope} {self.expires_at}"

    @property
    def last_day(self) -> date:
        """The last day on which the link opens (it dies with the midnight that ends it)."""
        return localdate(self.expires_at - timedelta(seconds=1))
