"""The pages of the seats: counted as of a day, each figure with its list; every act with its form."""

from datetime import date

import pytest
from django.urls import reverse

from huiyin.assembly.actions.by_elections import announce_by_election
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.seats import ByElection
from huiyin.assembly.models.sessions import SeatPlan
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.tests.factories import (
    OPENING,
    congress,
    convocation,
    doing,
    meeting,
    moment,
    seated,
)
from huiyin.core.tenancy import uuid7
from huiyin.people.actions.roster import end_deputy
from huiyin.people.models import Deputy, Seat
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db

TODAY = "2024-07-01"
JUNE = moment(2024, 6, 28, 15)


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setenv("HUIYIN_TODAY", TODAY)


@pytest.fixture
def term(township):
    return congress(township)


@pytest.fixture
def willow(township, village):
    return cast.constituency(township, "柳溪选区", [village])


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


def polled(willow, term):
    return announce_by_election(
        willow, term=term, seats=1, reason="代表001迁出", announced_on=date(2024, 6, 1),
        polling_on=date(2024, 6, 20), **doing(JUNE),
    )  # fmt: skip


def accepted(township, deputy):
    sitting = meeting(township, session=convocation(township))
    item = AgendaItem.objects.create(
        township=township,
        meeting=sitting,
        position=1,
        kind="resignation",
        title="接受代表辞职",
        deputy=deputy,
    )
    Vote.objects.create(
        township=township, meeting=sitting, item=item, title=item.title, outcome="adopted",
        state="announced", of_all=3, present=3, quorum=2, needed=2, opened_at=OPENING, announced_at=JUNE,
    )  # fmt: skip
    return item


def test_the_page_counts_seats_by_law_held_and_vacant_with_the_sum(client, clerk, township, term):
    seated(township, 3)

    page = opened(client, clerk, url("seats"))

    totals = page.context["totals"]
    assert (totals.seats, totals.held, totals.vacant) == (71, 3, 68)
    assert "45 + 40000 ÷ 1500 = 45 + 26 = 71" in page.content.decode()
    assert url("seat_holders") in page.content.decode()
    assert url("plan_seats", term.pk) in page.content.decode()


def test_a_day_that_is_typed_counts_that_day(client, clerk, township, term):
    first, *_rest = seated(township, 3)
    end_deputy(first, on=date(2024, 5, 6), reason="迁出", ended_by="moved", **doing(JUNE))

    held = {on: opened(client, clerk, url("seats"), on=on).context["totals"].held for on in (
        "2024-05-05", "2024-05-06", "2999-01-01", "nonsense", "",
    )}  # fmt: skip
    before = opened(client, clerk, url("seats"), on="2021-10-31")
    names = opened(client, clerk, url("seat_holders"), on="2024-05-05").context["holders"]

    assert held == {"2024-05-05": 3, "2024-05-06": 2, "2999-01-01": 2, "nonsense": 2, "": 2}
    assert before.context["term"] is None
    assert reverse("people:congresses", args=["qingxi"]) in before.content.decode()
    assert [one.name for one in names] == ["代表001", "代表002", "代表003"]
    assert opened(client, clerk, url("seat_holders"), on="2021-10-31").status_code == 404


def test_the_list_behind_a_constituency_holds_those_who_are_counted(client, clerk, township, term, willow):
    seated(township, 2)
    Seat.objects.filter(deputy__name="代表001").update(constituency=willow)

    line = opened(client, clerk, url("seats")).context["lines"][0]
    page = opened(client, clerk, url("seat_holders"), constituency=willow.pk)

    assert (line.held, [one.name for one in page.context["holders"]]) == (1, ["代表001"])
    assert opened(client, clerk, url("seat_holders"), constituency=uuid7()).status_code == 404
    assert opened(client, clerk, url("seat_holders"), constituency="x").status_code == 404


def test_what_is_to_be_done_about_seats_is_named(client, clerk, township, term):
    first, second, _third = seated(township, 3)
    end_deputy(first, on=date(2024, 6, 20), reason="迁出", ended_by="moved", **doing(JUNE))
    item = accepted(township, second)
    cast.deputy(township, "罗山")

    page = opened(client, clerk, url("seats"))

    assert page.context["unannounced"] == [first.seats.get()]
    assert page.context["accepted"] == [item]
    assert [one.name for one in page.context["without"]] == ["罗山"]
    for address in (url("announce_seat", first.seats.get().pk), url("end_seat_after_vote", item.pk)):
        assert address in page.content.decode()
    assert "accepted" not in opened(client, clerk, url("seats"), on="2024-06-30").context


