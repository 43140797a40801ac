"""The pages of a session: the list, the session itself, and each step of its life."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from huiyin.assembly.actions.agenda import plan_item
from huiyin.assembly.actions.convening import prepare_session
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.tests.factories import OPENING, congress, convocation, doing, meeting, moment, seated
from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.people.roles import Role
from huiyin.people.tests import cast
from huiyin.townships.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

MAY, JUNE = moment(2024, 5, 27), moment(2024, 6, 19)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(JUNE, tick=False):
        yield


def go(client, user, name, /, *args, **sent):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    url = reverse(f"assembly:{name}", args=["qingxi", *args])
    answer = client.post(url, {"act_id": str(uuid7()), **sent}) if sent else client.get(url)
    return answer


def text(answer):
    return answer.content.decode()


def bare(township, number=3, opens_on=date(2024, 6, 27)):
    return Session.objects.create(
        township=township, term=congress(township), number=number,
        opens_on=opens_on, closes_on=opens_on + timedelta(days=1),
    )  # fmt: skip


def prepared(township, **words):
    return prepare_session(bare(township), place="镇政府三楼", **words, **doing(MAY))


NEW = {
    "number": "4", "opens_on": "2025-01-08", "closes_on": "2025-01-09", "place": "镇礼堂", "kind": "regular",
    "asked_by": "presidium", "motions_until": "2025-01-08T18:00", "has_budget": "on",
}  # fmt: skip


def test_the_list_shows_every_session_newest_first_and_offers_to_prepare_it(client, clerk, township):
    made = prepared(township)
    later = bare(township, 4, date(2025, 1, 8))

    page = text(go(client, clerk, "sessions"))

    assert page.index("session 4") < page.index("session 3")
    assert reverse("assembly:prepare_session", args=["qingxi", later.pk]) in page
    assert made.get_absolute_url() in page
    assert "Being prepared" in page


def test_a_session_that_is_long_over_is_not_offered_to_be_prepared(client, clerk, township):
    over, last_day = bare(township, 1, date(2023, 12, 5)), bare(township, 2, JUNE.date() - timedelta(days=1))

    page = text(go(client, clerk, "sessions"))

    assert reverse("assembly:prepare_session", args=["qingxi", over.pk]) not in page
    assert reverse("assembly:prepare_session", args=["qingxi", last_day.pk]) in page


def test_the_list_is_paged_by_key(client, clerk, township):
    for number in range(1, 26):
        bare(township, number, date(2022, 1, 1) + timedelta(days=number % 5))

    first = go(client, clerk, "sessions")
    second = client.get(first.context["next_url"])

    shown = [row.session.number for page in (first, second) for row, _name in page.context["rows"]]
    assert sorted(shown) == list(range(1, 26))
    assert (len(first.context["rows"]), second.context["next_url"]) == (20, "")
    assert client.get(reverse("assembly:sessions", args=["qingxi"]) + "?after=nowhere").status_code == 404
    assert client.get(reverse("assembly:sessions", args=["qingxi"]) + "?after=a_b").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, clerk, township, count, django_assert_num_queries
):
    for number in range(count):
        convocation(township, number=number + 1)
    client.force_login(clerk)

    with django_assert_num_queries(6):  # session, user, town, standing, sessions, their callings
        client.get(reverse("assembly:sessions", args=["qingxi"]))


def test_an_empty_list_says_what_to_do(client, clerk, lead_user, township):
    assert "Enter one with its days" in text(go(client, clerk, "sessions"))
    assert "No session is entered yet." in text(go(client, lead_user, "sessions"))


def test_a_new_session_is_entered_and_prepared_in_one_form(client, clerk, township):
    term = congress(township)
    bare(township)

    form = go(client, clerk, "enter_session").context["form"]
    answer = go(client, clerk, "enter_session", term=term.pk, **NEW)

    made = Convocation.objects.get()
    assert form["number"].value() == 4
    assert answer.url == made.get_absolute_url()
    assert (made.session.number, made.motions_until) == (4, moment(2025, 1, 8, 18))


def test_without_a_congress_there_is_nothing_to_enter_a_session_of(client, clerk, township):
    answer = go(client, clerk, "enter_session")

    assert answer.url == reverse("people:congresses", args=["qingxi"])


def test_what_is_refused_is_explained_and_nothing_typed_is_lost(client, clerk, township):
    seated(township, 71)
    session = bare(township)
    words = {"kind": "extraordinary", "asked_by": "deputies", "reason": "防汛", "askers": "代表001、代表002"}

    page = go(client, clerk, "prepare_session", session.pk, place="镇礼堂", **words)

    assert "15 of 71; there are 2" in text(page)
    assert "代表001、代表002" in text(page)
    assert 'class="fold fold-fields" open' in text(page)
    assert Convocation.objects.count() == 0


def test_an_unknown_name_is_said_beside_its_field(client, clerk, township):
    session = bare(township)
    words = {"kind": "extraordinary", "asked_by": "deputies", "reason": "防汛", "askers": "查无此人"}

    page = go(client, clerk, "prepare_session", session.pk, **words)

    assert "查无此人" in str(page.context["form"].errors["askers"])


def test_a_session_of_the_settings_is_prepared_on_its_page(client, clerk, township):
    session = bare(township)
    twice = str(uuid7())
    words = {"kind": "regular", "asked_by": "presidium", "has_budget": "on", "act_id": twice}

    go(client, clerk, "prepare_session", session.pk, **words)
    again = go(client, clerk, "prepare_session", session.pk, **words)

    assert again.url == Convocation.objects.get().get_absolute_url()
    assert Entry.objects.filter(act="prepare_session").count() == 1


def test_the_page_of_a_session_shows_seats_checklist_and_the_next_act(client, clerk, township):
    seated(township, 71)
    made = prepared(township)

    page = go(client, clerk, "session", made.pk)

    assert "71 hold a seat" in text(page)
    assert "at least 48 present" in text(page)
    assert (page.context["next_act"].act, page.context["open_count"]) == ("call_session", 13)
    assert "1 day left" in text(page) or "Tomorrow" in text(page)  # the notice, on the 20th
    assert "2 days overdue" not in text(page)
    assert "7 days overdue" in text(page)  # the voters, on the 12th
    assert text(page).count("btn-primary") == 1


def test_an_extraordinary_session_names_who_asked_for_it(client, clerk, township):
    deputies = seated(township, 10)
    made = prepared(
        township, kind="extraordinary", asked_by="deputies", askers=deputies[:2], reason="补选镇长"
    )

    page = text(go(client, clerk, "session", made.pk))

    assert "Extraordinary session" in page
    assert "代表001、代表002" in page
    assert "补选镇长" in page


def test_before_its_first_day_the_next_thing_of_a_called_session_is_the_checklist(client, clerk, township):
    made = prepared(township)
    Convocation.objects.update(state="called")

    page = go(client, clerk, "session", made.pk)

    assert page.context["next_act"] is None
    assert [one.act for one in page.context["acts"]] == ["change_session", "call_off_session"]
    assert text(page).count("btn-primary") == 1


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_asks_as_often_for_many_as_for_few(
    client, clerk, township, count, django_assert_num_queries
):
    seated(township, count)
    made = prepared(township)
    go(client, clerk, "form_delegations", made.pk, x="1")
    client.get(made.get_absolute_url())  # which takes the message along

    # session, user, town, standing, calling, seats, delegations, members, who is in none, guests, checklist,
    # leave
    with django_assert_num_queries(12):
        client.get(made.get_absolute_url())


def test_deputies_read_the_session_without_checklist_and_leave(client, lead_user, township):
    made = prepared(township)

    page = text(go(client, lead_user, "session", made.pk))

    assert "Delegations" in page
    assert "Checklist" not in page
    assert "Nobody has asked for leave" not in page


def test_a_session_is_called_opened_and_closed_on_its_pages(client, clerk, township):
    seated(township, 3)
    made = prepared(township)

    assert "3 deputies hold a seat" in text(go(client, clerk, "call_session", made.pk))
    go(client, clerk, "call_session", made.pk, x="1")
    with time_machine.travel(OPENING, tick=False):
        go(client, clerk, "open_session", made.pk, x="1")
        refused = meeting(township, session=made)
        page = go(client, clerk, "close_session", made.pk, x="1")
        assert "Plenary meeting no. 1 is still open" in text(page)
        refused.state = "closed"
        refused.save()
        go(client, clerk, "close_session", made.pk, x="1")

    made.refresh_from_db()
    assert made.state == "closed"


def test_a_late_notice_is_warned_of_before_it_goes_out(client, clerk, township):
    seated(township, 1)
    made = prepared(township)

    with time_machine.travel(moment(2024, 6, 21), tick=False):
        page = text(go(client, clerk, "call_session", made.pk))

    assert "The notice is late: by the rules it had to be out on June 20, 2024" in page
    assert "1 deputy holds a seat" in page
    assert "No agenda was planned yet: the notice will have none." in page


def test_a_notice_with_an_agenda_and_no_day_to_be_late_is_warned_of_by_nothing(client, clerk, township):
    seated(township, 1)
    made = convocation(township, state="planned")
    plan_item(meeting(township, session=made, state="planned"), title="政府工作报告", **doing())

    page = go(client, clerk, "call_session", made.pk)

    assert len(page.context["lines"]) == 1


def test_a_session_is_changed_and_called_off(client, clerk, chair, township):
    made = prepared(township)
    form = go(client, clerk, "change_session", made.pk).context["form"]
    kept = {name: form[name].value() or "" for name in ("opens_on", "closes_on", "reason", "motions_until")}

    go(client, clerk, "change_session", made.pk, **{**kept, "place": "镇礼堂"})
    made.refresh_from_db()
    assert (made.place, made.has_budget) == ("镇礼堂", False)

    go(client, chair, "call_off_session", made.pk, reason="汛情紧急")
    assert "Called off: 汛情紧急" in text(go(client, clerk, "session", made.pk))


def test_an_act_that_is_not_possible_now_leads_back(client, clerk, township):
    made = prepared(township)

    answer = go(client, clerk, "close_session", made.pk)

    assert answer.url == made.get_absolute_url()
    assert "not possible now" in text(client.get(answer.url))


ACTS = ["change_session", "call_session", "open_session", "close_session", "call_off_session"]


@pytest.mark.parametrize("act", [*ACTS, "session", "sessions", "enter_session", "prepare_session"])
def test_strangers_find_nothing_and_others_may_not(client, act, township, outsider, water_handler, lead_user):
    made = prepared(township)
    keys = {"sessions": (), "enter_session": (), "prepare_session": (bare(township, 4).pk,)}.get(
        act, (made.pk,)
    )

    assert go(client, outsider, act, *keys).status_code == 404
    assert go(client, water_handler, act, *keys).status_code in (403, 404)
    if act not in ("session", "sessions"):
        assert go(client, lead_user, act, *keys).status_code == 403
        assert go(client, lead_user, act, *keys, x="1").status_code == 403


def test_a_presidium_member_reads_the_checklist_and_changes_nothing(client, township):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)
    made = prepared(township)

    page = go(client, member, "session", made.pk)

    assert "Checklist" in text(page)
    assert (page.context["next_act"], page.context["acts"]) == (None, [])
    assert "Done today" not in text(page)
