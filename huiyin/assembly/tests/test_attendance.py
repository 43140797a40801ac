"""Signing in and out: who is counted, once, from when until when; the attendance of a session."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.attendance import clock_time, sign_in_deputies, sign_in_deputy, sign_out_deputy
from huiyin.assembly.models.meetings import Presence
from huiyin.assembly.models.sessions import Invitation, Leave
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.attendance import attendance_of, roll_of
from huiyin.assembly.queries.counts import turnout_at
from huiyin.assembly.queries.finding import code_in, deputies_meant
from huiyin.assembly.tests.factories import (
    LATER,
    OPENING,
    arrive,
    convocation,
    doing,
    meeting,
    moment,
    seated,
)
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry
from huiyin.people.models import Deputy, Seat
from huiyin.people.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

EARLY = OPENING - timedelta(minutes=8)  # 8:52


@pytest.fixture
def deputies(township):
    return seated(township, 6, members=2)


@pytest.fixture
def session(township):
    return convocation(township)


@pytest.fixture
def held(township, session):
    return meeting(township, session=session, state="planned")


def leave_of(deputy, session, of_meeting=None, answer="granted"):
    return Leave.objects.create(
        township=deputy.township, convocation=session, meeting=of_meeting, deputy=deputy, reason="住院",
        asked_on=EARLY.date(), answer=answer, answered_at=None if answer == "asked" else EARLY,
    )  # fmt: skip


def names(stays):
    return [stay.deputy.name for stay in stays]


def test_a_deputy_signs_in_once_leaves_and_comes_back(held, deputies, clerk):
    one = deputies[0]

    first = sign_in_deputy(held, deputy=one, **doing(EARLY, by=clerk))
    with pytest.raises(ActRefused, match="代表001 is present since 8:52"):
        sign_in_deputy(held, deputy=one, **doing(OPENING))
    sign_out_deputy(first, **doing(OPENING, by=clerk))
    with pytest.raises(ActRefused, match="代表001 left at 9:00"):
        sign_out_deputy(first, **doing(LATER))
    sign_in_deputy(held, deputy=one, how="code", **doing(LATER, by=clerk))

    rows = [(row.from_at, row.until_at, row.how) for row in Presence.objects.order_by("from_at")]
    assert rows == [(EARLY, OPENING, "name"), (LATER, None, "code")]
    assert turnout_at(held, OPENING + timedelta(minutes=1)).present == 0
    assert turnout_at(held, LATER).present == 1
    held.refresh_from_db()
    assert held.version == 3
    assert Entry.objects.filter(act="sign_in_deputy").first().on_behalf_of == f"people.deputy:{one.pk}"


def test_who_holds_no_seat_is_refused_in_plain_words(township, held, deputies):
    never = cast.deputy(township, "刘无席")
    Seat.objects.filter(deputy=deputies[0]).update(until_at=EARLY, ended_by="moved")

    for one in (never, deputies[0]):
        with pytest.raises(ActRefused, match=f"{one.name} holds no seat of this congress now"):
            sign_in_deputy(held, deputy=one, **doing())


def test_in_the_presidium_only_its_members_are_counted(township, session, deputies):
    held = meeting(township, session=session, kind="presidium", state="planned")

    sign_in_deputy(held, deputy=deputies[1], **doing())
    with pytest.raises(ActRefused, match="代表003 is no member of the presidium"):
        sign_in_deputy(held, deputy=deputies[2], **doing())


def test_when_a_meeting_is_over_nobody_comes_or_goes(township, session, deputies):
    over = meeting(township, session=session, state="closed")
    arrive(over, deputies[:1])

    with pytest.raises(ActRefused, match="This meeting is over"):
        sign_in_deputy(over, deputy=deputies[1], **doing())
    with pytest.raises(ActRefused, match="This meeting is over"):
        sign_out_deputy(over.presences.get(), **doing())


def test_the_paper_sheet_signs_in_all_who_are_not_there_yet(held, deputies, clerk):
    arrive(held, deputies[:1], EARLY)

    sign_in_deputies(held, deputies=deputies[:4], **doing(by=clerk))

    rows = list(Presence.objects.filter(how="paper").values_list("deputy_id", "from_at"))
    assert sorted(rows) == sorted((one.pk, OPENING) for one in deputies[1:4])
    [entry] = Entry.objects.filter(act="sign_in_deputies")
    assert len(entry.facts["deputies"]) == 3
    with pytest.raises(ActRefused, match="signed in already"):
        sign_in_deputies(held, deputies=deputies[:4], **doing())
    Seat.objects.filter(deputy=deputies[5]).delete()
    with pytest.raises(ActRefused, match="代表006 holds no seat"):
        sign_in_deputies(held, deputies=deputies[4:], **doing())


def test_a_sheet_typed_in_later_counts_from_its_own_time_but_never_across_a_vote(township, held, deputies):
    Vote.objects.create(
        township=township, meeting=held, title="决议", state="announced", outcome="adopted", of_all=6,
        present=4, quorum=4, needed=4, opened_at=LATER, announced_at=LATER,
    )  # fmt: skip
    now = LATER + timedelta(minutes=9)
    arrive(held, deputies[:1], EARLY)
    sign_out_deputy(held.presences.get(), **doing(LATER + timedelta(minutes=4)))

    with pytest.raises(ActRefused, match="At 9:30 the vote “决议” was opened with 4 present"):
        sign_in_deputies(held, deputies=deputies[1:], since=OPENING, **doing(now))
    with pytest.raises(ActRefused, match="lies in the future"):
        sign_in_deputies(held, deputies=deputies[1:], since=now + timedelta(minutes=1), **doing(now))
    with pytest.raises(ActRefused, match="left after this time"):
        sign_in_deputies(held, deputies=deputies[:1], since=LATER + timedelta(minutes=1), **doing(now))
    sign_in_deputies(held, deputies=deputies[1:], since=LATER + timedelta(minutes=1), **doing(now))

    assert turnout_at(held, LATER + timedelta(minutes=2)).present == 6


def test_only_the_office_signs_in_and_a_form_sent_twice_signs_in_once(
    held, deputies, clerk, lead_user, outsider
):
    words = doing(by=clerk)

    assert sign_in_deputy(held, deputy=deputies[0], **words) == sign_in_deputy(
        held, deputy=deputies[0], **words
    )
    presence = Presence.objects.get()
    for user in (lead_user, outsider):
        with pytest.raises(PermissionDenied):
            sign_in_deputy(held, deputy=deputies[1], **doing(by=user))
        with pytest.raises(PermissionDenied):
            sign_in_deputies(held, deputies=deputies, **doing(by=user))
        with pytest.raises(PermissionDenied):
            sign_out_deputy(presence, **doing(by=user))


def test_the_roll_tells_present_late_gone_excused_and_missing_apart(township, session, deputies):
    held = meeting(township, session=session, present=deputies[:2])
    arrive(held, deputies[2:3], LATER)
    sign_out_deputy(held.presences.get(deputy=deputies[1]), **doing(LATER))
    leave_of(deputies[3], session)
    leave_of(deputies[4], session, held)
    leave_of(deputies[5], session, answer="asked")

    roll = roll_of(held, LATER + timedelta(minutes=1))

    assert names(roll.present) == ["代表001", "代表003"]
    assert names(roll.late) == ["代表003"]
    assert names(roll.gone) == ["代表002"]
    assert names(roll.on_leave) == ["代表004", "代表005"]
    assert names(roll.missing) == ["代表006"]
    assert (roll.turnout.present, roll.turnout.of_all, roll.turnout.needed) == (2, 6, 4)


def test_the_attendance_of_a_session_over_its_meetings(
    township, session, deputies, django_assert_num_queries
):
    first = meeting(township, session=session, state="closed", present=deputies[:3])
    first.presences.update(until_at=first.closed_at)
    second = meeting(township, session=session, number=2, at=moment(2024, 6, 28), present=deputies[:1])
    board = meeting(township, session=session, kind="presidium", state="closed", present=deputies[:1])
    meeting(township, session=session, number=3, state="planned", at=moment(2024, 6, 28, 15))
    leave_of(deputies[3], session)
    Seat.objects.filter(deputy=deputies[5]).update(until_at=moment(2024, 6, 27, 18), ended_by="died")

    with django_assert_num_queries(4):
        found = attendance_of(session)
    rolls = {roll.meeting: roll for roll in found.rolls}

    assert set(rolls) == {first, second, board}
    assert len(found.to_come) == 1
    assert [len(roll.stays) for roll in (rolls[first], rolls[second], rolls[board])] == [6, 5, 2]
    assert names(rolls[first].present) == ["代表001", "代表002", "代表003"]
    assert names(rolls[first].missing) == ["代表005", "代表006"]
    assert names(found.on_leave) == ["代表004"]
    assert names(found.absent) == ["代表005", "代表006"]


def test_who_is_meant_by_what_is_typed(township, session, held, deputies):
    Deputy.objects.filter(pk=deputies[0].pk).update(name="李明", initials="lm")
    Deputy.objects.filter(pk=deputies[1].pk).update(name="李明华", initials="lmh")
    Invitation.objects.create(township=township, convocation=session, deputy=deputies[2], code="7KPQ2M9XA")
    cast.deputy(township, "李明珠")

    def meant(typed):
        found, how = deputies_meant(held, typed, OPENING)
        return [one.name for one in found], how

    assert meant("李明") == (["李明"], "name")
    assert meant("LM") == (["李明"], "name")
    assert meant("李") == (["李明", "李明华"], "name")
    assert meant("lmz") == (["李明珠"], "name")
    assert meant("7kp-q2m-9xa") == (["代表003"], "code")
    assert meant("http://h:8000/qingxi/assembly/sign-in/7KPQ2M9XA/") == (["代表003"], "code")
    assert meant("  ") == ([], "name")
    assert code_in("https://x/qingxi/assembly/sign-in/abc-def/ ") == "ABCDEF"


def test_the_clock_of_the_hall_leads_no_nought():
    assert (clock_time(EARLY), clock_time(moment(2024, 6, 27, 14, 5))) == ("8:52", "14:05")
