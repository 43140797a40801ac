"""The presidium's pages: the list with its clock, what waits put on the agenda, decisions recorded."""

import pytest
from django.urls import reverse

from huiyin.assembly.actions.presidium import decide_in_presidium
from huiyin.assembly.models.meetings import AgendaItem, PresidiumDecision
from huiyin.assembly.tests.factories import convocation, doing, meeting, moment, seated
from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.extending import ask_extension
from huiyin.matters.actions.handling import send_back
from huiyin.matters.tests.stories import handed_over, order_of, registered, replied, verified
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db

TODAY = "2024-10-25"
NOON = moment(2024, 10, 25, 0)  # before whatever time of day it is


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", TODAY)


@pytest.fixture
def members(township):
    return seated(township, 9, members=7)[:7]


@pytest.fixture
def sitting(township, members):
    return meeting(township, kind="presidium", number=8, present=members[:4], at=NOON)


@pytest.fixture
def given(township, lead, water_station):
    return handed_over(registered(township, lead), water_station)


@pytest.fixture
def member(township):
    return cast.person(township, "member", "向开明", Role.PRESIDIUM)


def url(name, *args):
    return reverse(f"assembly:{name}", args=["qingxi", *args])


def opened(client, user, address, **query):
    client.force_login(user)
    return client.get(address, query)


def sent(client, user, address, **said):
    client.force_login(user)
    return client.post(address, said)


def on_agenda(sitting, matter, **words):
    return AgendaItem.objects.create(
        township_id=sitting.township_id, meeting=sitting, position=1, kind="matter", title="研究排水沟一事",
        matter=matter, **{"state": "in_hand", **words},
    )  # fmt: skip


def decide_url(sitting, item=None, act=""):
    query = f"?item={item.pk}&act={act}" if item else f"?act={act}"
    return url("decide_in_presidium", sitting.pk) + (query if act else "")


def test_the_list_shows_members_clock_meetings_and_what_waits(
    client, clerk, township, session, members, given
):
    meeting(township, kind="presidium", number=7, state="closed", at=moment(2024, 7, 10))
    planned = meeting(township, kind="presidium", number=8, state="planned", at=moment(2024, 10, 28))
    meeting(township, session=convocation(township), kind="presidium", at=moment(2024, 6, 27))

    page = opened(client, clerk, url("presidium"))

    assert (page.context["members"], page.context["quorum"]) == (7, 4)
    assert page.context["clock"].due_on.isoformat() == "2024-10-10"
    assert [one.number for one, _name in page.context["meetings"]] == [8, 7]
    assert [one.row for one in page.context["waiting"]] == [given]
    assert url("propose_items", planned.pk) in page.content.decode()


def test_before_the_first_congress_the_list_says_what_to_do(client, clerk):
    page = opened(client, clerk, url("presidium"))

    assert reverse("people:congresses", args=["qingxi"]) in page.content.decode()


def test_without_a_planned_meeting_what_waits_is_only_shown(client, clerk, given, session):
    page = opened(client, clerk, url("presidium")).content.decode()

    assert reverse("matters:show", args=["qingxi", given.pk]) in page
    assert 'name="chosen"' not in page
    assert reverse("assembly:plan_presidium_meeting", args=["qingxi"]) in page


def test_all_that_is_ticked_goes_on_the_agenda(client, clerk, township, given, session):
    planned = meeting(township, kind="presidium", number=8, state="planned", at=NOON)
    address, said = url("propose_items", planned.pk), {"chosen": [f"matter:{given.pk}"], "act_id": uuid7()}

    form = opened(client, clerk, address)
    first, again = (sent(client, clerk, address, **said) for _time in range(2))

    assert "checked" in form.content.decode()
    assert first.url == again.url == url("meeting", planned.pk)
    assert AgendaItem.objects.get().matter == given
    assert opened(client, clerk, address).context["waiting"] == []


@pytest.mark.parametrize("chosen", ["", "matter:x", "voter:1", "matter"])
def test_a_tick_that_is_none_is_refused_on_the_page(client, clerk, township, given, session, chosen):
    planned = meeting(township, kind="presidium", number=8, state="planned", at=NOON)

    page = sent(client, clerk, url("propose_items", planned.pk), chosen=[chosen] if chosen else [])

    assert page.context["form"].errors
    assert not AgendaItem.objects.exists()


