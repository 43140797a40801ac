"""A tenant's row: what belongs to one township, keyed so that the table can be spread by township.

Every such row carries its township from birth and refers to other rows of the same township only through
`TenantForeignKey`, which compares the township too. Scoping is always written out: `.of(township)`.
"""

from typing import Any, Self, TypeVar
from uuid import UUID

import uuid_utils.compat
from django.db import models

Row = TypeVar("Row", bound=models.Model)


def uuid7() -> UUID:
    """A new key: random, but in order of time, so that the newest rows lie together in an index."""
    return uuid_utils.compat.uuid7()


class DomainQuerySet(models.QuerySet[Row]):
    """What every tenant table can be asked."""

    scope: UUID | None = None  # the township that `of` named

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.scope = self.scope
        return clone

    def of(self, township: models.Model) -> Self:
        """Only the rows of this township."""
        rows = self.filter(township_id=township.pk)
        rows.scope = township.pk
        return rows

    def require_scope(self) -> UUID:
        """The township that `of` named; a fetch by person without one is a fault of the program."""
        if self.scope is None:
            raise LookupError("name the township first: .of(township)")
        return self.scope

    def locked(self, row: Row) -> Row:
        """The row as it stands now, held against other writers until the transaction ends."""
        return self.select_for_update(of=("self",)).get(township_id=row.township_id, pk=row.pk)  # type: ignore[attr-defined]


class TenantForeignKey(models.ForeignKey):
    """A foreign key between two rows of one township: every join and look-up compares the township."""

    def get_joining_fields(self, reverse_join: bool = False) -> tuple[Any, ...]:
        here, there = self.model._meta.get_field("township"), self.related_model._meta.get_field("township")
        pair = (there, here) if reverse_join else (here, there)
        return (*super().get_joining_fields(reverse_join), pair)

    def get_extra_descriptor_filter(self, instance: models.Model) -> dict[str, Any]:
        return {"township_id": instance.township_id}  # type: ignore[attr-defined]


class TenantModel(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    township = models.ForeignKey("townships.Township", models.PROTECT, related_name="+", editable=False)

    objects = DomainQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def _do_update(self, base_qs: models.QuerySet[Any], *args: Any) -> Any:
        return super()._do_update(base_qs.filter(township_id=self.township_id), *args)
