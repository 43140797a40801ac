"""The database's own refusal to change or delete what the journal holds.

An entry stays as it was written. A personal text beside it may be emptied (a lawful erasure), nothing else.

Triggers on SQLite and PostgreSQL. A cluster that spreads its tables has no triggers: there the role that
serves pages holds no UPDATE or DELETE on the table.
"""

from typing import Any

ENTRIES = "journal_entry"
TEXTS = "journal_privatetext"

REFUSE = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"

# emptied with its salt, and still the text of the same entry
ERASED = """NEW.text = '' AND NEW.salt = '' AND NEW.erased_at IS NOT NULL AND OLD.erased_at IS NULL
    AND NEW.id = OLD.id AND NEW.township_id = OLD.township_id
    AND NEW.entry_id = OLD.entry_id AND NEW.name = OLD.name"""

# INSERT OR REPLACE deletes the row in its way without firing the trigger on DELETE
IN_THE_WAY = {
    ENTRIES: ("id", "township_id, seq", "township_id, act_id"),
    TEXTS: ("id", "township_id, entry_id, name"),
}


def _sqlite(table: str, unless: str = "") -> list[str]:
    when = f"WHEN NOT ({unless})" if unless else ""
    replaced = " OR ".join(_exists(table, key) for key in IN_THE_WAY[table])
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_UPDATE BEFORE UPDATE ON {table} {when} {REFUSE}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_DELETE BEFORE DELETE ON {table} {REFUSE}",
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_REPLACE BEFORE INSERT ON {table} WHEN {replaced} {REFUSE}",
    ]


def _exists(table: str, key: str) -> str:
    same = " AND ".join(f"{column} = NEW.{column}" for column in key.split(", "))
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"


def _postgresql(table: str, unless: str = "") -> list[str]:
    when = f"WHEN (NOT ({unless}))" if unless else ""
    refuse = f"FOR EACH ROW {{when}} EXECUTE FUNCTION {ENTRIES}_refuse()"
    return [
        f"""CREATE OR REPLACE FUNCTION {ENTRIES}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'check_violation'; END $$""",
        f"DROP TRIGGER IF EXISTS {table}_guard ON {table}",
        f"CREATE TRIGGER {table}_guard BEFORE UPDATE ON {table} {refuse.format(when=when)}",
        f"CREATE OR REPLACE TRIGGER {table}_guard_row BEFORE DELETE ON {table} {refuse.format(when='')}",
        f"""CREATE OR REPLACE TRIGGER {table}_guard_whole BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION {ENTRIES}_refuse()""",
    ]


def install(connection: Any) -> None:
    """Put the guard in place (again): harmless when it stands."""
    guard = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor]
    _run(connection, [*guard(ENTRIES), *guard(TEXTS, unless=ERASED)])


def drop(connection: Any) -> None:
    """Take the guard away: only to empty a test's database."""
    for table in (ENTRIES, TEXTS):
        if connection.vendor == "sqlite":
            verbs = ("UPDATE", "DELETE", "REPLACE")
            _run(connection, [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for verb in verbs])
        else:
            guards = (f"{table}_guard", f"{table}_guard_row", f"{table}_guard_whole")
            _run(connection, [f"DROP TRIGGER IF EXISTS {guard} ON {table}" for guard in guards])


def _run(connection: Any, statements: list[str]) -> None:
    if getattr(connection, "citus", False):
        return
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