def test_what_is_of_another_town_is_not_put_on_the_agenda(client, clerk, township, other_township, session):
    planned = meeting(township, kind="presidium", number=8, state="planned", at=NOON)
    foreign = registered(other_township, cast.deputy(other_township, "贺立新"))

    page = sent(client, clerk, url("propose_items", planned.pk), chosen=[f"matter:{foreign.pk}"])

    assert page.context["form"].non_field_errors()


def test_the_choice_shows_items_with_the_acts_that_are_open(client, clerk, sitting, given):
    item = on_agenda(sitting, given)
    on_agenda(sitting, None, state="planned")

    page = opened(client, clerk, url("decide_in_presidium", sitting.pk)).content.decode()

    for act in ("supervise", "urge", "words"):
        assert f"item={item.pk}&amp;act={act}" in page
    assert "act=open_round" not in page


def test_a_decision_is_recorded_from_its_form_and_shown_with_the_meeting(client, clerk, sitting, given):
    item = on_agenda(sitting, given)
    said = {"text": "挂牌督办。", "act_id": str(uuid7())}

    form = opened(client, clerk, decide_url(sitting, item, "supervise"))
    answers = [sent(client, clerk, decide_url(sitting, item, "supervise"), **said) for _time in range(2)]
    part = opened(client, clerk, url("presidium_decisions", sitting.pk))
    whole = opened(client, clerk, url("meeting", sitting.pk))

    given.refresh_from_db()
    assert form.status_code == 200
    assert [one.url for one in answers] == [url("meeting", sitting.pk)] * 2
    assert given.supervised_at is not None
    assert [one.text for one in part.context["decisions"]] == ["挂牌督办。"]
    assert "挂牌督办。" in part.content.decode()
    assert "挂牌督办。" in whole.content.decode()


def test_each_form_asks_for_what_its_act_needs(
    client, clerk, township, sitting, given, lead, neutral, water_station, roads_office
):
    unsolved = replied(handed_over(registered(township, lead, title="关于修路的建议"), water_station))
    verified(unsolved, neutral, "not")
    ask = {"reason": "工程量大。", "deputies_consent": True}
    extension = ask_extension(order_of(given), **ask, **doing(moment(2024, 9, 20)))
    order = order_of(given)
    send_back(order, reason="不属本站职责。", **doing(moment(2024, 7, 2)))
    item, other = on_agenda(sitting, given), on_agenda(sitting, unsolved)
    text = {"text": "照办。"}

    for row, act, said in (
        (item, "urge", {"unit": water_station.pk}),
        (item, "decide_extension", {"extension": extension.pk, "grant": "granted"}),
        (item, "reassign", {"assignment": order.pk, "to": roads_office.pk}),
        (other, "open_round", {"reason": "not_verified", "lead": water_station.pk}),
        (item, "words", {}),
    ):
        form = opened(client, clerk, decide_url(sitting, row, act))
        assert form.status_code == 200
        answer = sent(client, clerk, decide_url(sitting, row, act), **text, **said)
        assert answer.status_code == 302, (act, answer.context["form"].errors)

    acts = PresidiumDecision.objects.order_by("id").values_list("act", flat=True)
    assert list(acts) == ["urge", "decide_extension", "reassign", "open_round", ""]


def test_a_reasoned_decision_is_recorded(client, clerk, sitting, given, neutral):
    verified(replied(given), neutral, "not")
    item = on_agenda(sitting, given)

    answer = sent(client, clerk, decide_url(sitting, item, "decide"), text="因征地未批。")

    assert answer.status_code == 302
    assert given.decisions.get().reason == "因征地未批。"


def test_a_decision_typed_after_the_meeting_counts_for_the_time_of_the_meeting(
    client, clerk, township, members
):
    closed = meeting(
        township, kind="presidium", number=8, state="closed", present=members[:4], at=moment(2024, 10, 21)
    )

    answer = sent(client, clerk, decide_url(closed, act="words"), text="同意年度工作计划。")

    assert answer.status_code == 302
    assert PresidiumDecision.objects.get().decided_at < closed.closed_at


