import pytest
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.people.roles import Role
from huiyin.people.tests import cast
from huiyin.townships.models import Constituency, Session, Term, Village

pytestmark = pytest.mark.django_db

PAGES = ["town", "congresses", "places"]
TOWN = {
    "name": "清溪镇",
    "organ_name": "清溪镇人民代表大会主席团",
    "paper_code": "清人",
    "population": "40000",
}


def go(client, user, name, /, *args, **sent):
    client.force_login(user)
    url = reverse(f"people:{name}", args=["qingxi", *args])
    return client.post(url, {"act_id": str(uuid7()), **sent}) if sent else client.get(url)


def test_the_towns_names_and_paper_code_are_changed(client, clerk, township):
    answer = go(client, clerk, "change_town", **TOWN)
    township.refresh_from_db()

    assert answer.url == reverse("people:town", args=["qingxi"])
    assert township.paper_code == "清人"
    assert "清人" in go(client, clerk, "town").content.decode()


def test_a_congress_and_its_sessions_are_entered(client, clerk, township):
    go(client, clerk, "open_congress", number="14", begins_on="2026-11-02")
    term = Term.objects.of(township).get()
    go(client, clerk, "convene_session", term.pk, number="1", opens_on="2026-12-01", closes_on="2026-12-02")
    wrong = go(
        client, clerk, "convene_session", term.pk, number="2", opens_on="2026-12-05", closes_on="2026-12-02"
    )

    assert Session.objects.of(township).get().number == 1
    assert len(wrong.context["form"].non_field_errors()) == 1


def test_villages_and_constituencies_are_entered(client, clerk, township):
    go(client, clerk, "enter_village", name="柳溪村")
    village = Village.objects.of(township).get()
    go(client, clerk, "enter_constituency", name="第一选区", seats="3", villages=[village.pk])
    again = go(client, clerk, "enter_village", name="柳溪村")

    assert Constituency.objects.of(township).get().parts.get().village == village
    assert len(again.context["form"].non_field_errors()) == 1
    assert Village.objects.of(township).count() == 1


def test_a_village_of_another_town_is_no_choice(client, clerk, other_township):
    strange = cast.village(other_township, "白鹭村")

    page = go(client, clerk, "enter_constituency", name="第一选区", seats="3", villages=[strange.pk])

    assert "villages" in page.context["form"].errors


def test_a_form_sent_twice_enters_one_village(client, clerk, township):
    twice = str(uuid7())

    go(client, clerk, "enter_village", name="柳溪村", act_id=twice)
    again = go(client, clerk, "enter_village", name="柳溪村", act_id=twice)

    assert again.status_code == 302
    assert Village.objects.of(township).count() == 1


@pytest.mark.parametrize("shown", PAGES)
def test_the_presidium_reads_and_others_do_not(client, shown, township, outsider, water_handler):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert go(client, member, shown).status_code == 200
    assert go(client, water_handler, shown).status_code == 403
    assert go(client, outsider, shown).status_code == 404
    assert go(client, member, "change_town", **TOWN).status_code == 403
    assert go(client, outsider, "change_town", **TOWN).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_congresses_and_villages_ask_as_often_for_many_as_for_one(
    client, clerk, township, count, django_assert_num_queries
):
    for number in range(count):
        cast.session(township, term=13 + number)
        cast.constituency(township, f"第{number}选区", [cast.village(township, f"第{number}村")])
    client.force_login(clerk)

    with django_assert_num_queries(6):  # session, user, town, standing, congresses, their sessions
        client.get(reverse("people:congresses", args=["qingxi"]))
    with django_assert_num_queries(7):  # session, user, town, standing, villages, constituencies, their parts
        client.get(reverse("people:places", args=["qingxi"]))
