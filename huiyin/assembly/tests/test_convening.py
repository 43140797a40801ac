"""Calling a session: who may ask for one, the notice to each deputy, opening, closing, calling off."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.convening import (
    call_off_session,
    call_session,
    change_session,
    close_session,
    enter_session,
    open_session,
    prepare_session,
)
from huiyin.assembly.models.sessions import Convocation, Invitation
from huiyin.assembly.tests.factories import OPENING, congress, convocation, doing, meeting, moment, seated
from huiyin.core.errors import ActRefused
from huiyin.core.links import ForeignRow
from huiyin.journal.models import Entry
from huiyin.journal.words import fact_words
from huiyin.people.models import Seat
from huiyin.townships.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MAY = moment(2024, 5, 27)
IN_TIME, LATE = moment(2024, 6, 20), moment(2024, 6, 21)  # seven days before 27 June is the 20th


@pytest.fixture
def bare(township):
    return Session.objects.create(
        township=township, term=congress(township), number=3,
        opens_on=date(2024, 6, 27), closes_on=date(2024, 6, 28),
    )  # fmt: skip


def prepared(bare, at=MAY, by=None, **words):
    return prepare_session(bare, **{"place": "镇政府三楼会议室", **words}, **doing(at, by))


def extraordinary(askers, **words):
    return {"kind": "extraordinary", "asked_by": "deputies", "askers": askers, "reason": "防汛救灾", **words}


def entry(act):
    return Entry.objects.get(act=act)


def test_a_session_is_prepared_by_the_clerk(bare, clerk):
    until = moment(2024, 6, 27, 18)

    made = prepared(bare, by=clerk, motions_until=until, place=" 镇政府三楼会议室 ")

    assert (made.state, made.kind, made.place) == ("planned", "regular", "镇政府三楼会议室")
    assert made.motions_until == until
    facts = entry("prepare_session").facts
    assert (facts["session_kind"], facts["asked"]) == ("regular", None)


@pytest.mark.parametrize("who", ["chair", "operator", "outsider", "lead_user"])
def test_only_the_clerk_prepares_a_session(bare, who, request):
    with pytest.raises(PermissionDenied):
        prepared(bare, by=request.getfixturevalue(who))
    with pytest.raises(PermissionDenied):
        enter_session(
            bare.term, number=4, opens_on=date(2025, 1, 8), closes_on=date(2025, 1, 9),
            **doing(MAY, request.getfixturevalue(who)),
        )  # fmt: skip


def test_a_session_is_prepared_once(bare):
    prepared(bare)

    with pytest.raises(ActRefused, match="This session is being prepared already"):
        prepared(bare)


def test_the_same_doing_prepares_one(bare):
    words = doing(MAY)

    first, second = (prepare_session(bare, place="会议室", **words) for _time in range(2))

    assert first == second
    assert Entry.objects.filter(act="prepare_session").count() == 1


def test_a_new_session_is_entered_and_prepared_in_one_doing(township, clerk):
    made = enter_session(
        congress(township), number=4, opens_on=date(2025, 1, 8), closes_on=date(2025, 1, 9),
        place=" 镇礼堂", **doing(MAY, clerk),
    )  # fmt: skip

    assert (made.session.number, made.place) == (4, "镇礼堂")
    assert made.preparations.get(code="notice").due_on == date(2024, 12, 31)  # New Year's Day is the 1st
    assert list(Entry.objects.order_by("seq").values_list("act", flat=True))[-2:] == [
        "convene_session", "prepare_session",
    ]  # fmt: skip


def test_a_number_that_is_taken_enters_nothing(bare):
    with pytest.raises(ActRefused, match=r"Session no. 3 is entered already"):
        enter_session(
            bare.term, number=3, opens_on=date(2025, 1, 8), closes_on=date(2025, 1, 9), **doing(MAY)
        )

    assert Convocation.objects.count() == 0


@pytest.mark.parametrize("seats", [70, 71])
def test_one_fifth_of_those_who_hold_a_seat_may_ask_for_an_extraordinary_session(bare, township, seats):
    deputies = seated(township, seats)
    needed = 14 if seats == 70 else 15

    with pytest.raises(ActRefused, match=f"{needed} of {seats}; there are {needed - 1}"):
        prepared(bare, **extraordinary(deputies[: needed - 1]))
    made = prepared(bare, **extraordinary(deputies[:needed]))

    assert made.askers.count() == needed
    assert entry("prepare_session").facts["asked"] == {"given": needed, "of_all": seats}


def test_who_asks_twice_counts_once(bare, township):
    deputies = seated(township, 10)

    with pytest.raises(ActRefused, match="2 of 10; there are 1"):
        prepared(bare, **extraordinary([deputies[0], deputies[0]]))


def test_who_holds_no_seat_at_that_moment_cannot_ask(bare, township):
    deputies = seated(township, 10)
    gone = Seat.objects.get(deputy=deputies[0])
    gone.until_at, gone.ended_by = MAY - timedelta(days=1), "moved"
    gone.save()

    with pytest.raises(ActRefused, match="No seat of this congress is held by 代表001"):
        prepared(bare, **extraordinary(deputies[:3]))


def test_nobody_asks_where_nobody_holds_a_seat(bare):
    with pytest.raises(ActRefused, match="0 of 0; there are 0"):
        prepared(bare, **extraordinary([]))


def test_deputies_ask_for_no_regular_session(bare, township):
    with pytest.raises(ActRefused, match="Deputies ask for an extraordinary session"):
        prepared(bare, asked_by="deputies", askers=seated(township, 10))


def test_an_extraordinary_session_has_a_reason(bare):
    with pytest.raises(ActRefused, match="Say why an extraordinary session is called"):
        prepared(bare, kind="extraordinary", reason=" ")

    assert prepared(bare, kind="extraordinary", reason="补选镇长").asked_by == "presidium"


def test_a_deputy_of_another_town_cannot_ask(bare, other_township):
    with pytest.raises(ForeignRow):
        prepared(bare, **extraordinary(seated(other_township, 3)))


def test_the_deadline_for_motions_lies_within_the_session(bare):
    with pytest.raises(ActRefused, match="behind the session's last day"):
        prepared(bare, motions_until=moment(2024, 6, 29))

    assert prepared(bare, motions_until=moment(2024, 6, 28, 12)).motions_until


def test_each_deputy_with_a_seat_is_called_by_a_code_of_its_own(bare, township, clerk):
    deputies = seated(township, 71)
    made = prepared(bare)

    made = call_session(made, **doing(IN_TIME, clerk))

    invited = Invitation.objects.filter(convocation=made)
    assert (made.state, made.called_at) == ("called", IN_TIME)
    assert {one.deputy for one in invited.select_related("deputy")} == set(deputies)
    assert len({one.code for one in invited}) == 71
    facts = entry("call_session").facts
    assert (facts["invited"], facts["is_late"], facts["notice_due_on"]) == (71, False, "2024-06-20")
    assert made.preparations.get(code="notice").done_on == date(2024, 6, 20)


def test_a_late_notice_goes_out_and_is_noted_as_late(bare, township):
    seated(township, 5)

    call_session(prepared(bare), **doing(LATE))

    assert entry("call_session").facts["is_late"] is True


def test_a_session_is_called_to_a_place_and_to_somebody(bare, township):
    made = prepared(bare, place="")

    with pytest.raises(ActRefused, match="Say where the session meets"):
        call_session(made, **doing(IN_TIME))
    Convocation.objects.update(place="会议室")
    with pytest.raises(ActRefused, match="Nobody holds a seat of this congress now"):
        call_session(made, **doing(IN_TIME))

    assert Convocation.objects.get().state == "planned"


def test_the_clerk_calls_and_clerk_or_chair_open(bare, township, clerk, chair, lead_user):
    seated(township, 5)
    made = prepared(bare)

    with pytest.raises(PermissionDenied):
        call_session(made, **doing(IN_TIME, chair))
    made = call_session(made, **doing(IN_TIME, clerk))
    with pytest.raises(PermissionDenied):
        open_session(made, **doing(OPENING, lead_user))

    assert open_session(made, **doing(OPENING, chair)).opened_at == OPENING


def test_who_took_a_seat_after_the_notice_gets_one_at_the_opening(bare, township):
    seated(township, 5)
    made = call_session(prepared(bare), **doing(IN_TIME))
    seated(township, 1, begin=9)

    open_session(made, **doing(OPENING))

    assert made.invitations.count() == 6
    assert entry("open_session").facts["invited"] == 1


def test_no_session_opens_before_its_first_day(township):
    called = convocation(township, state="called")

    with pytest.raises(ActRefused, match="The session opens on June 27, 2024"):
        open_session(called, **doing(OPENING - timedelta(days=1)))


def test_no_session_opens_while_another_is_open(township):
    convocation(township, number=2)
    called = convocation(township, state="called")

    with pytest.raises(ActRefused, match="session 2 is still in session"):
        open_session(called, **doing(OPENING))


def test_a_session_is_not_closed_while_a_meeting_is_open(township, chair):
    opened = convocation(township)
    sitting = meeting(township, session=opened)

    with pytest.raises(ActRefused, match=r"Plenary meeting no. 1 is still open"):
        close_session(opened, **doing(OPENING, chair))
    sitting.state = "closed"
    sitting.save()
    opened = close_session(opened, **doing(OPENING, chair))

    assert (opened.state, opened.closed_at) == ("closed", OPENING)
    with pytest.raises(ActRefused, match=r"Close the session.*not possible now"):
        close_session(opened, **doing(OPENING))


def test_a_session_is_called_off_with_a_reason(township, clerk):
    called = convocation(township, state="called")

    with pytest.raises(ActRefused, match="Say why the session is called off"):
        call_off_session(called, reason=" ", **doing(IN_TIME, clerk))
    called = call_off_session(called, reason="汛情紧急", **doing(IN_TIME, clerk))

    assert (called.state, called.called_off_at, called.called_off_reason) == (
        "called_off", IN_TIME, "汛情紧急",
    )  # fmt: skip
    assert "汛情紧急" not in str(entry("call_off_session").facts)


def changed(made, at=IN_TIME, **words):
    kept = {
        "opens_on": made.session.opens_on, "closes_on": made.session.closes_on, "place": made.place,
        "has_budget": made.has_budget, "motions_until": made.motions_until,
    }  # fmt: skip
    return change_session(made, **{**kept, **words}, **doing(at))


def test_a_changed_opening_moves_the_checklist_and_asks_for_a_new_notice(bare, township):
    seated(township, 3)
    made = call_session(prepared(bare), **doing(IN_TIME))

    made = changed(made, opens_on=date(2024, 7, 15), closes_on=date(2024, 7, 16))

    bare.refresh_from_db()
    notice = made.preparations.get(code="notice")
    assert (bare.opens_on, bare.closes_on) == (date(2024, 7, 15), date(2024, 7, 16))
    assert (notice.due_on, notice.done_on) == (date(2024, 7, 8), None)
    assert {"line": "notice", "from": "2024-06-20", "to": "2024-07-08"} in (
        entry("change_session").facts["lines_moved"]
    )


def test_what_tells_nobody_anything_new_leaves_the_notice_done(bare, township):
    seated(township, 3)
    made = call_session(prepared(bare), **doing(IN_TIME))

    made = changed(made, motions_until=moment(2024, 6, 27, 17), reason="年中例会")

    assert made.preparations.get(code="notice").done_on == date(2024, 6, 20)
    assert made.reason == "年中例会"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"closes_on": date(2024, 6, 26)}, "last day lies before its first day"),
        ({"place": " "}, "Say where the session meets"),
        ({"motions_until": moment(2024, 7, 1)}, "behind the session's last day"),
    ],
)
def test_a_change_that_cannot_be_is_refused(bare, township, words, sentence):
    seated(township, 3)
    made = call_session(prepared(bare), **doing(IN_TIME))

    with pytest.raises(ActRefused, match=sentence):
        changed(made, **words)

    bare.refresh_from_db()
    assert bare.closes_on == date(2024, 6, 28)


def test_an_open_session_is_changed_no_more(township):
    with pytest.raises(ActRefused, match=r"Change the session.*not possible now"):
        changed(convocation(township))


def test_the_journal_says_it_in_words(bare, township):
    deputies = seated(township, 10)
    made = call_session(prepared(bare, **extraordinary(deputies[:2])), **doing(LATE))
    changed(made, LATE, opens_on=date(2024, 6, 28))

    said = [fact_words(entry(act).facts) for act in ("prepare_session", "call_session", "change_session")]

    assert said[0] == "Extraordinary session, asked for by 2 of 10 deputies, opens on June 27, 2024"
    assert said[1] == "10 notices, the notice is late"
    assert "The notice is out to the deputies: June 20, 2024 moved to June 21, 2024" in said[2]
