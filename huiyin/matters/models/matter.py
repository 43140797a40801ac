from datetime import date
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiyin.core.crypto import EncryptedTextField
from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.files.models import FileLink
from huiyin.matters.lifecycle import CLOSED, HANDED_OVER, OPEN, MatterState
from huiyin.people.roles import STAFF, UNIT, Role


class MatterQuerySet(DomainQuerySet["Matter"]):
    def visible_to(self, user: Any) -> Self:
        """Staff of the township: all but deputies' own drafts; a unit: what it was given; a deputy: what
        they signed and what was released.
        """
        township_id = self.require_scope()
        standing = user.standing_in(township_id)
        if standing.roles & set(STAFF):
            return self.exclude(state=MatterState.DRAFT, typed_for=False)
        seen = Q(pk__in=[])
        if standing.roles & set(UNIT):
            given = self.model._meta.apps.get_model("matters.Assignment").objects.filter(
                township_id=township_id, matter=OuterRef("pk"), unit__in=standing.unit_ids
            )
            seen |= Q(Exists(given))
        if Role.DEPUTY in standing.roles:
            signed = Petitioner.objects.filter(
                township_id=township_id, matter=OuterRef("pk"), deputy__in=standing.deputy_ids
            )
            seen |= Q(Exists(signed)) | Q(released_at__isnull=False)
        return self.filter(seen)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def handed_over(self) -> Self:
        return self.filter(state__in=HANDED_OVER, round__gt=0)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def in_state(self, state: str, today: date) -> Self:
        """By the state a person sees: once the window is over it awaits verification."""
        window_over = Q(state=MatterState.ANSWERED, window_closes_on__lt=today)
        if state == MatterState.IN_CHECK:
            return self.filter(Q(state=state) | window_over)
        return (
            self.filter(state=state).exclude(window_over)
            if state == MatterState.ANSWERED
            else self.filter(state=state)
        )

    def for_list(self) -> Self:
        return self.select_related("field", "village", "lead_unit")


class Matter(TenantModel):
    """One thing to be solved, whatever it came from; it goes through rounds until it is."""

    class Kind(models.TextChoices):
        SUGGESTION = "suggestion", _("Deputies' suggestion")
        MOTION = "motion", _("Motion turned into a suggestion")
        OPINION = "opinion", _("Voter's opinion")
        FINDING = "finding", _("Finding of supervision")

    class Channel(models.TextChoices):
        SESSION = "session", _("during the session")
        PAPER = "paper", _("on paper")
        TELEPHONE = "telephone", _("by telephone")
        VISIT = "visit", _("on a visit")
        STATION = "station", _("at a station")
        WEB = "web", _("on the web")

    class Difficulty(models.TextChoices):
        ORDINARY = "ordinary", _("ordinary")
        WIDE = "wide", _("wide or difficult")

    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SUGGESTION)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.PAPER)
    session = TenantForeignKey("townships.Session", models.PROTECT, null=True, related_name="+")
    series = models.CharField(max_length=60, blank=True)
    serial = models.PositiveIntegerField(null=True)
    number = models.CharField(max_length=60, blank=True)  # as written on papers
    short_number = models.CharField(max_length=20, blank=True)  # as said in the office: 9号
    title = models.CharField(max_length=120)
    situation = models.TextField(blank=True)
    request = models.TextField(blank=True)
    field = TenantForeignKey("matters.Field", models.PROTECT, null=True, related_name="+")
    village = TenantForeignKey("townships.Village", models.PROTECT, null=True, related_name="+")
    secrecy = models.BooleanField(default=False)  # units do not learn who signed
    received_on = models.DateField()
    typed_for = models.BooleanField(default=False)  # 代录: typed by the office for who wrote or spoke
    similar_to = TenantForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    merged_into = TenantForeignKey("self", models.PROTECT, null=True, related_name="merged_from")

    # What follows is kept for lists and always follows from the rows below the matter.
    state = models.CharField(max_length=12, choices=MatterState, default=MatterState.SUBMITTED)
    round = models.PositiveSmallIntegerField(default=0)
    due_on = models.DateField(null=True)
    due_rule = models.CharField(max_length=20, blank=True)
    window_closes_on = models.DateField(null=True)
    lead_unit = TenantForeignKey("people.Unit", models.PROTECT, null=True, related_name="+")
    claim = models.CharField(max_length=20, blank=True)
    verified = models.CharField(max_length=12, blank=True)
    handed_over_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    registered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    supervised_at = models.DateTimeField(null=True)

    public_title = models.CharField(max_length=120, blank=True)
    public_text = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True)
    imported_from = models.CharField(max_length=80, blank=True)

    objects = MatterQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "series", "serial"], condition=~Q(series=""), name="matter_number_once"
            ),
            models.UniqueConstraint(
                fields=["township", "imported_from"],
                condition=~Q(imported_from=""),
                name="matter_imported_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=MatterState.SOLVED) | Q(verified="solved"),
                name="matter_solved_only_if_verified",
            ),
            models.CheckConstraint(
                condition=Q(state__in=CLOSED, closed_at__isnull=False)
                | (~Q(state__in=CLOSED) & Q(closed_at__isnull=True)),
                name="matter_closed_and_when",
            ),
            models.CheckConstraint(
                condition=Q(series="", serial__isnull=True) | (~Q(series="") & Q(serial__isnull=False)),
                name="matter_series_and_serial",
            ),
        ]
        indexes = [
            # the worklist: open matters by their next legal date
            models.Index(fields=["township", "due_on", "id"], name="matter_by_due"),
            # the worklist filtered by state
            models.Index(fields=["township", "state", "due_on", "id"], name="matter_by_state"),
            # the worklist of one unit, one field, one village
            models.Index(fields=["township", "lead_unit", "due_on", "id"], name="matter_by_unit"),
            models.Index(fields=["township", "field", "due_on", "id"], name="matter_by_field"),
            models.Index(fields=["township", "village", "due_on", "id"], name="matter_by_village"),
            # the year's figures
            models.Index(fields=["township", "handed_over_on"], name="matter_by_hand_over"),
            # newest first
            models.Index(fields=["township", "-received_on", "-id"], name="matter_by_day"),
        ]

    def __str__(self) -> str:
        return self.short_number or self.title

    def get_absolute_url(self) -> str:
        return reverse("matters:show", args=[self.township.slug, self.pk])

    @property
    def ledger_row(self) -> str:
        """Where an imported matter stood in the old ledger, as a reader says it: sheet and number."""
        sheet, _mark, rest = self.imported_from.partition("#")
        return f"{sheet} {rest.partition('#')[0]}".strip()

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    def is_window_closed(self, today: date) -> bool:
        """Whether the days in which deputies evaluate are over (computed from the date, not by a job)."""
        return self.window_closes_on is not None and today > self.window_closes_on

    def shown_state(self, today: date) -> MatterState:
        """The state as a person sees it today."""
        if self.state == MatterState.ANSWERED and self.is_window_closed(today):
            return MatterState.IN_CHECK
        return MatterState(self.state)

    @cached_property
    def _assigned(self) -> list[tuple[UUID, int, bool]]:
        rows = self.assignments.values_list("unit_id", "round__number", "ended_at")
        return [(unit, number, ended is not None) for unit, number, ended in rows]

    def is_handled_by(self, unit_ids: Any) -> bool:
        """Whether one of these units has an order of the present round."""
        return any(
            unit in unit_ids and number == self.round and not ended for unit, number, ended in self._assigned
        )

    def was_handled_by(self, unit_ids: Any) -> bool:
        """Whether one of these units ever had an order in this matter."""
        return any(unit in unit_ids for unit, _number, _ended in self._assigned)

    @cached_property
    def _signer_ids(self) -> set[UUID]:
        return set(self.petitioners.filter(deputy__isnull=False).values_list("deputy_id", flat=True))

    def is_signed_by(self, deputy_ids: Any) -> bool:
        return bool(self._signer_ids & set(deputy_ids))


