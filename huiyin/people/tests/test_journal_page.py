from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.translation import override

from huiyin.deadlines.actions import override_rule
from huiyin.journal import guards
from huiyin.journal.models import Entry
from huiyin.journal.queries import digest_of_month
from huiyin.matters.actions.corrections import correct_matter
from huiyin.matters.tests import stories
from huiyin.people.actions.roster import end_deputy
from huiyin.people.queries import journal_page
from huiyin.people.roles import Role
from huiyin.people.tests import cast
from huiyin.townships.actions import change_township

pytestmark = pytest.mark.django_db

SECRET = "家中变故，不便公开"


def shown(client, user, **query):
    client.force_login(user)
    return client.get(reverse("people:journal", args=["qingxi"]), query)


def checked(client, user, printed=""):
    client.force_login(user)
    return client.post(reverse("people:verify_journal", args=["qingxi"]), {"printed": printed})


def texts(response):
    return [text.text for line in response.context["lines"] for text in line.texts]


@pytest.fixture
def ended_deputy(township, clerk, lead):
    return end_deputy(lead, on=cast.FOUNDED.date(), reason=SECRET, **cast.acting(by=clerk))


def test_entries_stand_newest_first_in_words_with_who_did_them(client, clerk, ended_deputy):
    with override("en"):
        page = shown(client, clerk)

    lines = page.context["lines"]
    assert [line.entry.seq for line in lines] == list(range(len(lines), 0, -1))
    assert lines[0].entry.by == clerk
    assert (lines[0].subject, lines[0].url) == ("李兰芳", ended_deputy.get_absolute_url())
    assert "何文秀" in page.content.decode()


def test_personal_texts_are_for_the_office_alone(client, clerk, chair, operator, township, ended_deputy):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert SECRET in texts(shown(client, clerk))
    assert SECRET in shown(client, chair).content.decode()
    assert SECRET not in shown(client, member).content.decode()
    assert SECRET not in shown(client, operator).content.decode()


def test_a_matter_is_named_only_to_who_may_see_it(client, clerk, operator, township, session, lead):
    matter = stories.registered(township, lead, by=clerk)

    assert matter.get_absolute_url() in shown(client, clerk).content.decode()
    assert matter.get_absolute_url() not in shown(client, operator).content.decode()
    assert matter.title not in shown(client, operator).content.decode()


def test_a_sealed_rating_is_not_told_by_the_journal(client, clerk, township, session, lead, water_station):
    matter = stories.handed_over(stories.registered(township, lead, by=clerk), water_station, by=clerk)
    matter = stories.replied(matter, by=clerk)
    stories.evaluated(matter, lead, "dissatisfied", by=clerk, reason="早上从没见过人")

    page = shown(client, clerk)

    assert page.context["lines"][0].entry.act == "evaluate"
    assert page.context["lines"][0].on_behalf_of == "李兰芳"
    assert page.context["lines"][0].texts == []
    assert "早上从没见过人" not in page.content.decode()


def test_the_journal_is_paged_by_the_number_of_the_entry(township, clerk, lead, cosigner):
    seen, before = [], None

    while not seen or before:
        lines, before = journal_page(township, clerk, before=before, private=True, size=2)
        seen.append([line.entry.seq for line in lines])

    assert sum(map(len, seen)) == Entry.objects.of(township).count()
    assert [seq for page in seen for seq in page] == sorted((s for p in seen for s in p), reverse=True)


@pytest.mark.parametrize("before", ["x", "-1", "²", "9" * 30])
def test_a_number_that_is_none_is_not_found(client, clerk, before):
    assert shown(client, clerk, before=before).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    client, clerk, township, count, django_assert_num_queries
):
    for number in range(count):
        cast.deputy(township, f"罗{number}")
    client.force_login(clerk)

    # session, user, town, standing, entries, texts, deputies, digest
    with django_assert_num_queries(8):
        client.get(reverse("people:journal", args=["qingxi"]))


def test_a_whole_chain_is_said_to_hold(client, clerk, lead):
    page = checked(client, clerk)

    assert page.context["broken"] is False
    assert str(Entry.objects.of(lead.township).count()) in page.context["verdict"]


def test_a_line_out_of_old_minutes_is_compared(client, clerk, township, lead):
    line = str(digest_of_month(township, cast.FOUNDED.date() + timedelta(days=40)))

    assert checked(client, clerk, f"截至一月底：{line}").context["broken"] is False
    assert checked(client, clerk, line[:-4] + "0000").context["broken"] is True
    assert "printed" in checked(client, clerk, "12 abc").context["form"].errors


def test_a_changed_entry_is_named(client, clerk, lead):
    if connection.vendor != "sqlite":
        pytest.skip("the guard is taken away inside a transaction on SQLite only")
    guards.drop(connection)
    try:
        Entry.objects.of(lead.township).filter(seq=2).update(act="end_role")
    finally:
        guards.install(connection)

    page = checked(client, clerk)

    assert page.context["broken"] is True
    assert "2" in page.context["verdict"]


def test_the_months_digest_stands_ready_for_the_minutes(client, clerk, township, lead):
    line = str(digest_of_month(township, cast.FOUNDED.date()))

    assert line in shown(client, clerk, month="2024-01").content.decode()
    assert shown(client, clerk, month="2023-01").context["minutes"] == ""
    assert "month" in shown(client, clerk, month="soon").context["month_form"].errors


def test_strangers_find_no_journal_and_units_may_not_read_it(client, outsider, water_handler, township):
    assert shown(client, outsider).status_code == 404
    assert checked(client, outsider).status_code == 404
    assert shown(client, water_handler).status_code == 403
    assert checked(client, water_handler).status_code == 403


def test_what_an_entry_changed_stands_in_words(client, clerk, township, session, lead, water_station):
    matter = stories.handed_over(stories.registered(township, lead), water_station)
    stories.replied(matter)
    correct_matter(matter, reason="更正", title="另一个题目", secrecy=True, **stories.doing(stories.REPLIED))
    own = {"code": "reply", "amount": 20, "unit": "workday", "reason": SECRET}
    override_rule(township, **own, **cast.acting())
    change_township(township, organ_name="清溪镇人大", **cast.acting())

    with override("en"):
        lines = journal_page(township, clerk, before=None, private=True)[0]
        said = {line.entry.act: line.facts for line in lines}

    assert said["register"].startswith(f"{matter.number}, Deputies' suggestion, received on ")
    assert said["hand_over"].startswith(f"{water_station.name}, round 1, ")
    assert "claims A" in said["reply"]
    assert said["correct"] == "changed: secrecy of the signers, title, the signers were open before"
    assert said["override_rule"].startswith("Reply, before: ")
    assert said["override_rule"].endswith("now: 20 working days")
    assert said["change_township"].endswith("is now 清溪镇人大")
    assert water_station.name in shown(client, clerk).content.decode()


def test_who_may_not_see_a_matter_does_not_learn_whose_it_is(
    client, clerk, operator, township, session, lead
):
    matter = stories.handed_over(
        stories.registered(township, lead, secrecy=True), cast.unit(township, "镇水利站")
    )
    stories.evaluated(stories.replied(matter), lead, "satisfied", by=clerk)

    assert "李兰芳" in {line.on_behalf_of for line in shown(client, clerk).context["lines"]}
    behalf = {line.on_behalf_of for line in shown(client, operator).context["lines"]}
    assert behalf == {""}


def test_a_month_that_no_calendar_reaches_is_no_fault(client, clerk, lead):
    assert shown(client, clerk, month="9999-12").status_code == 200
    assert shown(client, clerk, month="0001-01").status_code == 200
