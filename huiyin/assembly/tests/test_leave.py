"""Leave asked for, granted or refused; and who was absent from sessions without it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.leave import answer_leave, ask_leave
from huiyin.assembly.models.sessions import Leave
from huiyin.assembly.queries.sessions import leaves_of
from huiyin.assembly.tests.factories import OPENING, congress, convocation, doing, meeting, moment, seated
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

JUNE = moment(2024, 6, 22)


@pytest.fixture
def called(township):
    return convocation(township, state="called")


@pytest.fixture
def deputies(township):
    return seated(township, 5, members=2)


def asked(of, deputy, at=JUNE, by=None, **words):
    said = {"reason": "在外住院", "asked_on": at.date(), **words}
    return ask_leave(of, deputy=deputy, **said, **doing(at, by))


def test_leave_is_asked_for_and_granted(called, deputies, clerk, chair):
    leave = asked(called, deputies[0], by=clerk, reason=" 在外住院 ")
    assert (leave.answer, leave.reason, leave.meeting) == ("asked", "在外住院", None)

    leave = answer_leave(leave, granted=True, **doing(JUNE, chair))

    assert (leave.answer, leave.answered_at, leave.answered_by) == ("granted", JUNE, chair)
    assert Entry.objects.get(act="answer_leave").facts == {"leave": "granted"}
    assert "住院" not in str(Entry.objects.get(act="ask_leave").facts)


def test_an_answer_can_be_changed_but_not_given_twice(called, deputies):
    leave = answer_leave(asked(called, deputies[0]), granted=True, **doing(JUNE))

    with pytest.raises(ActRefused, match="This request was answered so already"):
        answer_leave(leave, granted=True, **doing(JUNE))
    assert answer_leave(leave, granted=False, **doing(JUNE)).answer == "refused"


def test_who_was_refused_may_ask_once_more(called, deputies):
    leave = answer_leave(asked(called, deputies[0]), granted=False, **doing(JUNE))

    again = asked(called, deputies[0], reason="住院证明已附")

    assert (again.pk, again.answer, again.answered_at, again.reason) == (
        leave.pk, "asked", None, "住院证明已附",
    )  # fmt: skip
    with pytest.raises(ActRefused, match="代表001 has asked for this leave already"):
        asked(called, deputies[0])


def test_leave_from_one_meeting_stands_beside_leave_from_the_session(called, deputies, township):
    sitting = meeting(township, session=called, state="planned")

    from_meeting = asked(called, deputies[0], meeting=sitting)
    from_session = asked(called, deputies[0])

    assert (from_meeting.meeting, from_session.meeting) == (sitting, None)
    assert Leave.objects.count() == 2


def test_a_member_asks_leave_from_a_presidium_meeting_between_sessions(township, deputies):
    between = meeting(township, kind="presidium", state="planned")

    leave = asked(between, deputies[1])

    assert (leave.convocation, leave.meeting) == (None, between)
    with pytest.raises(ActRefused, match="代表005 does not sit there now"):
        asked(between, deputies[4])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"reason": " "}, "Say why 代表001 asks to be excused"),
        ({"asked_on": date(2024, 6, 23)}, "not on one still to come"),
    ],
)
def test_a_request_has_a_reason_and_a_day_that_came(called, deputies, words, sentence):
    with pytest.raises(ActRefused, match=sentence):
        asked(called, deputies[0], **words)


def test_what_is_over_or_called_off_excuses_nobody(township, called, deputies):
    sitting = meeting(township, session=called, state="called_off")
    other = meeting(township, session=convocation(township, number=2, state="closed"), state="closed")

    with pytest.raises(ActRefused, match="It was called off: nobody needs leave"):
        asked(convocation(township, number=9, state="called_off"), deputies[0])
    with pytest.raises(ActRefused, match="It was called off: nobody needs leave"):
        asked(called, deputies[0], meeting=sitting)
    with pytest.raises(ActRefused, match="This meeting belongs to another session"):
        asked(called, deputies[0], meeting=other)
    with pytest.raises(ActRefused, match="on that day it was over"):
        asked(called, deputies[0], at=moment(2024, 6, 29))


def test_a_paper_asked_in_time_is_typed_in_afterwards(called, deputies):
    leave = asked(called, deputies[0], at=moment(2024, 7, 1), asked_on=date(2024, 6, 25))

    assert leave.asked_on == date(2024, 6, 25)


def test_who_holds_no_seat_asks_for_no_leave(called, neutral):
    with pytest.raises(ActRefused, match="欧阳敏 does not sit there now"):
        asked(called, neutral)


def test_the_clerk_types_and_clerk_or_chair_answer(called, deputies, clerk, chair, operator, lead_user):
    for by in (chair, operator, lead_user):
        with pytest.raises(PermissionDenied):
            asked(called, deputies[0], by=by)
    leave = asked(called, deputies[0], by=clerk)
    for by in (operator, lead_user):
        with pytest.raises(PermissionDenied):
            answer_leave(leave, granted=True, **doing(JUNE, by))

    assert answer_leave(leave, granted=True, **doing(JUNE, clerk)).answer == "granted"


def test_what_waits_for_an_answer_comes_first(called, deputies, township):
    answer_leave(asked(called, deputies[0]), granted=True, **doing(JUNE))
    asked(called, deputies[3])

    assert [leave.deputy for leave in leaves_of(called)] == [deputies[3], deputies[0]]


def test_the_same_doing_asks_once(called, deputies):
    words = doing(JUNE)

    for _time in range(2):
        ask_leave(called, deputy=deputies[0], reason="住院", asked_on=JUNE.date(), **words)

    assert Entry.objects.filter(act="ask_leave").count() == 1
    assert (congress(called.township), OPENING.date()) == (called.session.term, called.session.opens_on)
