import pytest
from django.urls import reverse

from huiyin.core.tenancy import uuid7
from huiyin.journal.models import Entry
from huiyin.people.models import Membership, User
from huiyin.people.roles import Role
from huiyin.people.tests import cast

pytestmark = pytest.mark.django_db


def go(client, user, name, /, *args, **sent):
    client.force_login(user)
    url = reverse(f"people:{name}", args=["qingxi", *args])
    return client.post(url, {"act_id": str(uuid7()), **sent}) if sent else client.get(url)


def confirm(client, user, name, membership):
    return go(client, user, name, membership.pk, really="yes")


def admitted(client, user, **words):
    return go(
        client, user, "admit_person", **{"name": "段小军", "username": "duan", "role": "clerk", **words}
    )


def of(user):
    return Membership.objects.get(user=user)


def test_the_list_names_who_holds_which_role_and_for_whom(client, clerk, water_handler, lead_user):
    page = go(client, clerk, "accounts").content.decode()

    assert [word for word in ("何文秀", "段小军", "镇水利站", "李兰芳", "water") if word not in page] == []


def test_sign_in_names_are_for_those_who_keep_accounts(client, clerk, township):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert "<td data-label=" in go(client, member, "accounts").content.decode()
    assert ">clerk<" not in go(client, member, "accounts").content.decode()
    assert ">clerk<" in go(client, clerk, "accounts").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, clerk, township, water_station, count, django_assert_num_queries
):
    for number in range(count):
        cast.person(township, f"u{number}", f"易{number}", Role.UNIT_HANDLER, unit=water_station)
    client.force_login(clerk)

    with django_assert_num_queries(5):  # session, user, town, standing, members
        page = client.get(reverse("people:accounts", args=["qingxi"]))

    assert len(page.context["members"]) == count + 1


def test_a_person_is_admitted_with_a_role_and_a_password_that_is_shown_once(client, clerk, water_station):
    page = admitted(client, clerk, role="unit_handler", unit=water_station.pk)

    user = User.objects.get(username="duan")
    membership = of(user)
    password = page.context["password"]
    assert user.check_password(password)
    assert len(password) == 19
    assert password in page.content.decode()
    assert (membership.role, membership.unit) == ("unit_handler", water_station)
    entry = Entry.objects.of(water_station.township).get(act="admit_person")
    assert entry.by == clerk
    assert password not in str(entry.facts)


def test_a_form_sent_twice_admits_once_and_shows_no_wrong_password(client, clerk):
    twice = str(uuid7())

    admitted(client, clerk, act_id=twice)
    again = admitted(client, clerk, act_id=twice)

    assert User.objects.filter(username="duan").count() == 1
    assert again.context["password"] == ""
    assert again.status_code == 200


def test_a_name_that_is_taken_and_a_role_without_its_unit_are_refused_in_words(client, clerk, township):
    taken = admitted(client, clerk, username="clerk")
    no_unit = admitted(client, clerk, role="unit_head")
    no_deputy = admitted(client, clerk, role="deputy")

    for page in (taken, no_unit, no_deputy):
        assert len(page.context["form"].non_field_errors()) == 1
    assert not User.objects.filter(username="duan").exists()


def test_another_role_is_given_to_somebody_of_this_town_only(client, clerk, chair, outsider):
    go(client, clerk, "give_role", user=chair.pk, role="operator")
    stranger = go(client, clerk, "give_role", user=outsider.pk, role="operator")

    assert chair.standing_in(of_town(chair)).roles >= {"operator"}
    assert "user" in stranger.context["form"].errors


def of_town(user):
    return user.memberships.first().township_id


def test_a_role_is_ended_but_not_the_last_that_keeps_accounts(client, clerk, water_handler):
    confirm(client, clerk, "end_role", of(water_handler))
    refused = confirm(client, clerk, "end_role", of(clerk))

    assert of(water_handler).ended_at is not None
    assert len(refused.context["form"].non_field_errors()) == 1
    assert of(clerk).ended_at is None


def test_a_forgotten_password_is_replaced_and_shown_once(client, clerk, water_handler):
    page = confirm(client, clerk, "reset_password", of(water_handler))

    water_handler.refresh_from_db()
    assert water_handler.check_password(page.context["password"])
    assert not water_handler.check_password(cast.PASSWORD)


def test_the_password_of_who_works_in_two_towns_is_not_replaced_here(client, clerk, other_township):
    both = cast.person(other_township, "both", "易春生", Role.CLERK)
    here = clerk.memberships.get().township
    cast.give_role(here, user=both, role=Role.PRESIDIUM, **cast.acting())

    page = confirm(client, clerk, "reset_password", Membership.objects.get(user=both, township=here))

    both.refresh_from_db()
    assert both.check_password(cast.PASSWORD)
    assert len(page.context["form"].non_field_errors()) == 1


def test_strangers_find_nothing_and_others_may_not_write(client, outsider, clerk, water_handler, township):
    member = cast.person(township, "member", "向开明", Role.PRESIDIUM)

    assert go(client, outsider, "accounts").status_code == 404
    assert go(client, water_handler, "accounts").status_code == 403
    assert admitted(client, outsider).status_code == 404
    assert admitted(client, member).status_code == 403
    assert confirm(client, member, "end_role", of(clerk)).status_code == 403
    assert confirm(client, outsider, "reset_password", of(clerk)).status_code == 404
