"""Planning, opening and closing meetings: numbers, quorum, what must be finished first."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from huiyin.assembly.actions.meetings import (
    call_off_meeting,
    change_meeting,
    close_meeting,
    open_meeting,
    plan_meeting,
)
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.factories import (
    LATER,
    OPENING,
    arrive,
    congress,
    convocation,
    doing,
    meeting,
    moment,
    seated,
)
from huiyin.core.errors import ActRefused
from huiyin.journal.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def planned(township, session=None, kind="plenary", **words):
    where = {"convocation": session} if session else {"term": congress(township)}
    return plan_meeting(township, kind=kind, starts_at=OPENING, **{**where, **doing(), **words})


def facts(act):
    return Entry.objects.get(act=act).facts


def a_vote(meeting, state, **words):
    numbers = {"of_all": 71, "present": 52, "quorum": 48, "needed": 36, "opened_at": OPENING}
    return Vote.objects.create(
        township=meeting.township, meeting=meeting, title="决议", state=state, **{**numbers, **words}
    )


def test_meetings_are_numbered_by_kind_within_their_session(township):
    session, next_session = convocation(township), convocation(township, number=4)

    numbers = [
        planned(township, session).number,
        planned(township, session).number,
        planned(township, session, "presidium").number,
        planned(township, next_session).number,
        planned(township, None, "presidium").number,
        planned(township, None, "presidium").number,
    ]

    assert numbers == [1, 2, 1, 1, 1, 2]


def test_a_meeting_called_off_keeps_its_number(township):
    session = convocation(township)
    call_off_meeting(planned(township, session), reason="大雨", **doing())

    assert planned(township, session).number == 2


def test_a_planned_meeting_knows_when_where_and_under_whom(township, clerk):
    session, [chair] = convocation(township), seated(township, 1, members=1)

    made = planned(township, session, place="大会议室", chaired_by=chair, by=clerk)
    made.refresh_from_db()

    assert (made.state, made.term, made.place, made.chaired_by) == (
        "planned", congress(township), "大会议室", chair,
    )  # fmt: skip
    assert facts("plan_meeting")["kind"] == "plenary"
    assert str(made) == f"{Meeting.Kind.PLENARY.label} 1"


def test_between_sessions_only_the_presidium_meets(township):
    with pytest.raises(ActRefused, match="only the presidium meets"):
        planned(township, None, "plenary")
    with pytest.raises(ActRefused, match="Name the congress"):
        plan_meeting(township, kind="presidium", starts_at=OPENING, **doing())


def test_a_session_that_is_over_gets_no_meeting_and_one_preparatory_is_enough(township):
    over, session = convocation(township, number=2, state="closed"), convocation(township)
    planned(township, session, "preparatory")

    with pytest.raises(ActRefused, match="This session is over"):
        planned(township, over)
    with pytest.raises(ActRefused, match="has its preparatory meeting already"):
        planned(township, session, "preparatory")


def test_only_the_clerk_plans_and_a_form_sent_twice_plans_once(township, clerk, chair):
    session, words = convocation(township), doing(by=clerk)

    first = planned(township, session, **words)
    again = planned(township, session, **words)

    assert first.pk == again.pk
    with pytest.raises(PermissionDenied):
        planned(township, session, by=chair)


def test_a_planned_meeting_can_be_moved_and_an_opened_one_no_more(township, clerk):
    made = planned(township, convocation(township))
    later = OPENING + timedelta(hours=1)

    changed = change_meeting(made, starts_at=later, place="礼堂", **doing(by=clerk))
    changed.refresh_from_db()

    assert (changed.starts_at, changed.place, changed.version) == (later, "礼堂", 1)
    assert facts("change_meeting")["fields"] == ["place", "starts_at"]
    with pytest.raises(ActRefused, match="Nothing was changed"):
        change_meeting(changed, place="礼堂", **doing())
    with pytest.raises(ValueError, match="number"):
        change_meeting(changed, number=7, **doing())
    with pytest.raises(ActRefused, match="not possible now"):
        change_meeting(meeting(township, kind="presidium", number=9), place="别处", **doing())


def test_47_of_71_are_no_quorum_and_48_are(township, clerk):
    deputies = seated(township, 71)
    made = meeting(township, session=convocation(township), state="planned", present=deputies[:47])

    with pytest.raises(ActRefused, match="47 of 71 are present; 48 are needed, 1 more"):
        open_meeting(made, **doing(by=clerk))
    arrive(made, deputies[47:48])
    opened = open_meeting(made, **doing(by=clerk))
    opened.refresh_from_db()

    assert (opened.state, opened.opened_at, opened.version) == ("open", OPENING, 1)
    told = facts("open_meeting")
    assert (told["present"], told["of_all"], told["needed"]) == (48, 71, 48)


def test_a_presidium_needs_more_than_half_of_its_members(township):
    members = seated(township, 20, members=9)[:9]
    made = meeting(township, kind="presidium", state="planned", present=members[:4])

    with pytest.raises(ActRefused, match="4 of 9 are present; 5 are needed, 1 more"):
        open_meeting(made, **doing())
    arrive(made, members[4:5])

    assert open_meeting(made, **doing()).state == "open"


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        (moment(2024, 6, 10), "set for 27 June, and today is 10 June. To hold it earlier, change its time"),
        (moment(2024, 6, 28, 0), "was set for 27 June, and today is 28 June. If it was put off, change"),
    ],
)
def test_a_meeting_is_opened_on_the_day_that_it_is_set_for(township, at, sentence):
    deputies = seated(township, 3)
    made = meeting(township, session=convocation(township), state="planned")
    arrive(made, deputies, at)

    with pytest.raises(ActRefused, match=sentence):
        open_meeting(made, **doing(at))

    made.refresh_from_db()
    assert (made.state, made.opened_at) == ("planned", None)


def test_it_may_open_at_another_hour_of_its_day(township):
    deputies = seated(township, 3)
    made = meeting(township, session=convocation(township), state="planned")
    arrive(made, deputies, moment(2024, 6, 27, 0, 1))

    assert open_meeting(made, **doing(moment(2024, 6, 27, 0, 1))).state == "open"


def test_without_seats_there_is_nobody_to_count(township):
    with pytest.raises(ActRefused, match="Nobody holds a seat here now"):
        open_meeting(meeting(township, session=convocation(township), state="planned"), **doing())


def test_delegations_meet_without_being_counted(township):
    seated(township, 3)
    made = meeting(township, session=convocation(township), kind="delegation", state="planned")

    assert open_meeting(made, **doing()).state == "open"


@pytest.mark.parametrize(
    ("kind", "state", "sentence"),
    [
        ("plenary", "called", "open the session first"),
        ("preparatory", "planned", "call the session first"),
        ("presidium", "planned", "call the session first"),
    ],
)
def test_a_meeting_waits_for_its_session(township, kind, state, sentence):
    deputies = seated(township, 3, members=3)
    session = convocation(township, state=state)

    with pytest.raises(ActRefused, match=sentence):
        open_meeting(
            meeting(township, session=session, kind=kind, state="planned", present=deputies), **doing()
        )


def test_the_preparatory_meeting_is_held_once_the_session_is_called(township):
    deputies = seated(township, 3)
    session = convocation(township, state="called")
    made = meeting(township, session=session, kind="preparatory", state="planned", present=deputies)

    assert open_meeting(made, **doing()).state == "open"


def test_two_meetings_of_a_kind_are_not_open_at_once(township):
    deputies, session = seated(township, 3), convocation(township)
    meeting(township, session=session, present=deputies)
    second = meeting(township, session=session, number=2, state="planned", present=deputies)

    with pytest.raises(ActRefused, match=r"no\. 1 is still open: close it first"):
        open_meeting(second, **doing())


def test_the_close_ends_what_is_open_of_everybodys_presence(township, clerk):
    deputies = seated(township, 3)
    made = meeting(township, session=convocation(township), present=deputies[:2])
    made.presences.filter(deputy=deputies[0]).update(until_at=OPENING + timedelta(minutes=10))

    closed = close_meeting(made, **doing(LATER, by=clerk))

    left = dict(closed.presences.values_list("deputy_id", "until_at"))
    assert left == {deputies[0].pk: OPENING + timedelta(minutes=10), deputies[1].pk: LATER}
    closed.refresh_from_db()
    assert (closed.state, closed.closed_at) == ("closed", LATER)
    assert facts("close_meeting")["present"] == 1


def test_a_meeting_is_not_closed_over_an_item_or_a_vote(township):
    made = meeting(township, session=convocation(township), present=seated(township, 3))
    item = AgendaItem.objects.create(
        township=township, meeting=made, position=1, title="工作报告", state="in_hand", taken_up_at=OPENING
    )
    vote = a_vote(made, "open")

    with pytest.raises(ActRefused, match="The vote “决议” is open"):
        close_meeting(made, **doing())
    Vote.objects.filter(pk=vote.pk).update(state="closed")
    with pytest.raises(ActRefused, match="was not announced"):
        close_meeting(made, **doing())
    Vote.objects.filter(pk=vote.pk).update(state="cancelled")
    with pytest.raises(ActRefused, match="“工作报告” is in hand"):
        close_meeting(made, **doing())
    AgendaItem.objects.filter(pk=item.pk).update(state="done")

    assert close_meeting(made, **doing()).state == "closed"


def test_calling_off_wants_a_reason_which_the_journal_keeps_apart(township, chair):
    made = planned(township, convocation(township))

    with pytest.raises(ActRefused, match="Say why"):
        call_off_meeting(made, reason=" ", **doing())
    off = call_off_meeting(made, reason="山洪", **doing(by=chair))

    assert off.state == "called_off"
    assert facts("call_off_meeting")["reason"].keys() == {"sha256"}


@pytest.mark.parametrize("act", [open_meeting, close_meeting])
def test_who_is_not_of_the_office_runs_no_meeting(township, act, lead_user, outsider):
    state = "planned" if act is open_meeting else "open"
    made = meeting(township, session=convocation(township), state=state, at=moment(2024, 6, 27))

    for user in (lead_user, outsider):
        with pytest.raises(PermissionDenied):
            act(made, **doing(by=user))


def test_an_office_that_met_before_says_which_number_its_first_meeting_bears(township, clerk):
    words = {"kind": "presidium", "term": congress(township), "starts_at": OPENING}

    ninth = plan_meeting(township, **words, first_number=9, **doing(by=clerk))
    tenth = plan_meeting(township, **words, **doing(by=clerk))

    assert (ninth.number, tenth.number) == (9, 10)
    with pytest.raises(ActRefused, match="numbered already"):
        plan_meeting(township, **words, first_number=3, **doing(by=clerk))
