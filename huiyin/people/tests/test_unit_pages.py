import pytest
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.people.models import Unit
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db


def listed(client, user, **query):
    client.force_login(user)
    return client.get(reverse("people:units", args=["qingxi"]), query)


def names(response):
    return [unit.name for _kind, units in response.context["kinds"] for unit in units]


def opened(client, user, name="镇林业站", **fields):
    client.force_login(user)
    return client.post(
        reverse("people:open_unit", args=["qingxi"]), {"name": name, "kind": "department", **fields}
    )


def test_units_stand_by_kind_and_name(client, clerk, township, water_station, roads_office):
    cast.unit(township, "柳溪村委会", kind="village")

    assert names(listed(client, clerk)) == ["镇公路站", "镇水利站", "柳溪村委会"]
    assert names(listed(client, clerk, q="zsl")) == ["镇水利站"]
    assert names(listed(client, clerk, kind="village")) == ["柳溪村委会"]


def test_closed_units_are_listed_on_request_only(client, clerk, water_station, roads_office):
    client.force_login(clerk)
    client.post(reverse("people:close_unit", args=["qingxi", roads_office.pk]), {"act_id": str(uuid7())})

    assert names(listed(client, clerk)) == ["镇水利站"]
    assert names(listed(client, clerk, closed="1")) == ["镇公路站"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, clerk, township, count, django_assert_num_queries
):
    for number in range(count):
        cast.unit(township, f"第{number}小学", kind="school")
    client.force_login(clerk)

    with django_assert_num_queries(5):  # session, user, town, standing, units
        page = client.get(reverse("people:units", args=["qingxi"]))

    assert len(names(page)) == count


def test_the_page_of_a_unit_names_its_head_and_who_signs_in(client, clerk, water_station, water_handler):
    client.force_login(clerk)

    page = client.get(water_station.get_absolute_url()).content.decode()

    assert "周建明" in page
    assert water_handler.name in page
    assert f"?unit={water_station.pk}&amp;state=open" in page


def test_a_unit_is_opened_changed_and_closed(client, clerk, township):
    answer = opened(client, clerk, head_name="彭新华")
    unit = Unit.objects.of(township).get()

    assert answer.url == unit.get_absolute_url()

    change = reverse("people:change_unit", args=["qingxi", unit.pk])
    client.post(change, {"name": "镇林业工作站", "kind": "department"})
    client.post(reverse("people:close_unit", args=["qingxi", unit.pk]), {"act_id": str(uuid7())})
    unit.refresh_from_db()

    assert (unit.name, unit.head_name, unit.initials) == ("镇林业工作站", "", "zlygzz")
    assert unit.closed_at is not None


def test_a_name_that_is_taken_is_refused_on_the_form(client, clerk, water_station, roads_office):
    page = opened(client, clerk, name="镇水利站")
    change = reverse("people:change_unit", args=["qingxi", roads_office.pk])
    renamed = client.post(change, {"name": "镇水利站", "kind": "department"})

    assert len(page.context["form"].non_field_errors()) == 1
    assert len(renamed.context["form"].non_field_errors()) == 1
    assert Unit.objects.of(water_station.township).filter(name="镇水利站").count() == 1


def test_a_form_sent_twice_opens_one_unit(client, clerk, township):
    twice = str(uuid7())

    first, second = opened(client, clerk, act_id=twice), opened(client, clerk, act_id=twice)

    assert first.url == second.url
    assert Unit.objects.of(township).count() == 1


def test_strangers_find_nothing_and_members_of_units_may_not_look(client, outsider, water_handler, township):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert listed(client, outsider).status_code == 404
    assert listed(client, water_handler).status_code == 403
    assert listed(client, member).status_code == 200
    assert opened(client, member).status_code == 403
    assert opened(client, outsider).status_code == 404
