import pytest
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.matters.models.settings import Field, LoopSettings
from huiyin.matters.queries.settings import scheme_of
from huiyin.matters.tests import stories
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db

PAGES = ["claims", "fields", "numbers"]


def go(client, user, name, /, *args, **sent):
    client.force_login(user)
    url = reverse(f"loop:{name}", args=["qingxi", *args])
    return client.post(url, {"act_id": str(uuid7()), **sent}) if sent else client.get(url)


def errors(response):
    return len(response.context["form"].non_field_errors())


def line(client, user, key):
    return next(line for line in go(client, user, "numbers").context["series"] if line.key == key)


def test_every_shipped_scheme_is_shown_and_one_is_chosen(client, clerk, township):
    answer = go(client, clerk, "choose_claims", scheme="four_way")
    again = go(client, clerk, "choose_claims", scheme="four_way")
    page = go(client, clerk, "claims")

    assert answer.status_code == 302
    assert errors(again) == 1
    assert scheme_of(township) == page.context["chosen"] == "four_way"
    assert len(page.context["schemes"]) >= 4


def test_a_field_is_added_once_and_closed(client, clerk, township):
    go(client, clerk, "enter_field", name="数字乡村")
    again = go(client, clerk, "enter_field", name="数字乡村")
    field = Field.objects.of(township).get(name="数字乡村")
    go(client, clerk, "end_field", field.pk, really="yes")
    page = go(client, clerk, "fields")

    assert errors(again) == 1
    assert "数字乡村" not in [shown.name for shown in page.context["fields"]]
    assert [shown.name for shown in page.context["closed"]] == ["数字乡村"]


def test_the_next_number_of_each_series_is_shown(client, clerk, township, session, lead):
    assert line(client, clerk, "session").next_number == "镇十三届人大三次会议第1号建议"

    stories.registered(township, lead, by=clerk, session=session)

    assert line(client, clerk, "session").next_number == "镇十三届人大三次会议第2号建议"
    assert line(client, clerk, "session").next_short == "2号"


def test_without_a_session_there_is_no_next_number_of_one(client, clerk):
    assert line(client, clerk, "session").next_number == ""
    assert line(client, clerk, "opinion").next_number != ""


def test_a_pattern_is_changed_from_the_next_number_on(client, clerk, township, session, lead):
    before = stories.registered(township, lead, by=clerk, session=session)

    go(client, clerk, "change_numbers", "session", number="清{term}{session}建字第{n}号", short="建{n}")
    after = stories.registered(township, lead, by=clerk, session=session)

    assert before.number == "镇十三届人大三次会议第1号建议"
    assert (after.number, after.short_number) == ("清十三三建字第2号", "建2")
    assert line(client, clerk, "session").is_own


@pytest.mark.parametrize(
    "pattern",
    [
        "第号",
        "{n",
        "{n}{month}",
        "{n:>99999}",
        "{n!r}",
        "{n.real}",
        "{session}{n}",
        "{}{n}",
        "一" * 58 + "{n}",
    ],
)
def test_a_pattern_that_cannot_number_is_refused(client, clerk, township, pattern):
    page = go(client, clerk, "change_numbers", "between", number=pattern, short="{n}号")

    assert errors(page) == 1
    assert not LoopSettings.objects.of(township).exists()


def test_the_example_follows_what_is_typed(client, clerk, session):
    client.force_login(clerk)
    url = reverse("loop:number_example", args=["qingxi", "session"])

    good = client.get(url, {"number": "清{term}-{n}", "short": "{n}"}).content.decode()
    bad = client.get(url, {"number": "清{moon}", "short": "{n}"})

    assert "清十三-1" in good
    assert bad.context["example"] is None
    assert client.get(reverse("loop:number_example", args=["qingxi", "moon"])).status_code == 404


def test_the_same_form_sent_twice_adds_one_field(client, clerk, township):
    twice = str(uuid7())

    go(client, clerk, "enter_field", name="数字乡村", act_id=twice)
    again = go(client, clerk, "enter_field", name="数字乡村", act_id=twice)

    assert again.status_code == 302
    assert Field.objects.of(township).filter(name="数字乡村").count() == 1


@pytest.mark.parametrize("shown", PAGES)
def test_the_presidium_reads_and_others_do_not(client, shown, township, outsider, water_handler):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert go(client, member, shown).status_code == 200
    assert go(client, water_handler, shown).status_code == 403
    assert go(client, outsider, shown).status_code == 404
    assert go(client, member, "enter_field", name="x").status_code == 403
    assert go(client, outsider, "enter_field", name="x").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_panels_ask_as_often_for_many_as_for_one(
    client, clerk, township, session, lead, water_station, count, django_assert_num_queries
):
    for _number in range(count):
        stories.handed_over(stories.registered(township, lead, by=clerk), water_station, by=clerk)
    client.force_login(clerk)

    with django_assert_num_queries(6):  # session, user, town, standing, deputy, matters
        signed = client.get(reverse("loop:signed_by", args=["qingxi", lead.pk]))
    with django_assert_num_queries(7):  # session, user, town, standing, unit, two counts
        orders = client.get(reverse("loop:orders_of", args=["qingxi", water_station.pk]))

    assert len(signed.context["matters"]) == count
    assert orders.context["open"] == count


def test_a_panel_tells_nobody_of_matters_they_may_not_see(
    client, operator, outsider, township, session, lead, clerk
):
    stories.registered(township, lead, by=clerk)
    url = reverse("loop:signed_by", args=["qingxi", lead.pk])

    client.force_login(operator)
    assert client.get(url).context["matters"] == []
    client.force_login(outsider)
    assert client.get(url).status_code == 404
