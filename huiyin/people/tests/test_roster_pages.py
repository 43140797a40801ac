from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.people.actions.accounts import make_link
from huiyin.people.actions.roster import end_deputy
from huiyin.people.models import Deputy
from huiyin.people.queries import ROSTER_KEYS, RosterWanted, page_by_key, roster
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(township):
    return cast.person(township, "member", "向开明", Role.PRESIDIUM)


def listed(client, user, **query):
    client.force_login(user)
    return client.get(reverse("people:deputies", args=["qingxi"]), query)


def names(response):
    return [deputy.name for deputy in response.context["deputies"]]


def enrol(client, user, **fields):
    client.force_login(user)
    sent = {"name": "李建平", "level": "town", "post": "", **fields}
    return client.post(reverse("people:enrol_deputy", args=["qingxi"]), sent)


def test_deputies_stand_by_name_and_not_by_what_they_did(client, clerk, lead, cosigner, neutral):
    assert names(listed(client, clerk)) == ["李兰芳", "欧阳敏", "曾庆华"]


@pytest.mark.parametrize("typed", ["zqh", "ZQ", "庆华"])
def test_a_deputy_is_found_by_name_and_by_pinyin_initials(client, clerk, lead, cosigner, typed):
    assert names(listed(client, clerk, q=typed)) == ["曾庆华"]


def test_the_roster_is_narrowed_by_level_group_skill_and_constituency(client, clerk, township, lead, village):
    drawn = cast.constituency(township, "第一选区", [village])
    cast.deputy(township, "罗长河", level="county", group="第一小组", skills="水利 法律", constituency=drawn)
    cast.deputy(township, "罗山", level="county", group="第二小组")

    assert names(listed(client, clerk, level="county", group="第一小组")) == ["罗长河"]
    assert names(listed(client, clerk, skill="法律")) == ["罗长河"]
    assert names(listed(client, clerk, constituency=drawn.pk)) == ["罗长河"]
    assert names(listed(client, clerk, level="moon")) == ["罗长河", "李兰芳", "罗山"]


def test_whose_seat_ended_is_listed_on_request_only(client, clerk, lead, cosigner):
    end_deputy(lead, on=date(2024, 1, 2), reason="迁出", **cast.acting(by=clerk))

    assert names(listed(client, clerk)) == ["曾庆华"]
    assert names(listed(client, clerk, office="ended")) == ["李兰芳"]
    assert names(listed(client, clerk, office="all")) == ["李兰芳", "曾庆华"]


def test_the_roster_is_paged_by_key(township):
    for name in ("安一", "安二", "安三", "白一", "白二"):
        cast.deputy(township, name)
    pages, after = [], ""

    while not pages or after:
        rows, after = page_by_key(roster(township, RosterWanted()), ROSTER_KEYS, after, size=2)
        pages.append([deputy.name for deputy in rows])

    assert [len(page) for page in pages] == [2, 2, 1]
    assert sorted(name for page in pages for name in page) == sorted(["安一", "安二", "安三", "白一", "白二"])


@pytest.mark.parametrize("after", ["x", "a_b", "a_b_c", "_"])
def test_a_place_that_is_none_is_not_found(client, clerk, after):
    assert listed(client, clerk, after=after).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_roster_asks_as_often_for_many_as_for_one(
    client, clerk, township, village, count, django_assert_num_queries
):
    drawn = cast.constituency(township, "第一选区", [village])
    for number in range(count):
        cast.deputy(township, f"罗{number}", constituency=drawn)
    client.force_login(clerk)

    with django_assert_num_queries(7):  # session, user, town, standing, two filters, deputies
        page = client.get(reverse("people:deputies", args=["qingxi"]))

    assert len(names(page)) == count


def test_the_page_of_a_deputy_shows_the_entry_and_the_telephone_to_the_office_alone(
    client, clerk, member, operator, township, water_station
):
    deputy = cast.deputy(
        township,
        "罗长河",
        occupation="兽医",
        employer=water_station,
        certificate="13-021",
        phone="13900010002",
    )

    def page(user):
        client.force_login(user)
        return client.get(deputy.get_absolute_url()).content.decode()

    seen = page(clerk)
    assert [
        word for word in ("罗长河", "兽医", "镇水利站", "13-021", "13900010002") if word not in seen
    ] == []
    assert "13900010002" not in page(member)
    assert "13900010002" not in page(operator)
    assert reverse("people:change_deputy", args=["qingxi", deputy.pk]) not in page(member)


