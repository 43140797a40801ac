"""Acts that land at the same moment: one chain, no gap, nothing written twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction

from huiyin.core.counters import next_number
from huiyin.core.models import Counter
from huiyin.core.tenancy import uuid7
from huiyin.deadlines.models import CalendarYear
from huiyin.journal.acts import act
from huiyin.journal.models import Entry
from huiyin.journal.queries import verify_chain
from huiyin.journal.tests.chains import write
from huiyin.people.tests.cast import FOUNDED

pytestmark = pytest.mark.django_db(transaction=True)


def together(count, work):
    """Run the same work in several threads, each with a connection of its own, released at one moment."""
    start = Barrier(count)

    def one(n):
        try:
            start.wait(10)
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


@act
def note(township, *, word, by, at, act_id):
    return write(township, "note", by=by, at=at, act_id=act_id, word=word)


def test_acts_at_once_make_one_chain_without_gap(township):
    def three(n):
        for m in range(3):
            note(township, word=f"{n}.{m}", by=None, at=FOUNDED, act_id=uuid7())

    together(4, three)

    words = [entry.facts["word"] for entry in Entry.objects.of(township).filter(act="note")]
    assert sorted(words) == [f"{n}.{m}" for n in range(4) for m in range(3)]
    assert verify_chain(township) == (13, None)


def test_the_same_act_sent_twice_at_once_is_done_once(township):
    act_id = uuid7()

    outcomes = together(4, lambda n: note(township, word="once", by=None, at=FOUNDED, act_id=act_id))

    assert len(outcomes) == 4
    assert Entry.objects.of(township).filter(act_id=act_id).count() == 1
    assert verify_chain(township) == (2, None)


def test_acts_that_take_chain_and_counter_in_opposite_order_do_not_wait_for_each_other(township):
    @act
    def long_one(township, *, by, at, act_id):
        write(township, act_id=uuid7())
        sleep(0.1)
        next_number(township, "x")
        return write(township, act_id=act_id)

    @act
    def short_one(township, *, by, at, act_id):
        next_number(township, "x")
        sleep(0.1)
        return write(township, act_id=act_id)

    def work(n):
        for _time in range(3):
            (long_one, short_one)[n](township, by=None, at=FOUNDED, act_id=uuid7())

    together(2, work)

    assert Counter.objects.get(series="x").value == 6
    assert verify_chain(township) == (10, None)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_who_had_to_give_way_tries_again(township, other_township):
    """Two acts of two townships that lock two shared rows in opposite order: one is thrown back, both end."""
    calendar = [CalendarYear.objects.order_by("pk")[n].pk for n in (0, 1)]

    @act
    def lock(town, *, years, by, at, act_id):
        for year in years:
            CalendarYear.objects.select_for_update().get(pk=year)
            sleep(0.3)
        return write(town, "lock", act_id=act_id)

    def work(n):
        town, years = ((township, calendar), (other_township, calendar[::-1]))[n]
        lock(town, years=years, by=None, at=FOUNDED, act_id=uuid7())

    together(2, work)

    assert Entry.objects.filter(act="lock").count() == 2


def test_one_that_is_rolled_back_leaves_no_gap(township):
    def half(n):
        if n % 2:
            return note(township, word=str(n), by=None, at=FOUNDED, act_id=uuid7())
        with transaction.atomic():
            note(township, word=str(n), by=None, at=FOUNDED, act_id=uuid7())
            transaction.set_rollback(True)
        return None

    together(4, half)

    assert Entry.objects.of(township).filter(act="note").count() == 2
    assert verify_chain(township) == (3, None)


def test_the_chain_is_whole_while_acts_land_in_it(township):
    def work(n):
        if n == 0:
            return [verify_chain(township)[1] for _m in range(20)]
        for m in range(10):
            note(township, word=f"{n}.{m}", by=None, at=FOUNDED, act_id=uuid7())

    assert together(2, work)[0] == [None] * 20
