from django.db import models

from huiyin.core.tenancy import DomainQuerySet, TenantModel


class LoopSettings(TenantModel):
    """A township's choices for the loop: its claim scheme and how its matters are numbered."""

    scheme = models.CharField(max_length=20)
    patterns = models.JSONField(
        default=dict
    )  # series -> pattern, only where the town departs from the shipped ones

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township"], name="loop_settings_once")]

    def __str__(self) -> str:
        return self.scheme


class FieldQuerySet(DomainQuerySet["Field"]):
    def in_use(self) -> "FieldQuerySet":
        return self.filter(closed_at__isnull=True).order_by("position", "id")


class Field(TenantModel):
    """A field of work (水利设施, 道路交通, ...): the town's own editable list."""

    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    objects = FieldQuerySet.as_manager()  # type: ignore[misc]

    class Meta(TenantModel.Meta):
        constraints = [models.UniqueConstraint(fields=["township", "name"], name="field_name")]

    def __str__(self) -> str:
        return self.name
