import random
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from huiyin.search.actions import index_document, remove_document
from huiyin.search.models import SearchDoc
from huiyin.search.queries import find, matching
from huiyin.search.tests.factories import DAY, indexed, text
from huiyin.townships.models import Village

pytestmark = pytest.mark.django_db


def found(township, query):
    return find(township, "townships.Village", query)


def test_indexing_again_replaces_what_was_there(township):
    record = indexed(township, ["水渠渗漏"], names=["王建国"])

    index_document(township, record, ["路灯不亮"], on=DAY, names=["李桂英"])

    assert found(township, "路灯 李桂英") == [record.pk]
    assert found(township, "水渠") == found(township, "王建国") == []
    assert SearchDoc.objects.of(township).count() == 1


def test_indexing_the_same_again_writes_nothing(township, django_assert_num_queries):
    record = indexed(township, ["水渠渗漏，请予解决"], names=["王建国"])

    with django_assert_num_queries(1):
        index_document(township, record, ["水渠渗漏，请予解决"], on=DAY, names=["王建国"])


def test_a_new_day_changes_the_order(township):
    first, second = indexed(township, ["水渠"]), indexed(township, ["水渠"])

    index_document(township, first, ["水渠"], on=date(2024, 5, 1))

    assert found(township, "水渠") == [first.pk, second.pk]


def test_tokens_come_back_in_their_order(township):
    record = indexed(township, ["灯灯灯灯 O'Brien 路灯", "\\ '路灯'"])

    doc = SearchDoc.objects.of(township).get(subject_id=record.pk)

    assert doc.tokens[1:] == [
        "灯灯", "灯灯", "灯灯", "灯", "¦", "o", "brien", "¦", "路灯", "灯", "¦", "路灯", "灯", "¦", "¶",
    ]  # fmt: skip


def test_a_removed_record_is_found_no_more_and_removing_twice_is_harmless(township):
    gone, kept = indexed(township, ["水渠渗漏"]), indexed(township, ["水渠渗漏"])

    remove_document(township, gone)
    remove_document(township, gone)

    assert found(township, "水渠") == [kept.pk]


def test_an_act_that_fails_leaves_the_index_as_it_was(township):
    record = indexed(township, ["水渠渗漏"])

    with transaction.atomic():
        index_document(township, record, ["路灯不亮"], on=DAY)
        transaction.set_rollback(True)

    assert found(township, "水渠") == [record.pk]
    assert found(township, "路灯") == []


def test_the_index_of_sqlite_agrees_with_the_records_after_many_changes(township):
    if connection.vendor != "sqlite":
        pytest.skip("FTS5 is SQLite's")
    rng = random.Random(5)
    records = [indexed(township, [text(rng)]) for _ in range(30)]
    for _ in range(60):
        index_document(township, rng.choice(records), [text(rng)], on=DAY)
    for record in records[:10]:
        remove_document(township, record)

    with connection.cursor() as cursor:  # raises when an entry was left behind or is missing
        cursor.execute("INSERT INTO search_fts (search_fts, rank) VALUES ('integrity-check', 1)")


def plan_of(queryset):
    return queryset.explain(analyze=False) if connection.vendor == "postgresql" else queryset.explain()


def test_a_search_uses_the_index_and_walks_no_whole_table(township, other_township):
    rng = random.Random(9)
    for number in range(800):
        indexed(township if number % 5 else other_township, [text(rng)])
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_searchdoc")

    plan = plan_of(
        matching(Village.objects.of(township), "养老服务 柳树湾 大塘 马家冲", township=township)[:20]
    )

    if connection.vendor == "postgresql":
        assert "Bitmap Index Scan on search_doc_tokens" in plan
        assert "Seq Scan on search_searchdoc" not in plan
    else:
        assert "SCAN fts VIRTUAL TABLE INDEX 0:M" in plan  # M: answered by MATCH
        assert "SEARCH doc USING INDEX search_doc_place" in plan
        assert "SCAN townships_village" not in plan
        assert "SCAN doc" not in plan


def test_the_migration_agrees_with_the_models():
    call_command("makemigrations", "search", check=True, dry_run=True, stdout=StringIO(), verbosity=0)
