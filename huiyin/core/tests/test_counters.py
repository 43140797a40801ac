"""Numbers without gaps, also when acts land at once or fail."""

import pytest
from django.db import transaction

from huiyin.core.counters import next_number
from huiyin.core.models import Counter
from huiyin.journal.tests.test_at_once import together

pytestmark = pytest.mark.django_db(transaction=True)


def take(township, series="x", *, fail=False):
    with transaction.atomic():
        number = next_number(township, series)
        transaction.set_rollback(fail)
    return number


def test_each_series_of_each_township_counts_from_one(township, other_township):
    taken = [take(township), take(township), take(township, "y"), take(other_township)]
    assert taken == [1, 2, 1, 1]


def test_a_failed_act_gives_its_number_back(township):
    assert [take(township), take(township, fail=True), take(township)] == [1, 2, 2]


def test_at_once_nobody_gets_the_same_number_and_none_is_left_out(township):
    taken = together(4, lambda n: [take(township) for _m in range(5)])
    assert sorted(number for five in taken for number in five) == list(range(1, 21))


def test_the_first_act_of_a_series_may_fail_beside_others(township):
    taken = together(4, lambda n: take(township, "new", fail=n == 0))
    assert sorted(taken[1:]) == [1, 2, 3]
    assert Counter.objects.get(series="new").value == 3
