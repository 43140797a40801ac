from threading import Thread
from typing import Any

import pytest
from django.db import connection

from huiyin.core.models import Counter
from huiyin.core.prepared import Prepared

COUNTERS: Prepared[Counter] = Prepared(
    lambda township_id: (
        Counter.objects.filter(township_id=township_id, value__gte=2)
        .select_related("township")
        .order_by("series")
    ),
    keys=1,
)

NAMED: Prepared[Any] = Prepared(
    lambda township_id, series: Counter.objects.filter(township_id=township_id, series=series).values_list(
        "series", "value", "township_id"
    ),
    keys=2,
)


@pytest.fixture
def counters(township, other_township):
    rows = [(township, "b", 2), (township, "a", 3), (township, "c", 1), (other_township, "a", 5)]
    for town, series, value in rows:
        Counter.objects.create(township=town, series=series, value=value)


def test_it_gives_what_the_queryset_gives_for_each_key(counters, township, other_township):
    assert [(row.series, row.value) for row in COUNTERS.rows(township.pk)] == [("a", 3), ("b", 2)]
    assert [(row.series, row.value) for row in COUNTERS.rows(other_township.pk)] == [("a", 5)]


def test_it_sees_what_was_written_since_the_last_time(counters, township):
    COUNTERS.rows(township.pk)
    Counter.objects.of(township).filter(series="c").update(value=9)
    assert [row.series for row in COUNTERS.rows(township.pk)] == ["a", "b", "c"]


def test_what_it_fetches_along_is_not_asked_again(counters, township, django_assert_num_queries):
    COUNTERS.rows(township.pk)
    with django_assert_num_queries(1):
        assert {row.township.name for row in COUNTERS.rows(township.pk)} == {"清溪镇"}


def test_a_row_can_be_changed_and_saved(counters, township):
    row = COUNTERS.rows(township.pk)[0]
    row.value = 40
    row.save(update_fields=["value"])
    assert COUNTERS.rows(township.pk)[0].value == 40


def test_it_answers_on_any_connection(counters, township):
    COUNTERS.rows(township.pk)
    failed = []

    def ask():
        try:
            COUNTERS.rows(township.pk)  # another connection: it sees nothing of this test's transaction
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert failed == []


def test_it_can_be_asked_by_a_word_and_for_some_columns(counters, township, other_township):
    NAMED.rows(township.pk, "b")
    assert NAMED.rows(township.pk, "a") == [("a", 3, township.pk)]
    assert NAMED.rows(other_township.pk, "a") == [("a", 5, other_township.pk)]
    assert NAMED.rows(other_township.pk, "c") == []


def test_the_wrong_number_of_keys_is_refused(counters, township):
    with pytest.raises(ValueError, match="1 keys are wanted"):
        COUNTERS.rows(township.pk, township.pk)
