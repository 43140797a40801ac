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
Written = tuple[models.QuerySet[Any], Any, str, list[Any]]  # queryset, its compiler, SQL, values or places
KEY = models.UUIDField()


class Prepared(Generic[Row]):
    """A query by keys. `build` makes the queryset from them; they may stand in its filters only."""

    def __init__(self, build: Callable[..., models.QuerySet[Row]], *, keys: int) -> None:
        self.build, self.keys = build, keys
        self._written = cache(self._write)

    def rows(self, *keys: UUID) -> list[Row]:
        """The rows for these keys, in the queryset's order, with all that it fetches along."""
        if len(keys) != self.keys:
            raise ValueError(f"{self.keys} keys are wanted")
        pattern, compiler, sql, values = self._written(connection.vendor)
        given = [KEY.get_db_prep_value(key, connection) for key in keys]
        params = tuple(given[one.place] if isinstance(one, _Place) else one for one in values)
        ready = copy(compiler)
        ready.connection = connection
        ready.as_sql = lambda *_args, **_words: (sql, params)
        queryset = pattern.all()
        queryset.query.get_compiler = lambda *_args, **_words: ready  # type: ignore[method-assign]
        return list(queryset)

    def _write(self, vendor: str) -> Written:
        stand_ins = [uuid4() for _ in range(self.keys)]
        places = {KEY.get_db_prep_value(one, connection): _Place(n) for n, one in enumerate(stand_ins)}
        queryset = self.build(*stand_ins)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return queryset, compiler, sql, [places.get(one, one) for one in params]


class _Place:
    """Where a key goes among the values."""

    def __init__(self, place: int) -> None:
        self.place = place
