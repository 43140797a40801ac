"""The worklist is read off an index, page by page: nothing is sorted, no page reads what stands before it."""

from datetime import date, timedelta

import pytest
from django.db import connection

from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.lines import with_signers
from huiyin.matters.queries.paging import in_order, page_of
from huiyin.matters.queries.worklist import Wanted, worklist

DAY = date(2024, 10, 23)
MANY = 3000


@pytest.fixture
def archive(township, water_station, roads_office):
    """A third has a date; the rest was closed long ago."""
    Matter.objects.bulk_create(
        Matter(
            township=township,
            title=f"第{n}件",
            received_on=DAY - timedelta(days=n % 900),
            state="in_hand" if n % 3 == 0 else "explained",
            closed_at=None if n % 3 == 0 else "2024-01-01T00:00:00Z",
            due_on=DAY + timedelta(days=n % 90) if n % 3 == 0 else None,
            lead_unit=roads_office if n % 10 == 0 else water_station,
        )
        for n in range(MANY)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def plan(matters):
    return matters[:50].explain()


def assert_read_off(text, index):
    assert index in text
    assert "Sort" not in text  # PostgreSQL
    assert "TEMP B-TREE" not in text  # SQLite


@pytest.mark.parametrize(
    ("words", "index"),
    [
        ({}, "matter_by_due"),
        ({"state": "in_hand"}, "matter_by_state"),
        ({"order": "newest"}, "matter_by_day"),
    ],
)
def test_a_page_is_read_off_the_index_named_for_it(archive, township, clerk, words, index):
    matters = with_signers(worklist(township, clerk, Wanted(**words), DAY))

    for part in in_order(matters, words.get("order", "")):
        assert_read_off(plan(part), index)


def test_the_list_of_one_unit_is_read_off_its_index(archive, township, clerk, roads_office):
    matters = with_signers(worklist(township, clerk, Wanted(unit=str(roads_office.pk)), DAY))

    for part in in_order(matters, ""):
        assert_read_off(plan(part), "matter_by_unit")


def test_a_unit_reads_its_own_list_without_sorting(archive, township, water_handler):
    for part in in_order(with_signers(worklist(township, water_handler, Wanted(), DAY)), ""):
        text = plan(part)
        assert "Seq Scan on matters_matter" not in text
        assert "SCAN matters_matter\n" not in text


@pytest.mark.parametrize("order", ["", "newest"])
def test_a_late_page_begins_in_the_index_where_the_one_before_ended(archive, township, clerk, order):
    matters = worklist(township, clerk, Wanted(), DAY)
    _rows, place = page_of(matters, order, None, size=1450)  # beyond those with a date

    with CaptureQueries() as asked:
        rows, _end = page_of(matters, order, place)

    assert len(rows) == 50
    assert len(asked) == 1
    assert "OFFSET" not in asked[0]


class CaptureQueries:
    """What is asked of the database inside the block."""

    def __enter__(self):
        self.asked = []
        self.wrapper = connection.execute_wrapper(self._note)
        self.wrapper.__enter__()
        return self.asked

    def _note(self, execute, sql, params, many, context):
        self.asked.append(sql)
        return execute(sql, params, many, context)

    def __exit__(self, *error):
        self.wrapper.__exit__(*error)


def test_all_pages_together_hold_each_matter_once(archive, township, clerk):
    matters = worklist(township, clerk, Wanted(), DAY)
    seen, place, pages = [], None, 0
    while pages == 0 or place is not None:
        rows, place = page_of(matters, "", place, size=250)
        seen += [row.pk for row in rows]
        pages += 1

    assert pages == MANY / 250
    assert len(set(seen)) == len(seen) == MANY
