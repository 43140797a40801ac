"""Meetings, who was present when, and what stood on the agenda."""

import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly.lifecycle import ItemState, MeetingState
from huiyin.assembly.models.sessions import OpenQuerySet
from huiyin.core.tenancy import DomainQuerySet, TenantForeignKey, TenantModel
from huiyin.files.models import FileLink
from huiyin.journal.words import act_label


def new_key() -> str:
    """The key of a hall screen: 128 random bits in the address."""
    return secrets.token_urlsafe(16)


class Meeting(TenantModel):
    """A meeting of the congress, of its presidium, or preparatory; in a session or between sessions."""

    class Kind(models.TextChoices):
        PREPARATORY = "preparatory", _("Preparatory meeting")
        PRESIDIUM = "presidium", _("Presidium meeting")
        PLENARY = "plenary", _("Plenary meeting")
        DELEGATION = "delegation", _("Meeting of the delegations")

    term = TenantForeignKey("townships.Term", models.PROTECT, related_name="meetings")
    convocation = TenantForeignKey(
        "assembly.Convocation", models.PROTECT, null=True, related_name="meetings"
    )  # none: a presidium meeting between sessions
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveSmallIntegerField()  # 第一次全体会议; between sessions: of the term
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=80, blank=True)
    chaired_by = TenantForeignKey("people.Deputy", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    members = models.JSONField(null=True)  # of the presidium: who belonged to it when it was opened
    version = models.PositiveIntegerField(default=0)  # raised by whatever the hall's screen shows
    hall_key = models.CharField(max_length=24, default=new_key)

    objects = OpenQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "convocation", "kind", "number"],
                condition=Q(convocation__isnull=False),
                name="meeting_number_in_session",
            ),
            models.UniqueConstraint(
                fields=["township", "term", "number"],
                condition=Q(convocation__isnull=True),
                name="meeting_number_between_sessions",
            ),
            models.UniqueConstraint(fields=["township", "hall_key"], name="meeting_hall_key"),
            models.CheckConstraint(
                condition=Q(convocation__isnull=False) | Q(kind="presidium"),
                name="meeting_between_sessions_is_of_presidium",
            ),
        ]
        indexes = [models.Index(fields=["township", "-starts_at", "-id"], name="meeting_by_time")]

    def __str__(self) -> str:
        label = str(self.get_kind_display())
        return label if self.kind == self.Kind.PREPARATORY else f"{label} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("assembly:meeting", args=[self.township.slug, self.pk])

    @property
    def body(self) -> str:
        """Whose meeting it is, as the law's quorum names it: `presidium` or `plenary`."""
        return "presidium" if self.kind == self.Kind.PRESIDIUM else "plenary"


class AgendaItem(TenantModel):
    """One item of a meeting."""

    class Kind(models.TextChoices):
        REPORT = "report", pgettext_lazy("item", "Report")
        BUDGET = "budget", pgettext_lazy("item", "Budget")
        MOTION = "motion", pgettext_lazy("item", "Motion")
        ELECTION = "election", pgettext_lazy("item", "Election")
        PROJECTS = "projects", pgettext_lazy("item", "Choice of livelihood projects")
        RESIGNATION = "resignation", pgettext_lazy("item", "Resignation or end of a seat")
        RESOLUTION = "resolution", pgettext_lazy("item", "Resolution")
        MATTER = "matter", pgettext_lazy("item", "Matter of the loop")
        PROCEDURE = "procedure", pgettext_lazy("item", "Procedure")
        OTHER = "other", pgettext_lazy("item", "Other")

    meeting = TenantForeignKey(Meeting, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.REPORT)
    title = models.CharField(max_length=160)
    speaker = models.CharField(max_length=80, blank=True)  # who reports or explains: 镇长 张三
    text = models.TextField(blank=True)  # the draft that is voted on, or what the item is about
    on_agenda = models.BooleanField(
        default=True
    )  # one of the session's agenda (议程), not only a step of the day
    motion = TenantForeignKey("assembly.Motion", models.PROTECT, null=True, related_name="items")
    matter = TenantForeignKey("matters.Matter", models.PROTECT, null=True, related_name="+")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, null=True, related_name="+")  # whose seat ends
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.PLANNED)
    taken_up_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["township", "meeting", "position", "id"], name="item_of_meeting")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its line on the meeting's page."""
        return f"{reverse('assembly:meeting', args=[self.township.slug, self.meeting_id])}#item-{self.pk}"