def test_absences_stand_on_the_page_and_only_the_second_offers_the_end(client, clerk, township, term):
    stays, absent = seated(township, 2)
    for number, on in ((2, (2024, 1, 9)), (3, (2024, 6, 27))):
        before = opened(client, clerk, url("seats")).content.decode()
        assert url("end_seat_for_absence", absent.pk) not in before
        one = convocation(
            township, number=number, state="closed", opened_at=moment(*on), closed_at=moment(*on, 12)
        )
        meeting(township, session=one, state="closed", present=[stays], at=moment(*on))

    page = opened(client, clerk, url("seats"))
    address = url("end_seat_for_absence", absent.pk)
    form = opened(client, clerk, address)
    answer = sent(client, clerk, address, on="2024-07-01", reason="未经批准两次不出席")

    assert address in page.content.decode()
    assert "二次" in form.content.decode() or "no. 2" in form.content.decode()
    assert answer.url == url("seats")
    assert absent.seats.get().ended_by == "absent"


def test_every_act_on_seats_is_done_from_its_page(client, clerk, township, term, willow):
    first, second, _third = seated(township, 3)
    end_deputy(first, on=date(2024, 6, 20), reason="迁出", ended_by="moved", **doing(JUNE))
    item = accepted(township, second)

    sent(client, clerk, url("plan_seats", term.pk), population=43000, decided_on="2021-09-01")
    sent(client, clerk, url("announce_seat", first.seats.get().pk), on="2024-06-30")
    sent(client, clerk, url("end_seat_after_vote", item.pk), ended_by="resigned", reason="辞职")
    sent(
        client, clerk, url("announce_by_election", willow.pk), seats=1, announced_on="2024-06-30",
        polling_on="2024-07-01", reason="代表001迁出",
    )  # fmt: skip
    row = ByElection.objects.get()
    sent(client, clerk, url("change_by_election", row.pk), polling_on="2024-06-30", reason="代表001迁出")
    sent(client, clerk, url("enter_elected", row.pk), name="段长顺", elected_on="2024-07-01")

    assert SeatPlan.objects.get().population == 43_000
    assert first.seats.get().announced_on == date(2024, 6, 30)
    assert second.seats.get().until_at == JUNE
    row.refresh_from_db()
    assert (row.state, Deputy.objects.get(name="段长顺").seats.get().how) == ("held", "by_election")
    page = opened(client, clerk, url("seats"))
    assert [seat.deputy.name for seat in page.context["changes"]] == ["段长顺", "代表002", "代表001"]


def test_a_by_election_is_called_off_from_its_page(client, clerk, term, willow):
    row = polled(willow, term)
    first = opened(client, clerk, url("call_off_by_election", row.pk))

    sent(client, clerk, url("call_off_by_election", row.pk), reason="汛情")
    again = opened(client, clerk, url("call_off_by_election", row.pk))

    row.refresh_from_db()
    assert (first.status_code, row.state) == (200, "called_off")
    assert again.url == url("seats")  # it says there that the by-election is over


def test_a_refused_act_is_explained_on_its_form_and_nothing_is_lost(client, clerk, term, willow):
    said = {"seats": 9, "announced_on": "2024-06-30", "polling_on": "2024-07-01", "reason": "三名代表迁出"}

    page = sent(client, clerk, url("announce_by_election", willow.pk), **said)

    assert len(page.context["form"].non_field_errors()) == 1
    assert "三名代表迁出" in page.content.decode()
    assert not ByElection.objects.exists()


def test_a_form_sent_twice_enters_one_deputy(client, clerk, term, willow):
    row = polled(willow, term)
    said = {"name": "段长顺", "elected_on": "2024-06-20", "act_id": str(uuid7())}

    answers = [sent(client, clerk, url("enter_elected", row.pk), **said) for _time in range(2)]

    assert [answer.url for answer in answers] == [url("seats")] * 2
    assert Deputy.objects.filter(name="段长顺").count() == 1


def test_who_has_no_congress_is_not_ended_for_absence(client, clerk, township, lead):
    assert opened(client, clerk, url("end_seat_for_absence", lead.pk)).url == url("seats")