def test_a_stranger_does_not_learn_that_the_town_is_there(client, outsider, lead):
    assert listed(client, outsider).status_code == 404
    assert client.get(lead.get_absolute_url()).status_code == 404
    assert client.get(reverse("people:deputy", args=["bailu", lead.pk])).status_code == 404
    assert enrol(client, outsider).status_code == 404


def test_units_and_deputies_do_not_read_the_roster(client, water_handler, lead_user):
    assert listed(client, water_handler).status_code == 403
    assert listed(client, lead_user).status_code == 403


def test_a_presidium_member_reads_but_does_not_write(client, member, lead):
    assert listed(client, member).status_code == 200
    assert enrol(client, member).status_code == 403
    assert client.get(reverse("people:end_deputy", args=["qingxi", lead.pk])).status_code == 403


def test_a_deputy_is_enrolled_changed_and_ended(client, clerk, township):
    answer = enrol(client, clerk, occupation="教师", phone="13900010001")
    deputy = Deputy.objects.of(township).get()

    assert answer.url == deputy.get_absolute_url()
    assert (deputy.initials, deputy.occupation, deputy.phone) == ("ljp", "教师", "13900010001")

    change = reverse("people:change_deputy", args=["qingxi", deputy.pk])
    client.post(change, {"name": "李建萍", "level": "county", "post": "member"})
    end = reverse("people:end_deputy", args=["qingxi", deputy.pk])
    client.post(end, {"on": "2024-03-01", "ended_by": "moved", "reason": "迁出"})
    deputy.refresh_from_db()

    assert (deputy.name, deputy.level, deputy.post, deputy.ended_reason) == (
        "李建萍",
        "county",
        "member",
        "迁出",
    )
    acts = (
        Entry.objects.of(township).filter(subject_id=deputy.pk).order_by("seq").values_list("act", flat=True)
    )
    assert list(acts) == ["enrol_deputy", "change_deputy", "end_deputy"]


def test_who_may_not_see_the_telephone_does_not_empty_it(client, operator, township):
    deputy = cast.deputy(township, "罗长河", phone="13900010002")
    client.force_login(operator)

    client.post(
        reverse("people:change_deputy", args=["qingxi", deputy.pk]),
        {"name": "罗长江", "level": "town", "phone": "1"},
    )
    deputy.refresh_from_db()

    assert (deputy.name, deputy.phone) == ("罗长江", "13900010002")


def test_a_form_sent_twice_enrols_once(client, clerk, township):
    twice = str(uuid7())

    first, second = enrol(client, clerk, act_id=twice), enrol(client, clerk, act_id=twice)

    assert Deputy.objects.of(township).count() == 1
    assert first.url == second.url


def test_a_refusal_stands_on_the_form_and_nothing_is_lost(client, clerk, lead):
    client.force_login(clerk)
    url = reverse("people:end_deputy", args=["qingxi", lead.pk])

    page = client.post(url, {"on": "2999-01-01", "ended_by": "resigned", "reason": "辞职"})

    assert len(page.context["form"].non_field_errors()) == 1
    assert "辞职" in page.content.decode()
    lead.refresh_from_db()
    assert lead.ended_on is None


def test_a_personal_link_is_revoked_from_the_deputys_page(client, clerk, lead, township):
    never = datetime(2999, 1, 1, tzinfo=UTC)
    link, _token = make_link(lead, scope="my_matters", expires_at=never, by=clerk, at=cast.FOUNDED)
    url = reverse("people:revoke_link", args=["qingxi", lead.pk, link.pk])
    client.force_login(clerk)

    assert url in client.get(lead.get_absolute_url()).content.decode()
    client.post(url, {"act_id": str(uuid7())})
    link.refresh_from_db()

    assert link.revoked_at is not None
    assert url not in client.get(lead.get_absolute_url()).content.decode()
