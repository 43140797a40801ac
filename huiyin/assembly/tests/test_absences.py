"""Who missed a session without leave: told of sessions that are over, by who held a seat and who sat."""

import pytest

from huiyin.assembly.models.sessions import Leave
from huiyin.assembly.queries.sessions import absences_without_leave
from huiyin.assembly.tests.factories import OPENING, arrive, congress, convocation, meeting, moment, seated
from huiyin.people.models import Seat

pytestmark = pytest.mark.django_db


def session(township, number, present, **words):
    """A closed session with one plenary meeting in which these sat."""
    held = convocation(township, number=number, state="closed", **words)
    meeting(township, session=held, state="closed", present=present)
    return held


def granted(township, deputy, of=None, sitting=None, answer="granted"):
    answered = {"answered_at": OPENING} if answer != "asked" else {}
    Leave.objects.create(
        township=township, convocation=of, meeting=sitting, deputy=deputy, reason="住院",
        asked_on=OPENING.date(), answer=answer, **answered,
    )  # fmt: skip


def missed(township):
    return {
        one.deputy.name: [session.session.number for session in one.sessions]
        for one in absences_without_leave(congress(township))
    }


def test_who_sat_in_no_plenary_meeting_was_absent(township):
    one, two, three = seated(township, 3)
    session(township, 2, [one])
    session(township, 3, [one, two])

    assert missed(township) == {two.name: [2], three.name: [2, 3]}


def test_one_plenary_meeting_is_enough(township):
    one, two = seated(township, 2)
    held = session(township, 3, [one])
    second = meeting(township, session=held, number=2, state="closed")
    arrive(second, [two])

    assert missed(township) == {}


def test_who_only_sat_in_the_delegation_or_the_presidium_was_absent(township):
    one, two = seated(township, 2, members=1)
    held = session(township, 3, [one])
    meeting(township, session=held, kind="delegation", state="closed", present=[two])

    assert missed(township) == {two.name: [3]}


@pytest.mark.parametrize(("answer", "absent"), [("granted", {}), ("refused", [3]), ("asked", [3])])
def test_leave_excuses_once_it_is_granted(township, answer, absent):
    one, two = seated(township, 2)
    held = session(township, 3, [one])

    granted(township, two, of=held, answer=answer)

    assert missed(township) == ({two.name: absent} if absent else {})


def test_leave_from_one_meeting_excuses_where_there_was_no_other(township):
    one, two, three = seated(township, 3)
    held = session(township, 3, [one])
    first = held.meetings.get()
    granted(township, two, of=held, sitting=first)
    granted(township, three, of=held, sitting=first)
    second = meeting(township, session=held, number=2, state="closed")
    assert missed(township) == {two.name: [3], three.name: [3]}

    granted(township, two, of=held, sitting=second)

    assert missed(township) == {three.name: [3]}


def test_who_took_or_left_the_seat_during_the_session_was_not_absent(township):
    one, late, gone = seated(township, 3)
    Seat.objects.filter(deputy=late).update(from_at=moment(2024, 6, 27, 15))
    Seat.objects.filter(deputy=gone).update(until_at=moment(2024, 6, 28, 10), ended_by="resigned")

    session(township, 3, [one])

    assert missed(township) == {}


def test_a_session_of_which_no_presence_is_recorded_says_nothing(township):
    seated(township, 2)
    session(township, 3, [])
    convocation(township, number=4, state="closed")

    assert missed(township) == {}


def test_a_session_that_is_not_over_says_nothing(township):
    one, _two = seated(township, 2)
    meeting(township, session=convocation(township), state="closed", present=[one])

    assert missed(township) == {}


def test_a_session_closed_without_its_moments_says_nothing(township):
    one, _two = seated(township, 2)
    session(township, 3, [one], opened_at=None)

    assert missed(township) == {}


@pytest.mark.parametrize("count", [3, 30])
def test_five_queries_tell_of_many_as_of_few(township, other_township, count, django_assert_num_queries):
    present, *_absent = seated(township, count)
    seated(other_township, 2)
    for number in (2, 3):
        session(township, number, [present])
        session(other_township, number, [])

    term = congress(township)

    with django_assert_num_queries(5):
        found = absences_without_leave(term)

    assert len(found) == count - 1
