"""`manage.py check`: what a model must obey so that its table can be spread by township (docs/adr)."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.db import models

from huiyin.core.tenancy import TenantForeignKey

REFERENCE = {
    "townships.Township",
    "townships.Region",
    "people.User",
    "deadlines.CalendarYear",
    "deadlines.CalendarDay",
}


def is_tenant(model: Any) -> bool:
    return any(f.attname == "township_id" for f in model._meta.local_fields)


@register()
def spreadable_by_township(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Report each breach of the rules of tenancy."""
    models_here = [
        m for m in apps.get_models(include_auto_created=True) if m.__module__.startswith("huiyin.")
    ]
    return [
        Error(f"{model._meta.label}: {text}", id=f"tenancy.E{number:03}")
        for model in models_here
        for number, text in _breaches(model)
    ]


def _breaches(model: Any) -> Iterator[tuple[int, str]]:
    if not is_tenant(model):
        yield from _of_reference(model)
        return
    if not isinstance(model._meta.pk, models.UUIDField):
        yield 6, "the primary key must be a UUID made by the application"
    if model._meta.many_to_many and any(
        f.remote_field.through._meta.auto_created for f in model._meta.many_to_many
    ):
        yield 1, "many-to-many needs an explicit through model with township"
    for column in model._meta.local_fields:
        yield from _of_field(column)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            yield from _of_unique(constraint)


def _of_reference(model: Any) -> Iterator[tuple[int, str]]:
    for column in model._meta.local_fields:
        if column.remote_field and is_tenant(column.remote_field.model):
            yield 2, f"{column.name}: a row without township cannot refer to a tenant row"


def _of_field(column: Any) -> Iterator[tuple[int, str]]:
    if column.unique and not column.primary_key:
        yield 3, f"{column.name}: unique without township"
    if column.remote_field is None:
        return
    target = column.remote_field.model
    if is_tenant(target) and not isinstance(column, TenantForeignKey):
        yield 4, f"{column.name}: use TenantForeignKey"
    if not is_tenant(target) and target._meta.label not in REFERENCE:
        yield 5, f"{column.name}: {target._meta.label} is no reference table"


def _of_unique(constraint: models.UniqueConstraint) -> Iterator[tuple[int, str]]:
    if not constraint.fields or constraint.fields[0] != "township":
        yield 7, f"{constraint.name}: unique must start with township"
    if constraint.deferrable:
        yield 8, f"{constraint.name}: deferrable"
