"""Between tests with real transactions the database is emptied; the guard of the journal is lifted for it.

What the migrations put in (calendars, rule profiles) is put in again, so that no test finds less than an
office has.
"""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def _database_is_emptied_to_what_it_was_born_with() -> Iterator[None]:
    from django.db.backends.base.creation import BaseDatabaseCreation  # noqa: PLC0415 - after the settings
    from django.db.backends.base.operations import BaseDatabaseOperations  # noqa: PLC0415

    from huiyin.journal import guards  # noqa: PLC0415

    born_with: list[tuple[Any, list[Any]]] = []
    create, empty = BaseDatabaseCreation.create_test_db, BaseDatabaseOperations.execute_sql_flush

    def created(self: Any, *args: Any, **kwargs: Any) -> str:
        name = create(self, *args, **kwargs)
        born_with.extend(_rows_of_ours())
        return name

    def emptied(self: Any, sql_list: list[str]) -> None:
        guards.drop(self.connection)
        empty(self, sql_list)
        _forget_words(self.connection)
        for model, rows in born_with:
            model._base_manager.bulk_create(rows)
        guards.install(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseCreation, "create_test_db", created)
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", emptied)
        yield


def _forget_words(connection: Any) -> None:
    """SQLite's index of words lies beside the tables and is emptied by a word of its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_fts (search_fts) VALUES ('delete-all')")


def _rows_of_ours() -> list[tuple[Any, list[Any]]]:
    """What stands in the tables of the program, tables that others refer to first."""
    from django.apps import apps  # noqa: PLC0415

    models = [model for model in reversed(list(apps.get_models())) if model.__module__.startswith("huiyin.")]
    return [(model, rows) for model in models if (rows := list(model._base_manager.all()))]
