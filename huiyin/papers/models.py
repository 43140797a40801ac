"""The register of issued papers. A row is written once: what was issued is kept as it was, with its digest,
and never drawn again; a paper that was wrong is followed by another one.
"""

from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models

from huiyin.core.tenancy import DomainQuerySet, TenantModel
from huiyin.papers.kinds.catalogue import KINDS, Kind
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF
from huiyin.townships.models import Township


class PaperQuerySet(DomainQuerySet["Paper"]):
    def visible_to(self, user: Any) -> Self:
        """Staff of the township: all of the register; anyone else: none (the record that a paper is about
        decides who else may have it)."""
        township_id = self.require_scope()
        return self if has_role(user, Township(pk=township_id), *STAFF) else self.none()


class Paper(TenantModel):
    """A paper as it was issued."""

    kind = models.CharField(max_length=40, choices=[(kind.code, kind.label) for kind in KINDS.values()])
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=60, blank=True)  # 清人发〔2024〕3号; blank: this kind bears none
    serial = models.PositiveIntegerField(null=True)
    year = models.PositiveSmallIntegerField()  # of the day on the paper
    template_version = models.CharField(max_length=60)
    context = models.JSONField()  # what it was made of, without links and codes that open something
    stored_name = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # the same paper as PDF; blank: this kind has none, or the computer had no Chinese font when it was issued
    pdf_name = models.CharField(max_length=60, blank=True)
    pdf_size = models.PositiveIntegerField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    pdf_pages = models.PositiveSmallIntegerField(null=True)
    subject_table = models.CharField(max_length=40)  # matters.round
    subject_id = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    act_id = models.UUIDField()
    part = models.CharField(max_length=60, blank=True)  # which of several papers of one kind in one act

    objects = PaperQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "act_id", "kind", "part"], name="paper_once"),
            models.UniqueConstraint(
                fields=["township", "number"], condition=models.Q(serial__isnull=False), name="paper_number"
            ),
        ]
        indexes = [
            # the register of a year, newest first
            models.Index(fields=["township", "year", "-at", "-id"], name="paper_register"),
            # the papers of a record
            models.Index(fields=["township", "subject_id", "at"], name="paper_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def template(self) -> Kind:
        return KINDS[self.kind]

    @property
    def matter_name(self) -> str:
        """The number of the matter that the paper is about; its title where it has none yet."""
        return str(self.context.get("matter_number") or self.context.get("matter_title", ""))

    @property
    def person(self) -> str:
        """Who gets the paper, wrote it or stands on it."""
        return self.template.person_in(self.context)

    @property
    def matter_id(self) -> UUID | None:
        """The matter that the paper is about, where it is about one."""
        return self.subject_id if self.subject_table == "matters.matter" else None

    @property
    def file_name(self) -> str:
        """清人发〔2024〕3号 关于交办镇十三届人大三次会议第9号建议的函.docx"""
        return self.named("docx")

    def named(self, ending: str) -> str:
        """The name under which a browser saves the file."""
        return f"{self}.{ending}".replace("/", "／")
