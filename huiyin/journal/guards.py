"""The database's own refusal to change or delete what the journal holds.

Triggers on SQLite and PostgreSQL. A cluster that spreads its tables has no triggers: there the role that
serves pages holds no UPDATE or DELETE on the table.
"""

from typing import Any

TABLE = "journal_entry"

REFUSE = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"

SQLITE = [
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_UPDATE BEFORE UPDATE ON {TABLE} {REFUSE}",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_DELETE BEFORE DELETE ON {TABLE} {REFUSE}",
    # INSERT OR REPLACE deletes the row in its way without firing the trigger above
    f"""CREATE TRIGGER IF NOT EXISTS {TABLE}_no_REPLACE BEFORE INSERT ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
            OR EXISTS (SELECT 1 FROM {TABLE} WHERE township_id = NEW.township_id AND seq = NEW.seq)
            OR EXISTS (SELECT 1 FROM {TABLE} WHERE township_id = NEW.township_id AND act_id = NEW.act_id)
        {REFUSE}""",
]

POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'check_violation'; END $$""",
    f"""CREATE OR REPLACE TRIGGER {TABLE}_guard BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
    f"""CREATE OR REPLACE TRIGGER {TABLE}_guard_whole BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()""",
]


def install(connection: Any) -> None:
    """Put the guard in place (again): harmless when it stands."""
    _run(connection, {"sqlite": SQLITE, "postgresql": POSTGRESQL}[connection.vendor])


def drop(connection: Any) -> None:
    """Take the guard away: only to empty a test's database."""
    if connection.vendor == "sqlite":
        verbs = ("UPDATE", "DELETE", "REPLACE")
        _run(connection, [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in verbs])
    else:
        guards = (f"{TABLE}_guard", f"{TABLE}_guard_whole")
        _run(connection, [f"DROP TRIGGER IF EXISTS {guard} ON {TABLE}" for guard in guards])


def _run(connection: Any, statements: list[str]) -> None:
    if getattr(connection, "citus", False):
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
