"""The door: one box for name, initials or code; the paper sheet; the QR of a notice; the attendance."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from huiyin.assembly.models.meetings import Presence
from huiyin.assembly.models.sessions import Invitation
from huiyin.assembly.tests.factories import LATER, OPENING, convocation, meeting, seated
from huiyin.core.tenancy import uuid7
from huiyin.people.models import Deputy

pytestmark = pytest.mark.django_db
EARLY = OPENING - timedelta(minutes=8)


@pytest.fixture
def deputies(township):
    return seated(township, 6, members=2)


@pytest.fixture
def session(township, deputies):
    return convocation(township)


@pytest.fixture
def planned(township, session):
    return meeting(township, session=session, state="planned")


@pytest.fixture
def invited(township, session, deputies):
    return Invitation.objects.create(
        township=township, convocation=session, deputy=deputies[2], code="7KPQ2M9XA"
    )


def door(planned, name="sign_in_deputy"):
    return reverse(f"assembly:{name}", args=["qingxi", planned.pk])


def typed(client, user, planned, who, at=EARLY, script=False, **said):
    client.force_login(user)
    headers = {"HTTP_HX_REQUEST": "true"} if script else {}
    with time_machine.travel(at, tick=False):
        return client.post(door(planned), {"act_id": str(uuid7()), "who": who, **said}, **headers)


def shown(client, url, at=EARLY):
    with time_machine.travel(at, tick=False):
        return client.get(url)


def text(answer):
    return answer.content.decode()


def test_a_name_signs_in_and_the_sentence_follows(client, clerk, planned):
    answer = typed(client, clerk, planned, "代表001")
    page = shown(client, answer.url)

    assert answer.url == door(planned)
    assert "代表001已签到" in text(page)
    assert "不足法定人数：应到6人，实到1人，须4人，还差3人" in text(page)
    assert "autofocus" in text(page)
    assert text(page).count("btn-primary") == 1


def test_the_script_of_the_page_gets_only_what_changed(client, clerk, planned):
    answer = typed(client, clerk, planned, "db001", script=True)

    assert answer.status_code == 200
    assert text(answer).startswith('<div id="told">')
    assert "代表001已签到" in text(answer)
    roll = client.get(door(planned), HTTP_HX_REQUEST="true")
    assert text(roll).startswith('<div id="roll"')


def test_a_scanned_notice_signs_in_by_its_code(client, clerk, planned, invited):
    typed(client, clerk, planned, "http://192.168.1.2:8000/qingxi/assembly/sign-in/7KPQ2M9XA/")

    row = Presence.objects.get()
    assert (row.deputy, row.how, row.from_at) == (invited.deputy, "code", EARLY)


def test_several_who_may_be_meant_are_offered_and_one_is_pressed(client, clerk, planned, deputies):
    answer = typed(client, clerk, planned, "db00")
    assert "db00" in text(answer)
    assert [one.name for one in answer.context["hits"]] == [one.name for one in deputies]
    assert Presence.objects.count() == 0

    typed(client, clerk, planned, "", deputy=deputies[1].pk)

    assert Presence.objects.get().deputy == deputies[1]


@pytest.mark.parametrize(
    ("who", "said"), [("", "请输入姓名"), ("查无此人", "没有找到“查无此人”"), ("代表001", "已于8:52签到")]
)
def test_what_signs_nobody_in_is_explained(client, clerk, planned, who, said):
    typed(client, clerk, planned, "代表001")

    assert said in text(typed(client, clerk, planned, who, at=LATER))


def test_too_many_hits_ask_for_more_letters(client, clerk, township, planned):
    seated(township, 12, begin=20)

    answer = typed(client, clerk, planned, "代表")

    assert "太多" in text(answer)
    assert len(answer.context["hits"]) == 12


def test_a_broken_form_finds_nothing_and_one_sent_twice_is_done_once(client, clerk, planned):
    twice = {"act_id": str(uuid7())}
    typed(client, clerk, planned, "代表001", **twice)
    again = typed(client, clerk, planned, "代表001", script=True, **twice)

    assert Presence.objects.count() == 1
    assert "notice-error" not in text(again)
    assert typed(client, clerk, planned, "", deputy="no key").status_code == 404


def test_who_leaves_is_signed_out_by_one_press(client, clerk, planned):
    typed(client, clerk, planned, "代表001")
    leaves = reverse("assembly:sign_out_deputy", args=["qingxi", Presence.objects.get().pk])
    twice = str(uuid7())
    with time_machine.travel(LATER, tick=False):
        first = client.post(leaves, {"act_id": twice})
        client.post(leaves, {"act_id": twice})
        refused = client.post(leaves, {"act_id": str(uuid7())})

    assert Presence.objects.get().until_at == LATER
    assert first.url == door(planned)
    assert "代表001已于9:30离会" in text(shown(client, refused.url, LATER))


def test_the_paper_sheet_takes_marks_or_all_but_those_marked(client, clerk, planned, deputies):
    sheet = door(planned, "sign_in_deputies")
    client.force_login(clerk)
    keys = [one.pk for one in deputies]
    with time_machine.travel(LATER, tick=False):
        nobody = client.post(sheet, {"act_id": str(uuid7())})
        client.post(sheet, {"act_id": str(uuid7()), "marked": keys[:1]})
        answer = client.post(
            sheet, {"act_id": str(uuid7()), "but": "on", "marked": keys[4:], "since": "2024-06-27T09:00"}
        )

    assert "请勾选签到表上签了名的代表" in text(nobody)
    assert answer.url == door(planned)
    rows = Presence.objects.order_by("deputy__initials").values_list("deputy_id", "from_at")
    assert list(rows) == [(keys[0], LATER), *((key, OPENING) for key in keys[1:4])]


def test_readers_see_who_was_present_without_the_box(client, lead_user, clerk, planned):
    typed(client, clerk, planned, "代表001")
    client.force_login(lead_user)

    page = shown(client, door(planned))

    assert "代表001" in text(page)
    assert "data-door" not in text(page)


def by_code(client, user, code="7KPQ2M9XA", at=EARLY, post=False):
    url = reverse("assembly:sign_in_by_code", args=["qingxi", code])
    if user:
        client.force_login(user)
    with time_machine.travel(at, tick=False):
        return client.post(url, {"act_id": str(uuid7())}) if post else client.get(url)


def test_the_notices_qr_signs_in_by_one_press_of_the_office(client, clerk, planned, invited):
    page = by_code(client, clerk)
    assert invited.deputy.name in text(page)
    assert "btn-big" in text(page)

    answer = by_code(client, clerk, post=True)
    after = by_code(client, clerk, code="7kpq2m9xa")
    refused = by_code(client, clerk, post=True)

    assert answer.status_code == 302
    assert Presence.objects.get().how == "code"
    assert "已于8:52签到" in text(after)
    assert "已于8:52签到" in text(refused)


def test_the_meeting_that_is_open_goes_before_the_next_of_the_day(
    client, clerk, township, session, planned, invited
):
    meeting(township, session=session, kind="presidium", present=())
    open_one = meeting(township, session=session, number=2, at=OPENING + timedelta(hours=2))

    assert by_code(client, clerk).context["meeting"] == open_one


def test_on_a_day_without_a_meeting_the_page_says_so(client, clerk, planned, invited):
    the_day_before = EARLY - timedelta(days=1)

    assert "今天没有会议" in text(by_code(client, clerk, at=the_day_before))
    assert "今天没有会议" in text(by_code(client, clerk, at=the_day_before, post=True))


def test_for_anybody_else_the_code_opens_no_act(client, lead_user, outsider, planned, invited):
    assert by_code(client, None).url.startswith(reverse("people:sign_in"))
    assert "向工作人员出示" in text(by_code(client, lead_user))
    assert by_code(client, lead_user, post=True).status_code == 403
    assert by_code(client, outsider).status_code == 404
    assert by_code(client, lead_user, code="UNKNOWN").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_attendance_asks_as_often_for_many_meetings_as_for_one(
    client, clerk, township, session, deputies, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        meeting(township, session=session, number=number, state="closed", present=deputies[:number])
    client.force_login(clerk)

    # session, user, town, standing, convocation; meetings, presences, leaves, seats
    with django_assert_num_queries(9):
        page = client.get(reverse("assembly:attendance", args=["qingxi", session.pk]))

    assert len(page.context["rolls"]) == count
    assert "代表006" in text(page)


def test_before_the_first_meeting_the_attendance_says_what_will_stand_there(client, clerk, session, planned):
    client.force_login(clerk)

    page = client.get(reverse("assembly:attendance", args=["qingxi", session.pk]))

    assert "还没有开过会" in text(page)
    assert door(planned) in text(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_door_asks_as_often_for_many_deputies_as_for_few(
    client, clerk, township, planned, count, django_assert_num_queries
):
    seated(township, count, begin=40)
    client.force_login(clerk)

    # session, user, town, standing, meeting; deputies, presences, leaves
    with django_assert_num_queries(8), time_machine.travel(EARLY, tick=False):
        client.get(door(planned))

    assert Deputy.objects.count() == 6 + count


@pytest.mark.parametrize(
    ("state", "said"),
    [("closed", "未经批准未出席本次人代会5人"), ("in_session", "到目前为止未出席也未请假5人")],
)
def test_nobody_is_called_absent_before_the_session_is_over(client, clerk, township, deputies, state, said):
    session = convocation(township, state=state)
    meeting(township, session=session, present=deputies[:1])
    client.force_login(clerk)

    page = client.get(reverse("assembly:attendance", args=["qingxi", session.pk]))

    assert said in text(page)
    assert ("代表资格终止" in text(page)) == (state == "closed")
