from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import TenantForeignKey, TenantModel
from huiyin.journal.fields import PrivateTextField


class Channel(models.TextChoices):
    """The way by which an act reached the office's books."""

    DESK = "desk", _("at the desk")
    PAPER = "paper", _("from paper")
    LINK = "link", _("by personal link")
    IMPORT = "import", _("by import")
    SYSTEM = "system", _("by the clock")


class Entry(TenantModel):
    """One act, written once. The database refuses to change or delete it."""

    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    typed_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField(
        max_length=80, blank=True
    )  # "people.deputy:<id>": typed by the office for someone
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.DESK)
    act = models.CharField(max_length=40)
    subject_table = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    facts = models.JSONField(default=dict)
    prev = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    act_id = models.UUIDField()

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "seq"], name="entry_seq"),
            models.UniqueConstraint(fields=["township", "act_id"], name="entry_act_once"),
        ]
        indexes = [
            # a record's own history, newest last
            models.Index(fields=["township", "subject_id", "seq"], name="entry_history"),
            # the digest of a month
            models.Index(fields=["township", "typed_at"], name="entry_month"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Head(TenantModel):
    """The end of a township's chain; locked while an act adds to it."""

    seq = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township"], name="head_once")]

    def __str__(self) -> str:
        return f"{self.seq} {self.digest}"


class Telling(TenantModel):
    """What an act was told, as a keyed digest, and the record that came of it. It stands beside the chain, so
    that a lawful erasure may empty the digest.
    """

    act_id = models.UUIDField()
    told = models.CharField(max_length=64, blank=True)
    outcome_table = models.CharField(max_length=40, blank=True)
    outcome_id = models.UUIDField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "act_id"], name="telling_once")]

    def __str__(self) -> str:
        return str(self.act_id)


class PrivateText(TenantModel):
    """A personal text of one entry with its salt. Erasing empties both; the entry's digest stays."""

    entry = TenantForeignKey(Entry, models.PROTECT, related_name="private_texts")
    name = models.CharField(max_length=40)
    salt = models.CharField(max_length=32, blank=True)
    text = PrivateTextField(blank=True)
    erased_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "entry", "name"], name="private_text_once")
        ]

    def __str__(self) -> str:
        return self.name