def test_what_the_loop_refuses_stands_on_the_form_and_nothing_is_lost(
    client, clerk, township, members, given
):
    few = meeting(township, kind="presidium", number=8, present=members[:2], at=NOON)
    item = on_agenda(few, given)

    page = sent(client, clerk, decide_url(few, item, "supervise"), text="挂牌督办。")

    assert len(page.context["form"].non_field_errors()) == 1
    assert "挂牌督办。" in page.content.decode()
    assert not PresidiumDecision.objects.exists()


def test_what_is_no_decision_is_not_found(client, clerk, township, sitting, given):
    item = on_agenda(sitting, None)
    plenary = meeting(township, session=convocation(township), at=NOON)

    for address in (
        decide_url(sitting, item, "supervise"),
        decide_url(sitting, on_agenda(sitting, given), "declare_war"),
        decide_url(sitting, act="supervise"),
        url("decide_in_presidium", sitting.pk) + f"?act=words&item={uuid7()}",
        url("decide_in_presidium", sitting.pk) + "?act=words&item=x",
        url("decide_in_presidium", plenary.pk),
        url("propose_items", plenary.pk),
    ):
        assert opened(client, clerk, address).status_code == 404


def test_members_read_and_the_office_acts(
    client, member, chair, lead_user, water_handler, township, sitting, given, neutral
):
    item = on_agenda(sitting, verified(replied(given), neutral, "not").matter)

    assert opened(client, member, url("presidium")).status_code == 200
    assert opened(client, member, url("propose_items", sitting.pk)).status_code == 403
    assert opened(client, member, url("decide_in_presidium", sitting.pk)).status_code == 403
    assert opened(client, chair, decide_url(sitting, item, "decide")).status_code == 200
    assert opened(client, chair, decide_url(sitting, item, "open_round")).status_code == 403
    assert opened(client, lead_user, url("presidium")).status_code == 403
    assert opened(client, lead_user, url("presidium_decisions", sitting.pk)).status_code == 404
    assert opened(client, lead_user, url("meeting", sitting.pk)).status_code == 404
    assert opened(client, water_handler, url("presidium")).status_code == 403
    assert opened(client, water_handler, url("presidium_decisions", sitting.pk)).status_code == 404


def test_strangers_do_not_learn_of_the_meetings(client, outsider, sitting):
    for name in ("propose_items", "decide_in_presidium", "presidium_decisions"):
        assert opened(client, outsider, url(name, sitting.pk)).status_code == 404
        assert (
            opened(client, outsider, reverse(f"assembly:{name}", args=["bailu", sitting.pk])).status_code
            == 404
        )
    assert opened(client, outsider, url("presidium")).status_code == 404


def test_the_meetings_are_paged_newest_first(client, clerk, township, members, monkeypatch):
    monkeypatch.setattr("huiyin.assembly.queries.presidium.meetings_page.__defaults__", (2,))
    for number in range(1, 6):
        meeting(township, kind="presidium", number=number, state="closed", at=moment(2024, number, 8))
    numbers, address = [], url("presidium")

    while address:
        page = opened(client, clerk, address)
        numbers.append([one.number for one, _name in page.context["meetings"]])
        address = page.context["next_url"]

    assert numbers == [[5, 4], [3, 2], [1]]
    for place in ("x", "2024-05-01_x", "2024-05-01T00:00:00_0"):
        assert opened(client, clerk, url("presidium"), after=place).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, clerk, township, session, members, lead, water_station, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        held = meeting(
            township, kind="presidium", number=number, present=members[:4], at=moment(2024, number, 8)
        )
        decide_in_presidium(held, text="同意。", **doing(moment(2024, number, 8)))
        handed_over(registered(township, lead, title=f"建议{number}"), water_station)
    client.force_login(clerk)

    with django_assert_num_queries(20):
        client.get(url("presidium"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_choice_asks_as_often_for_many_items_as_for_one(
    client, clerk, township, sitting, lead, water_station, count, django_assert_num_queries
):
    for number in range(count):
        on_agenda(sitting, handed_over(registered(township, lead, title=f"建议{number}"), water_station))
    client.force_login(clerk)

    with django_assert_num_queries(11):
        client.get(url("decide_in_presidium", sitting.pk))
