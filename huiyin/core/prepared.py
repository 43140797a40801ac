"""Queries whose SQL is written once: a page that asks twenty of them spends half its time on writing them.

Only the keys differ from call to call; the rows come out as the queryset itself would give them.
"""

from collections.abc import Callable
from copy import copy
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
Written = tuple[models.QuerySet[Any], Any, str, list[Any], Any]  # queryset, compiler, SQL, values, converters
KEY = models.UUIDField()


class Prepared(Generic[Row]):
    """A query by keys or words. `build` makes the queryset of them; they may stand in its filters only."""

    def __init__(self, build: Callable[..., models.QuerySet[Row]], *, keys: int) -> None:
        self.build, self.keys = build, keys
        self._written = cache(self._write)

    def rows(self, *keys: UUID | str) -> list[Row]:
        """The rows for these keys, in the queryset's order, with all that it fetches along."""
        if len(keys) != self.keys:
            raise ValueError(f"{self.keys} keys are wanted")
        pattern, compiler, sql, values, converters = self._written(connection.vendor)
        given = [_as_sent(key) for key in keys]
        params = tuple(given[one.place] if isinstance(one, _Place) else one for one in values)
        ready = copy(compiler)
        ready.connection = connection
        ready.as_sql = lambda *_args, **_words: (sql, params)
        ready.get_converters = lambda _columns: converters
        queryset = pattern.all()
        queryset.query.get_compiler = lambda *_args, **_words: ready  # type: ignore[method-assign]
        return list(queryset)

    def _write(self, vendor: str) -> Written:
        stand_ins = [uuid4() for _ in range(self.keys)]
        places = {said: _Place(n) for n, one in enumerate(stand_ins) for said in (_as_sent(one), str(one))}
        queryset = self.build(*stand_ins)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        values = [places.get(one, one) for one in params]
        columns = [column for column, *_names in compiler.select[: compiler.col_count]]
        return queryset, compiler, sql, values, compiler.get_converters(columns)


def _as_sent(key: UUID | str) -> Any:
    return KEY.get_db_prep_value(key, connection) if isinstance(key, UUID) else key


class _Place:
    """Where a key goes among the values."""

    def __init__(self, place: int) -> None:
        self.place = place
