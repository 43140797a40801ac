"""The meeting's page: what comes next, who may, what is refused and said there."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.assembly.actions.agenda import take_up_item
from huiyin.assembly.lifecycle import MeetingState
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.factories import LATER, OPENING, congress, convocation, doing, meeting, seated
from huiyin.assembly.tests.sitting import address, an_item, look, send
from huiyin.people.models import Deputy
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def deputies(township):
    return seated(township, 6, members=2)


@pytest.fixture
def session(township, deputies):
    return convocation(township)


@pytest.fixture
def held(township, session, deputies):
    return meeting(township, session=session, present=deputies[:4], chaired_by=deputies[0])


@pytest.fixture
def planned(township, session, deputies):
    return meeting(township, session=session, number=2, state="planned", present=deputies[:3])


def primary(client, user, held):
    answer = look(client, user, "meeting", held)
    assert answer.content.decode().count("btn-primary") <= 1
    found = answer.context["primary"]
    return found and found.act


def test_the_page_leads_from_the_door_to_the_end(client, clerk, planned, deputies):
    assert primary(client, clerk, planned) == "sign_in_deputy"
    send(client, clerk, "sign_in_deputy", planned, who="代表004")
    item = an_item(planned)
    assert primary(client, clerk, planned) == "open_meeting"
    send(client, clerk, "open_meeting", planned)
    assert primary(client, clerk, planned) == "take_up_item"
    send(client, clerk, "take_up_item", item)
    assert primary(client, clerk, planned) == "finish_item"
    send(client, clerk, "finish_item", item)
    assert primary(client, clerk, planned) == "close_meeting"
    send(client, clerk, "close_meeting", planned)
    assert primary(client, clerk, planned) is None

    planned.refresh_from_db()
    assert planned.state == MeetingState.CLOSED


def test_a_vote_of_the_item_in_hand_comes_first(client, clerk, held):
    item = take_up_item(an_item(held), **doing())
    vote = Vote.objects.create(township=held.township, meeting=held, item=item, title="决议")

    assert primary(client, clerk, held) == "vote"
    Vote.objects.filter(pk=vote.pk).update(state="cancelled")
    assert primary(client, clerk, held) == "finish_item"


def test_the_presence_is_always_there_with_its_lists(client, clerk, held):
    text = look(client, clerk, "meeting", held).content.decode()

    assert "符合法定人数：应到6人，实到4人，须4人" in text
    assert f"{address('sign_in_deputy', held)}#missing" in text


def test_deputies_read_and_only_the_office_acts(client, held, lead_user, outsider, chair, water_handler):
    item = an_item(held)
    page = look(client, lead_user, "meeting", held)

    assert page.status_code == 200
    assert page.context["primary"] is None
    assert "/take-up/" not in page.content.decode()
    assert primary(client, chair, held) == "take_up_item"
    for user in (outsider, water_handler):
        for name, row in (("meeting", held), ("chair", held), ("take_up_item", item)):
            assert look(client, user, name, row).status_code == 404
        assert look(client, user, "meetings", held.convocation).status_code == 404
    for name, row in (
        ("close_meeting", held), ("change_meeting", held), ("plan_item", held), ("take_up_item", item),
        ("change_item", item), ("drop_item", item), ("attach_to_item", item), ("note_speech", held),
        ("chair", held), ("chair_state", held), ("sign_in_deputies", held),
        ("plan_meeting", held.convocation),
    ):  # fmt: skip
        assert look(client, lead_user, name, row).status_code == 403, name
    assert send(client, lead_user, "note_phrase", held).status_code == 403
    assert send(client, lead_user, "sign_in_deputy", held, who="代表005").status_code == 403
    assert send(client, lead_user, "finish_item", item).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_meetings_asks_as_often_for_many_as_for_one(
    client, clerk, township, session, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        meeting(township, session=session, number=number, state="planned")
    client.force_login(clerk)

    with django_assert_num_queries(7):  # session, user, town, standing, convocation, meetings, items
        page = client.get(address("meetings", session))

    assert len(page.context["meetings"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_meetings_page_asks_as_often_for_many_items_as_for_one(
    client, clerk, held, count, django_assert_num_queries
):
    for number in range(count):
        item = an_item(held, f"议题{number}")
        Vote.objects.create(township=held.township, meeting=held, item=item, title="决议", state="cancelled")
    client.force_login(clerk)

    # session, user, town, standing, meeting; items, files, votes, options, speeches; deputies, presences,
    # leaves; guests
    with django_assert_num_queries(14), time_machine.travel(LATER, tick=False):
        client.get(address("meeting", held))


def test_meetings_are_planned_changed_and_called_off(client, clerk, session, deputies):
    answer = send(
        client, clerk, "plan_meeting", session,
        kind="plenary", starts_at="2024-06-28T14:30", place="礼堂", chaired_by=deputies[0].pk,
    )  # fmt: skip
    made = Meeting.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.starts_at - OPENING, made.chaired_by) == (
        timedelta(days=1, hours=5, minutes=30),
        deputies[0],
    )
    assert "2024-06-27T09:00" in look(client, clerk, "plan_meeting", session).content.decode()

    assert "2024-06-28T14:30" in look(client, clerk, "change_meeting", made).content.decode()
    send(client, clerk, "change_meeting", made, starts_at="2024-06-28T15:00", place="礼堂")
    missing = send(client, clerk, "call_off_meeting", made, reason="")
    assert missing.context["form"].errors
    send(client, clerk, "call_off_meeting", made, reason="合并召开")

    made.refresh_from_db()
    assert (made.state, made.starts_at - OPENING) == ("called_off", timedelta(days=1, hours=6))
    assert look(client, clerk, "call_off_meeting", made).url == made.get_absolute_url()


def test_what_is_refused_is_said_on_the_form_with_nothing_lost(client, clerk, session, planned):
    session.state = "closed"
    session.save()
    answer = send(
        client, clerk, "plan_meeting", session, kind="plenary", starts_at="2024-06-28T14:30", place="礼堂"
    )
    assert "已经结束" in answer.content.decode()
    assert "礼堂" in answer.content.decode()

    refused = send(client, clerk, "open_meeting", planned)
    assert refused.status_code == 200
    assert "人代会会议" in refused.content.decode()


def test_the_presidium_meets_between_sessions(client, clerk, township, deputies):
    assert look(client, clerk, "plan_presidium_meeting").status_code == 200
    answer = send(client, clerk, "plan_presidium_meeting", starts_at="2024-09-10T09:00", place="会议室")
    made = Meeting.objects.get()

    assert answer.url == made.get_absolute_url()
    assert (made.kind, made.term, made.convocation) == ("presidium", congress(township), None)
    page = look(client, clerk, "meeting", made)
    assert page.status_code == 200
    assert 'class="tabs"' not in page.content.decode()
    assert look(client, clerk, "sign_in_deputy", made).status_code == 200


def test_the_chairs_page_follows_the_meeting(client, clerk, chair, held):
    item = an_item(held)
    page = look(client, chair, "chair", held)
    assert "实到代表4人" in page.content.decode()
    client.force_login(chair)
    with time_machine.travel(LATER, tick=False):
        state = client.get(address("chair_state", held))
        quiet = client.get(address("chair_state", held), HTTP_IF_NONE_MATCH=f"W/{state['ETag']}")
        take_up_item(item, **doing())
        anew = client.get(address("chair_state", held), HTTP_IF_NONE_MATCH=state["ETag"])

    assert (state.status_code, quiet.status_code, anew.status_code) == (200, 304, 200)
    assert "正在进行" in anew.content.decode()


def test_a_member_of_the_presidium_reads_a_meeting_and_leads_none(client, township, held):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert look(client, member, "meeting", held).context["primary"] is None
    assert look(client, member, "open_meeting", held).status_code == 403
    assert Deputy.objects.count() == 6


def test_the_list_of_meetings_shows_each_agenda_in_short(client, clerk, held):
    an_item(held, speaker="镇长")

    text = look(client, clerk, "meetings", held.convocation).content.decode()

    assert "政府工作报告" in text
    assert "镇长" in text
    assert address("plan_meeting", held.convocation) in text


def test_what_is_not_possible_now_is_said_on_the_meetings_page(client, clerk, held):
    item = take_up_item(an_item(held), **doing())
    for name, row in (
        ("open_meeting", held), ("change_meeting", held), ("call_off_meeting", held), ("take_up_item", item),
        ("change_item", item), ("drop_item", item), ("finish_item", an_item(held, "下一项")),
    ):  # fmt: skip
        answer = look(client, clerk, name, row)
        assert answer.status_code == 302, name
        assert answer.url.startswith(held.get_absolute_url()), name
    Meeting.objects.filter(pk=held.pk).update(state="closed", closed_at=LATER)

    assert look(client, clerk, "close_meeting", held).status_code == 302


def test_a_closed_session_offers_no_meeting_to_plan(client, clerk, township, deputies):
    over = convocation(township, number=2, state="closed")

    assert address("plan_meeting", over) not in look(client, clerk, "meetings", over).content.decode()


def test_between_sessions_the_page_leads_back_to_the_presidium(client, clerk, township, deputies):
    board = meeting(township, kind="presidium", present=deputies[:2])

    page = look(client, clerk, "meeting", board)

    assert page.context["presidium_url"] in page.content.decode()
