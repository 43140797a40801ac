"""Reading what the stories left in the database, story by story, as rows that can be copied."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db import connection, models

from huiyin.core.tenancy import TenantModel
from huiyin.journal.models import Entry, PrivateText
from huiyin.matters.models.checks import Verifier
from huiyin.matters.models.matter import Matter
from huiyin.search.models import SearchDoc

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table of the loop: its columns and which of them hold keys."""

    model: type[models.Model]
    columns: tuple[str, ...]
    keys: tuple[int, ...]

    @property
    def insert(self) -> str:
        names = ", ".join(f'"{column}"' for column in self.columns)
        values = ", ".join("?" * len(self.columns))
        return f'INSERT INTO "{self.model._meta.db_table}" ({names}) VALUES ({values})'

    def place(self, column: str) -> int:
        return self.columns.index(column)


@dataclass
class Told:
    """One entry of the journal, ready to be written again in another chain."""

    row: Row
    at: datetime
    typed_at: datetime
    facts: str
    private: list[Row] = field(default_factory=list)


@dataclass
class Pattern:
    """All rows of one matter."""

    matter: Row
    rows: list[tuple[Table, Row]] = field(default_factory=list)  # of the loop's other tables
    told: list[Told] = field(default_factory=list)
    docs: list[Row] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # its own, in the order in which they were made


def table_of(model: type[models.Model]) -> Table:
    fields = model._meta.concrete_fields
    keys = [n for n, one in enumerate(fields) if isinstance(one, models.UUIDField | models.ForeignKey)]
    return Table(model, tuple(one.column for one in fields), tuple(keys))


MATTERS, ENTRIES, TEXTS, DOCS = (table_of(model) for model in (Matter, Entry, PrivateText, SearchDoc))


def loop_tables() -> list[Table]:
    """The tables whose rows belong to a matter; those of verifications last."""
    found = [
        table_of(model)
        for model in apps.get_app_config("matters").get_models()
        if issubclass(model, TenantModel) and any(one.name == "matter" for one in model._meta.fields)
    ]
    return [*found, table_of(Verifier)]


def read_patterns(township_key: str) -> list[Pattern]:
    """Every matter of the township with all that belongs to it."""
    patterns = {row[0]: Pattern(row) for row in _rows(MATTERS, township_key)}
    owner = {key: key for key in patterns}  # a row's key -> its matter's
    for table in loop_tables():
        parent = table.place("verification_id" if table.model is Verifier else "matter_id")
        for row in _rows(table, township_key):
            owner[row[0]] = owner[row[parent]]
            patterns[owner[row[0]]].rows.append((table, row))
    _read_journal(township_key, patterns)
    for row in _rows(DOCS, township_key):
        patterns[owner[row[DOCS.place("subject_id")]]].docs.append(row)
    for pattern in patterns.values():
        pattern.keys = sorted(_own_keys(pattern))
    return list(patterns.values())


def _own_keys(pattern: Pattern) -> set[str]:
    act = ENTRIES.place("act_id")
    keys = {pattern.matter[0], *(row[0] for _table, row in pattern.rows), *(row[0] for row in pattern.docs)}
    for told in pattern.told:
        keys |= {told.row[0], told.row[act], *(row[0] for row in told.private)}
    return keys


def _read_journal(township_key: str, patterns: dict[str, Pattern]) -> None:
    subject, facts = ENTRIES.place("subject_id"), ENTRIES.place("facts")
    at, typed_at = ENTRIES.place("at"), ENTRIES.place("typed_at")
    texts = defaultdict(list)
    for row in _rows(TEXTS, township_key):
        texts[row[TEXTS.place("entry_id")]].append(row)
    for row in sorted(_rows(ENTRIES, township_key), key=lambda row: row[ENTRIES.place("seq")]):
        if row[subject] in patterns:
            plain = json.dumps(json.loads(row[facts]), ensure_ascii=False)
            told = Told(row, _moment(row[at]), _moment(row[typed_at]), plain, texts[row[0]])
            patterns[row[subject]].told.append(told)


def _moment(stored: Any) -> datetime:
    return datetime.fromisoformat(str(stored)).replace(tzinfo=UTC)


def _rows(table: Table, township_key: str) -> list[Row]:
    names = ", ".join(f'"{column}"' for column in table.columns)
    with connection.cursor() as cursor:
        # the driver's own cursor: values as SQLite keeps them, so that they can be written back as they are
        found = cursor.connection.execute(
            f'SELECT {names} FROM "{table.model._meta.db_table}" WHERE township_id = ? ORDER BY id',
            [township_key],
        )
        return [tuple(map(_stored, row)) for row in found.fetchall()]


def _stored(value: Any) -> Any:
    """The driver's converters made datetimes, dates, booleans and decimals: back to what SQLite keeps."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    return value.isoformat() if hasattr(value, "isoformat") else value
