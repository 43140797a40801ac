"""What the suite relies on: real transactions on both databases, and one born again after them."""

import threading

import pytest
from django.db import connection, transaction

from huiyin.core.counters import next_number
from huiyin.core.models import Counter
from huiyin.deadlines.models import CalendarYear


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", [1, 2])
def test_what_migrations_put_in_survives_real_transactions(time):
    assert CalendarYear.objects.filter(year=2024).exists()


@pytest.mark.django_db(transaction=True)
def test_two_acts_at_once_take_two_numbers(township):
    start = threading.Barrier(4)
    taken = []

    def take():
        start.wait(10)
        with transaction.atomic():
            taken.append(next_number(township, "at-once"))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(taken) == [1, 2, 3, 4]
    assert Counter.objects.get(series="at-once").value == 4