class Petitioner(TenantModel):
    """Who raised the matter: a deputy who leads or co-signs, or a voter whose name and telephone stay
    encrypted.
    """

    class Role(models.TextChoices):
        LEAD = "lead", _("lead deputy")
        COSIGNER = "cosigner", _("co-signer")
        VOTER = "voter", _("voter")

    class Way(models.TextChoices):
        PAPER = "paper", _("by letter")
        TELEPHONE = "telephone", _("by telephone")
        PERSON = "person", _("in person")
        NONE = "none", _("wants no answer")

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="petitioners")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, null=True, related_name="petitions")
    voter_name = EncryptedTextField(blank=True)
    voter_phone = EncryptedTextField(blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.LEAD)
    position = models.PositiveSmallIntegerField(default=0)
    way = models.CharField(max_length=10, choices=Way, default=Way.PAPER)
    told_at = models.DateTimeField(null=True)
    told_how = models.CharField(max_length=10, choices=Way, blank=True)
    erased_at = models.DateTimeField(null=True)
    receipt_code = models.CharField(max_length=12, blank=True)  # on the slip: by it one asks how it stands

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "receipt_code"], condition=~Q(receipt_code=""), name="petitioner_receipt"
            ),
            models.UniqueConstraint(
                fields=["township", "matter", "deputy"],
                condition=Q(deputy__isnull=False),
                name="petitioner_once",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True, told_how="") | (Q(told_at__isnull=False) & ~Q(told_how="")),
                name="petitioner_told_and_how",
            ),
            models.CheckConstraint(
                condition=Q(role="voter", deputy__isnull=True) | (~Q(role="voter") & Q(deputy__isnull=False)),
                name="petitioner_is_deputy_or_voter",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "deputy", "matter"], name="petitioner_of_deputy"),
            models.Index(fields=["township", "matter"], name="petitioner_of_matter"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class MatterFile(FileLink):
    """A photo or document that belongs to the matter (what came in, what a unit enclosed)."""

    matter = TenantForeignKey(Matter, models.PROTECT, related_name="files")
    caption = models.CharField(max_length=80, blank=True)

    class Meta(FileLink.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "matter", "file"], name="matter_file_once")
        ]

    def __str__(self) -> str:
        return self.caption or str(self.pk)