class AgendaFile(FileLink):
    """A document that belongs to an item."""

    item = TenantForeignKey(AgendaItem, models.PROTECT, related_name="files")
    caption = models.CharField(max_length=80, blank=True)

    class Meta(FileLink.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "item", "file"], name="agenda_file_once")]

    def __str__(self) -> str:
        return self.caption or str(self.pk)


class Speech(TenantModel):
    """Somebody spoke: a report, a word in the debate, a phrase of the chair that the minutes keep."""

    meeting = TenantForeignKey(Meeting, models.PROTECT, related_name="speeches")
    item = TenantForeignKey(AgendaItem, models.PROTECT, null=True, related_name="speeches")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, null=True, related_name="+")
    speaker = models.CharField(max_length=80)
    at = models.DateTimeField()
    text = models.TextField(blank=True)

    class Meta(TenantModel.Meta):
        indexes = [models.Index(fields=["township", "meeting", "at"], name="speech_of_meeting")]

    def __str__(self) -> str:
        return self.speaker


class PresenceQuerySet(DomainQuerySet["Presence"]):
    def at_moment(self, moment: datetime) -> Self:
        """Who sat in the meeting at this moment."""
        stays = Q(until_at__isnull=True) | Q(until_at__gt=moment)
        return self.filter(stays, from_at__lte=moment)

    def sat(self) -> Self:
        """Without those signed in by mistake, whose stay ended with its beginning."""
        return self.filter(Q(until_at__isnull=True) | Q(until_at__gt=models.F("from_at")))


class Presence(TenantModel):
    """A deputy sat in a meeting from then until then; who comes back has another row."""

    class How(models.TextChoices):
        NAME = "name", _("by name")
        CODE = "code", _("by the code on the notice")
        PAPER = "paper", _("from the sign-in sheet")

    meeting = TenantForeignKey(Meeting, models.PROTECT, related_name="presences")
    deputy = TenantForeignKey("people.Deputy", models.PROTECT, related_name="presences")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    how = models.CharField(max_length=6, choices=How, default=How.NAME)

    objects = PresenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "meeting", "deputy"],
                condition=Q(until_at__isnull=True),
                name="presence_open_once",
            ),
            models.CheckConstraint(
                condition=Q(until_at__isnull=True) | Q(until_at__gte=models.F("from_at")),
                name="presence_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["township", "deputy"], name="presence_of_deputy")]

    def __str__(self) -> str:
        return str(self.deputy_id)


class PresidiumDecision(TenantModel):
    """What a presidium meeting decided, and the act in the loop that carried it out."""

    meeting = TenantForeignKey(Meeting, models.PROTECT, related_name="decisions")
    item = TenantForeignKey(AgendaItem, models.PROTECT, null=True, related_name="decisions")
    matter = TenantForeignKey("matters.Matter", models.PROTECT, null=True, related_name="+")
    act = models.CharField(
        max_length=40, blank=True
    )  # the loop's own word: supervise, decide, decide_extension
    text = models.TextField()
    decided_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(act="") | Q(matter__isnull=False), name="presidium_act_on_a_matter"
            )
        ]
        indexes = [models.Index(fields=["township", "meeting"], name="decision_of_meeting")]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def act_label(self) -> str:
        """The act in the loop as its button says it; empty for a decision in words only."""
        return act_label(self.act)
