"""Acts that land at the same moment: one chain, no gap, nothing written twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from huiyin.core.tenancy import uuid7
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