def test_a_by_election_needs_a_congress(client, clerk, willow):
    assert opened(client, clerk, url("announce_by_election", willow.pk)).url == url("seats")


def test_the_presidium_reads_and_the_office_acts(
    client, member, lead_user, water_handler, township, term, willow
):
    (deputy,) = seated(township, 1)
    row = polled(willow, term)
    forms = [
        url("plan_seats", term.pk), url("announce_seat", deputy.seats.get().pk),
        url("end_seat_for_absence", deputy.pk), url("announce_by_election", willow.pk),
        url("end_seat_after_vote", uuid7()), url("enter_elected", row.pk),
        url("change_by_election", row.pk), url("call_off_by_election", row.pk),
    ]  # fmt: skip

    page = opened(client, member, url("seats"))

    assert page.status_code == 200
    assert url("plan_seats", term.pk) not in page.content.decode()
    assert {opened(client, member, form).status_code for form in forms} == {403}
    for user in (lead_user, water_handler):
        assert opened(client, user, url("seats")).status_code == 403
        assert opened(client, user, url("seat_holders")).status_code == 403


def test_strangers_do_not_learn_of_the_seats(client, outsider, township, term, willow):
    (deputy,) = seated(township, 1)
    row = polled(willow, term)

    for address in (
        url("seats"), url("seat_holders"), url("plan_seats", term.pk), url("enter_elected", row.pk),
        url("announce_seat", deputy.seats.get().pk), url("announce_by_election", willow.pk),
    ):  # fmt: skip
        assert opened(client, outsider, address).status_code == 404
    assert (
        opened(client, outsider, reverse("assembly:enter_elected", args=["bailu", row.pk])).status_code == 404
    )


def test_the_changes_are_paged_newest_first(client, clerk, township, term, monkeypatch):
    monkeypatch.setattr("huiyin.assembly.views.seats.CHANGES", 2)
    for number, one in enumerate(seated(township, 5), 1):
        end_deputy(one, on=date(2024, 5, 1 + number // 2), reason="迁出", ended_by="moved", **doing(JUNE))
    names, address = [], url("seats")

    while address:
        page = opened(client, clerk, address)
        names.append([seat.deputy.name for seat in page.context["changes"]])
        address = page.context["next_url"]

    assert [len(part) for part in names] == [2, 2, 1]
    assert len({name for part in names for name in part}) == 5
    assert names[0][0] in ("代表004", "代表005")
    for place in ("x", "2024-05-01_x", "2024-05-01T00:00:00_0", "_"):
        assert opened(client, clerk, url("seats"), after=place).status_code == 404
    assert opened(client, clerk, url("seat_holders"), after="x").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_seats_as_for_one(
    client, clerk, township, term, willow, count, django_assert_num_queries
):
    for one in seated(township, count * 2)[:count]:
        end_deputy(one, on=date(2024, 5, 6), reason="迁出", ended_by="moved", **doing(JUNE))
        cast.deputy(township, f"罗{one.name}")
    for number in range(count):
        polled(cast.constituency(township, f"选区{number}", []), term)
    client.force_login(clerk)

    with django_assert_num_queries(19):
        client.get(url("seats"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, clerk, township, term, count, django_assert_num_queries
):
    seated(township, count)
    client.force_login(clerk)

    with django_assert_num_queries(7):  # session, user, town, standing, congress, deputies, their number
        client.get(url("seat_holders"))


def test_a_resignation_goes_on_the_agenda_of_the_meeting_that_decides(client, clerk, township, term):
    (deputy,) = seated(township, 1)
    nowhere = opened(client, clerk, url("enter_resignation"))
    decides = meeting(township, session=convocation(township), state="planned")
    meeting(township, kind="presidium", number=2, state="closed")

    form = opened(client, clerk, url("enter_resignation"), deputy=deputy.pk)
    answer = sent(client, clerk, url("enter_resignation"), deputy=deputy.pk, meeting=decides.pk)

    item = AgendaItem.objects.get()
    assert nowhere.url == answer.url == url("seats")
    assert list(form.context["form"].fields["meeting"].queryset) == [decides]
    assert (item.kind, item.deputy, item.meeting) == ("resignation", deputy, decides)
    assert item.title == "关于接受代表001辞去清溪镇第十三届人民代表大会代表职务的请求的决定"
