"""What an act was told, as a keyed digest: by it the same form sent twice is known from another one that has
the same act id.

A digest without the installation's key would let somebody with the database try out telephone numbers, so it
is keyed; a password leaves no trace at all. A lawful erasure empties the digests of the record's acts too.
"""

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.core.files import File
from django.db import models

from huiyin.core.crypto import keyed_digest
from huiyin.journal.chain import canonical

MOMENTS = frozenset({"at", "typed_at"})  # they differ whenever a form is sent
SECRETS = frozenset({"password"})


def telling(
    action: Callable[..., Any], subject: models.Model, args: Iterable[Any], words: Mapping[str, Any]
) -> str:
    """The digest (64 hexadecimal digits) of an act: what it is, to which record, by whom, in which words."""
    said = {name: _plain(value) for name, value in words.items() if name not in MOMENTS | SECRETS}
    happened = _earlier_moment(words)
    return keyed_digest(canonical([action.__name__, _plain(subject), _rows(args), said, happened]))


def _earlier_moment(words: Mapping[str, Any]) -> datetime | None:
    """When it happened, where somebody told that: another moment than the one at which the form was sent."""
    at, typed_at = words.get("at"), words.get("typed_at")
    return at if typed_at and typed_at != at else None


def _plain(value: Any) -> Any:
    """A word of an act as plain data: a row by its key, a file by its content, a record of words by its
    parts.
    """
    for kind, plain in PLAIN:
        if isinstance(value, kind):
            return plain(value)
    if dataclasses.is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
    return type(value).__qualname__ if callable(value) else str(value)


def _rows(values: Iterable[Any]) -> list[Any]:
    return [_plain(value) for value in values]


def _unordered(values: Iterable[Any]) -> list[Any]:
    return sorted(_rows(values), key=canonical)


def _mapping(values: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(name): _plain(value) for name, value in values.items()}


def _file(file: File) -> dict[str, Any]:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return {"name": file.name, "size": file.size, "sha256": digest.hexdigest()}


PLAIN: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    ((type(None), bool, int, float), lambda value: value),
    (str, str),
    (bytes, lambda value: hashlib.sha256(value).hexdigest()),
    ((date, time), lambda value: value.isoformat()),
    (models.Model, lambda row: f"{row._meta.label_lower}:{row.pk}"),
    (File, _file),
    (Mapping, _mapping),
    ((set, frozenset), _unordered),
    ((list, tuple, models.QuerySet), _rows),
)
