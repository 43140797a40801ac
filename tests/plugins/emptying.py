"""Between tests with real transactions the database is emptied, which the journal's guard refuses: lift it there.

What the migrations put in (calendars, rule profiles) is put in again, so that no test finds less than an office.
"""

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(scope="session", autouse=True)
def _database_is_emptied_to_what_it_was_born_with() -> Iterator[None]:
    from django.db.backends.base.operations import BaseDatabaseOperations  # noqa: PLC0415 - after the settings

    from huiyin.journal import guards  # noqa: PLC0415

    empty = BaseDatabaseOperations.execute_sql_flush

    def emptied(self: Any, sql_list: list[str]) -> None:
        guards.drop(self.connection)
        empty(self, sql_list)
        self.connection.creation.deserialize_db_from_string(self.connection._test_serialized_contents)
        guards.install(self.connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", emptied)
        yield
