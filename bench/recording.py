"""Recording the SQL of a real request, as the bare pages repeat it."""

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection

Statement = dict[str, Any]
KEY = re.compile(r"[0-9a-f]{12}7[0-9a-f]{19}")
COLUMNS = re.compile(r'^INSERT INTO "(?P<table>\w+)" \((?P<columns>[^)]*)\)')
SETS = re.compile(r'^UPDATE "(?P<table>\w+)" SET (?P<columns>.*?) WHERE ')
RUNNING = ("serial", "seq", "place")  # numbers that no two rows may share
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA")


@contextmanager
def recorded() -> Iterator[list[tuple[str, list[Any]]]]:
    """Every statement with its values, in order, without those that only begin and end transactions."""
    statements: list[tuple[str, list[Any]]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(CONTROL):
            statements.extend((sql, list(one or ())) for one in (params if many else [params]))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield statements


def as_read(statements: list[tuple[str, list[Any]]]) -> list[Statement]:
    """A page that only reads: the same values each time."""
    return [{"sql": sql, "params": [_value(one) for one in params]} for sql, params in statements]


def as_written(statements: list[tuple[str, list[Any]]], since: datetime) -> list[Statement]:
    """An act: keys that it made and running numbers are marked, because each time they are new."""
    place = _place(statements)
    made: dict[str, int] = {}

    def mark(sql: str, column: str, value: Any) -> Any:
        runs = column in RUNNING and value is not None and "journal_head" not in sql  # the chain's end stays
        if runs or ("search_" in sql and value == place is not None):
            return {"running": column if column in ("serial", "seq") else "place"}
        if (
            isinstance(value, str)
            and KEY.fullmatch(value)
            and int(value[:12], 16) >= since.timestamp() * 1000
        ):
            return {"made": made.setdefault(value, len(made))}
        return _value(value)

    return [
        {"sql": sql, "params": [mark(sql, column, one) for column, one in _named(sql, params)]}
        for sql, params in statements
    ]


def _named(sql: str, params: list[Any]) -> list[tuple[str, Any]]:
    """Each value with the column it goes into, where that can be read from the statement."""
    found = COLUMNS.match(sql) or SETS.match(sql)
    columns = re.findall(r'"(\w+)"', found["columns"]) if found else []
    if sql.startswith("INSERT"):
        return [(columns[n % len(columns)] if columns else "", one) for n, one in enumerate(params)]
    return [(columns[n] if n < len(columns) else "", one) for n, one in enumerate(params)]


def _place(statements: list[tuple[str, list[Any]]]) -> int | None:
    """Where the search index put the new document."""
    for sql, params in statements:
        for column, value in _named(sql, params):
            if column == "place":
                return int(value)
    return None


def _value(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode()}
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if isinstance(value, str | int | float | None) else str(value)
