"""The database's own refusal to change or delete what the journal holds.

Triggers on SQLite and PostgreSQL. A cluster that spreads its tables has no triggers: there the role that
serves pages holds no UPDATE or DELETE on the table.
"""

from typing import Any

TABLE = "journal_entry"

SQLITE = [
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb} BEFORE {verb} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""
    for verb in ("UPDATE", "DELETE")
]

POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'check_violation'; END $$""",
    f"""CREATE OR REPLACE TRIGGER {TABLE}_guard BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
]


def install(connection: Any) -> None:
    """Put the guard in place (again): harmless when it stands."""
    _run(connection, {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor])


def drop(connection: Any) -> None:
    """Take the guard away: only to empty a test's database."""
    if connection.vendor == "sqlite":
        _run(connection, [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("UPDATE", "DELETE")])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {TABLE}_guard ON {TABLE}"])


def _run(connection: Any, statements: list[str]) -> None:
    if getattr(connection, "citus", False):
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
