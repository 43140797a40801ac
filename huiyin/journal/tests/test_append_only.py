"""The database itself refuses to change what the journal holds."""

import pytest
from django.db import DatabaseError, connection, transaction

from huiyin.journal.models import Entry, PrivateText
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


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_privatetext SET text = 'other'",
        "UPDATE journal_privatetext SET text = ''",
        "UPDATE journal_privatetext SET erased_at = '2024-07-01 00:00:00+00'",
        "UPDATE journal_privatetext SET name = 'x', text = '', salt = '', erased_at = '2024-07-01'",
        "DELETE FROM journal_privatetext",
    ],
)
def test_a_personal_text_may_be_emptied_and_nothing_else(township, statement):
    entry = write(township, private={"name": "张三"})

    with pytest.raises(DatabaseError, match="append-only"):
        attempt(statement)
    assert PrivateText.objects.get(entry=entry).text == "张三"

    attempt("UPDATE journal_privatetext SET text = '', salt = '', erased_at = '2024-07-01 00:00:00+00'")
    with pytest.raises(DatabaseError, match="append-only"):
        attempt("UPDATE journal_privatetext SET erased_at = '2024-07-02 00:00:00+00'")


def test_a_personal_text_cannot_be_replaced_by_an_insert(township):
    write(township, private={"name": "张三"})
    columns = "id, township_id, entry_id, name, salt, text, erased_at"
    copied = columns.replace("text", "'other'")
    replace = {
        "sqlite": f"INSERT OR REPLACE INTO journal_privatetext ({columns}) "
        f"SELECT {copied} FROM journal_privatetext",
        "postgresql": f"INSERT INTO journal_privatetext ({columns}) SELECT {copied} FROM journal_privatetext "
        "ON CONFLICT (township_id, entry_id, name) DO UPDATE SET text = 'other'",
    }[connection.vendor]

    with pytest.raises(DatabaseError, match="append-only"):
        attempt(replace)


def test_a_personal_text_is_unreadable_in_the_database(township):
    write(township, private={"name": "张三"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM journal_privatetext")
        assert "张三" not in str(cursor.fetchall())
