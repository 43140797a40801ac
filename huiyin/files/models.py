"""What was attached: a photo or a document, stored under a random name and described here.

A file says nothing about who may see it. The owner's app links it by a row of its own (`FileLink`) and
serves it after its own `visible_to`.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from huiyin.core.tenancy import TenantForeignKey, TenantModel


class FileKind(models.TextChoices):
    PHOTO = "photo", _("Photo")
    DOCUMENT = "document", _("Document")


class File(TenantModel):
    """One stored file; its bytes never change."""

    kind = models.CharField(max_length=10, choices=FileKind)
    content_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=150)
    stored_name = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField(null=True)  # pixels, of a photo
    height = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )  # None: by a link

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(fields=["township", "stored_name"], name="file_stored_name"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_not_empty"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_photo(self) -> bool:
        return self.kind == FileKind.PHOTO


class FileLink(TenantModel):
    """A record's file: each app that attaches files has a table of its own, `MatterFile(FileLink)`."""

    file = TenantForeignKey(File, models.PROTECT, related_name="+")

    class Meta(TenantModel.Meta):
        abstract = True
