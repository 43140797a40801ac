"""The database itself refuses to change what the journal holds."""

import pytest
from django.db import DatabaseError, connection, transaction

from huiyin.journal.models import Entry
from huiyin.journal.tests.chains import write


@pytest.fixture
def entry(township):
    return write(township, word="first")


def attempt(statement):
    """Run a statement as somebody would who has the database in hand."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET act = 'other'",
        "UPDATE journal_entry SET facts = '{}' WHERE seq = 2",
        "DELETE FROM journal_entry",
        "DELETE FROM journal_entry WHERE seq = 2",
    ],
)
def test_the_database_refuses_to_change_or_delete_an_entry(entry, statement):
    before = list(Entry.objects.order_by("seq").values())

    with pytest.raises(DatabaseError, match="append-only"):
        attempt(statement)

    assert list(Entry.objects.order_by("seq").values()) == before


def test_the_orm_is_refused_as_well(entry):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(act="other")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        entry.delete()


def test_an_entry_cannot_be_replaced_by_an_insert(entry):
    columns = ", ".join(field.column for field in Entry._meta.local_fields)
    copied = ", ".join(
        "'other'" if field.name == "act" else field.column for field in Entry._meta.local_fields
    )
    replace = {
        "sqlite": f"INSERT OR REPLACE INTO journal_entry ({columns}) SELECT {copied} FROM journal_entry",
        "postgresql": f"INSERT INTO journal_entry ({columns}) SELECT {copied} FROM journal_entry "
        "ON CONFLICT (township_id, seq) DO UPDATE SET act = 'other'",
    }[connection.vendor]

    with pytest.raises(DatabaseError, match="append-only"):
        attempt(replace)

    assert set(Entry.objects.values_list("act", flat=True)) == {"found_township", "note"}


def test_the_table_cannot_be_emptied_at_once(entry):
    on_sqlite = connection.vendor == "sqlite"  # which knows no TRUNCATE
    empty = "DELETE FROM journal_entry" if on_sqlite else "TRUNCATE journal_entry CASCADE"

    with pytest.raises(DatabaseError, match="append-only"):
        attempt(empty)

    assert Entry.objects.count() == 2
