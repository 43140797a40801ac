"""The worklist: who sees what, in which order, how many questions it asks."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from huiyin.matters.tests.stories import MONDAY, handed_over, moment, registered, replied
from huiyin.people.roles import Role
from huiyin.people.tests import cast

AUTUMN = moment(2024, 10, 9)


@pytest.fixture(autouse=True)
def _autumn():
    with time_machine.travel(AUTUMN, tick=False):
        yield


def shown(client, user, township, **words):
    client.force_login(user)
    return client.get(reverse("matters:worklist", args=[township.slug]), words)


def titles(answer):
    return [line.matter.title for line in answer.context["lines"]]


def test_the_clerk_sees_number_signers_unit_state_next_step_and_due_date(
    client, township, session, clerk, lead, cosigner, water_station, village
):
    matter = registered(
        township, lead, cosigners=[cosigner], session=session, channel="session", village=village
    )
    handed_over(matter, water_station)

    page = shown(client, clerk, township).content.decode()

    assert matter.title in page
    assert "1号" in page
    assert "李兰芳" in page
    assert "柳溪村" in page
    assert "镇水利站" in page
    assert reverse("matters:show", args=[township.slug, matter.pk]) in page
    assert 'datetime="2024-10-08"' in page


def test_what_is_due_comes_first_then_what_has_no_date_newest_first(
    client, township, clerk, lead, water_station
):
    late = handed_over(registered(township, lead, title="七月交办"), water_station)
    registered(township, lead, title="无期限一")
    registered(township, lead, title="无期限二")
    handed_over(registered(township, lead, title="六月交办"), water_station, at=moment(2024, 6, 28))

    assert titles(shown(client, clerk, township)) == ["六月交办", "七月交办", "无期限二", "无期限一"]
    assert late.due_on == date(2024, 10, 8)


def test_newest_first_goes_by_the_day_of_receipt(client, township, clerk, lead):
    for day in (3, 9, 6):
        registered(township, lead, title=f"六月{day}日", received_on=date(2024, 6, day))

    assert titles(shown(client, clerk, township, order="newest")) == ["六月9日", "六月6日", "六月3日"]


@pytest.mark.parametrize("order", ["", "newest"])
def test_pages_follow_each_other_without_gap_or_repetition(
    client, monkeypatch, township, clerk, lead, water_station, order
):
    monkeypatch.setattr("huiyin.matters.views.worklist.PAGE", 2)
    for n in range(3):
        handed_over(registered(township, lead, title=f"有期限{n}"), water_station)
        registered(township, lead, title=f"无期限{n}")

    answer = shown(client, clerk, township, order=order)
    seen = titles(answer)
    while answer.context["next_url"]:
        answer = client.get(answer.context["next_url"])
        seen += titles(answer)

    assert len(seen) == 6
    assert set(seen) == {f"{kind}{n}" for kind in ("有期限", "无期限") for n in range(3)}
    assert answer.context["first_url"] == answer.context["clear_url"] + (f"?order={order}" if order else "")
    assert answer.context["count"] == 6


@pytest.mark.parametrize("after", ["x", "2024-13-40_", "undated_nokey", "undated_0193"])
def test_a_mistyped_place_is_not_found(client, township, clerk, after):
    assert shown(client, clerk, township, after=after).status_code == 404


def test_one_row_asks_as_much_as_three_and_no_more_than_six_questions(
    client, django_assert_num_queries, township, clerk, lead, cosigner, water_station, village
):
    client.force_login(clerk)
    address = reverse("matters:worklist", args=[township.slug])
    handed_over(registered(township, lead, cosigners=[cosigner], village=village), water_station)
    client.get(address)  # the session is stored

    with django_assert_num_queries(4 + 4) as one:  # session, person, township, standing
        client.get(address)
    for _more in range(2):
        handed_over(registered(township, lead, cosigners=[cosigner], village=village), water_station)
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_a_unit_sees_only_what_it_was_given(
    client, township, lead, water_station, roads_office, water_handler, roads_handler
):
    handed_over(registered(township, lead, title="排水沟"), water_station)
    handed_over(registered(township, lead, title="村道"), roads_office, assisting=[])
    registered(township, lead, title="尚未交办")

    assert titles(shown(client, water_handler, township)) == ["排水沟"]
    assert titles(shown(client, roads_handler, township)) == ["村道"]
    assert titles(shown(client, roads_handler, township, q="镇水利站")) == []
    assert titles(shown(client, roads_handler, township, unit=str(water_station.pk))) == []


def test_a_unit_does_not_learn_who_signed_a_secret_matter_by_reading_or_searching(
    client, township, clerk, lead, water_station, water_handler
):
    handed_over(registered(township, lead, title="食堂采购", secrecy=True), water_station)
    handed_over(registered(township, lead, title="排水沟"), water_station)

    assert lead.name not in shown(client, water_handler, township, q="食堂采购").content.decode()
    assert titles(shown(client, water_handler, township, q="食堂采购")) == ["食堂采购"]
    assert titles(shown(client, water_handler, township, q=lead.name)) == ["排水沟"]
    assert titles(shown(client, water_handler, township, signer=str(lead.pk))) == ["排水沟"]
    assert sorted(titles(shown(client, clerk, township, q=lead.name))) == ["排水沟", "食堂采购"]


def test_a_deputy_sees_what_they_signed(client, township, lead, lead_user, cosigner):
    registered(township, lead, title="我的建议", secrecy=True)
    registered(township, cosigner, title="别人的建议")

    answer = shown(client, lead_user, township)

    assert titles(answer) == ["我的建议"]
    assert lead.name in answer.content.decode()


def test_a_voter_is_never_named(client, township, clerk):
    registered(
        township, None, kind="opinion", channel="station", voter_name="覃阿婆", voter_phone="13800000000"
    )

    page = shown(client, clerk, township).content.decode()

    assert "覃阿婆" not in page
    assert "13800000000" not in page


def test_a_stranger_finds_nothing(client, township, outsider):
    assert shown(client, outsider, township).status_code == 404
    client.logout()
    assert client.get(reverse("matters:worklist", args=[township.slug])).status_code == 302


def test_an_empty_list_says_what_to_do(client, township, clerk, water_handler, chair, lead):
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        assert "Record the first one" in shown(client, clerk, township).content.decode()
        assert "handed over to your unit" in shown(client, water_handler, township).content.decode()
        assert "What the clerk records" in shown(client, chair, township).content.decode()
        registered(township, lead)
        assert "Take a filter away" in shown(client, clerk, township, state="solved").content.decode()


def test_the_page_speaks_chinese_by_itself_and_english_when_asked(client, township, clerk):
    assert '<html lang="zh-hans">' in shown(client, clerk, township).content.decode()
    client.cookies["django_language"] = "en"
    assert '<html lang="en">' in shown(client, clerk, township).content.decode()


def test_filters_fetch_only_the_rows_and_the_way_back_the_whole_page(client, township, clerk, lead):
    registered(township, lead)
    client.force_login(clerk)
    address = reverse("matters:worklist", args=[township.slug])

    rows = client.get(address, headers={"HX-Request": "true"})
    restored = client.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert rows.content.decode().strip().startswith("<section")
    assert "<html" in restored.content.decode()
    assert "HX-Request" in rows["Vary"]


def test_a_deputy_who_also_clerks_sees_all(client, township, lead, lead_user, cosigner):
    registered(township, cosigner, title="别人的建议")
    cast.give_role(township, user=lead_user, role=Role.CLERK, **cast.acting())

    assert titles(shown(client, lead_user, township)) == ["别人的建议"]


def test_a_count_stops_at_its_bound(client, monkeypatch, township, clerk, lead):
    monkeypatch.setattr("huiyin.matters.views.worklist.PAGE", 1)
    monkeypatch.setattr("huiyin.matters.views.worklist.COUNTED", 2)
    for _n in range(4):
        registered(township, lead)

    answer = shown(client, clerk, township)

    assert answer.context["count"] == 3
    assert "2 件以上" in answer.content.decode()


def test_the_answered_shows_its_claim_in_the_filter(client, township, clerk, lead, water_station):
    matter = handed_over(registered(township, lead, at=MONDAY), water_station)
    replied(matter)

    assert titles(shown(client, clerk, township, claim="A")) == [matter.title]
    assert titles(shown(client, clerk, township, claim="B")) == []
