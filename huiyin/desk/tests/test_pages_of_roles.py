"""Each role has its own first page, and a stranger none."""

import pytest
from django.utils.translation import gettext

from huiyin.matters.tests.stories import handed_over, registered
from huiyin.people.actions.accounts import give_oversight, give_role, open_account
from huiyin.people.roles import Role
from huiyin.people.tests.cast import PASSWORD, acting, found, person
from huiyin.townships.actions import found_township, name_region
from huiyin.townships.models import Township

HOME = "/qingxi/"


@pytest.mark.parametrize(
    ("role", "template"),
    [
        ("clerk", "desk/workbench.html"),
        ("chair", "desk/overview.html"),
        ("water_handler", "desk/unit_desk.html"),
        ("lead_user", "desk/my_matters.html"),
        ("operator", "desk/operator.html"),
    ],
)
def test_the_first_page_is_the_roles_own(role, template, request, client, on):
    on(2024, 7, 3)
    client.force_login(request.getfixturevalue(role), "django.contrib.auth.backends.ModelBackend")

    answer = client.get(HOME)

    assert answer.status_code == 200
    assert template in [one.name for one in answer.templates]


def test_a_stranger_finds_no_town(outsider, township, see, on):
    on(2024, 7, 3)
    for page in ("", "overview/", "unit-desk/", "my-matters/", "rounds/?year=2024&round=1&solved=1"):
        see(outsider, HOME + page, status=404)


@pytest.mark.parametrize(
    ("role", "page"),
    [
        ("water_handler", "overview/"),
        ("lead_user", "overview/"),
        ("operator", "overview/"),
        ("clerk", "unit-desk/"),
        ("clerk", "my-matters/"),
        ("water_handler", "rounds/?year=2024&round=1&solved=1"),
        ("operator", "rounds/?year=2024&round=1&solved=1"),
    ],
)
def test_another_roles_page_is_not_there(role, page, request, see, on):
    on(2024, 7, 3)
    see(request.getfixturevalue(role), HOME + page, status=404)


def test_who_is_not_signed_in_is_asked_to(client, township):
    for page in ("/", HOME, "/townships/", HOME + "my-matters/"):
        assert client.get(page).headers["Location"].startswith("/sign-in/?next=/")


def test_the_first_address_leads_to_the_one_town(client, clerk):
    client.force_login(clerk, "django.contrib.auth.backends.ModelBackend")

    assert client.get("/").headers["Location"] == HOME


def test_who_serves_in_two_towns_chooses(clerk, other_township, see):
    give_role(other_township, user=clerk, role=Role.CLERK, **acting())

    page = see(clerk, "/")

    assert 'href="/qingxi/"' in page
    assert 'href="/bailu/"' in page


def test_who_holds_no_role_is_told_whom_to_ask(db, see):
    newcomer = open_account(username="new", name="新来的", password=PASSWORD)

    assert gettext("No role yet") in see(newcomer, "/")


def test_a_chair_who_is_a_deputy_has_both_pages(township, chair, lead, see, on):
    on(2024, 7, 3)
    give_role(township, user=chair, role=Role.DEPUTY, deputy=lead, **acting())

    assert f'href="{HOME}my-matters/"' in see(chair, HOME)
    see(chair, f"{HOME}my-matters/")


def test_navigation_shows_a_role_only_its_pages(clerk, water_handler, operator, see, on):
    on(2024, 7, 3)
    shown = {user.username: see(user, HOME) for user in (clerk, water_handler, operator)}

    assert f'href="{HOME}papers/"' in shown["clerk"]
    assert f'href="{HOME}papers/"' not in shown["water"]
    assert f'href="{HOME}matters/"' in shown["water"]
    assert f'href="{HOME}matters/"' not in shown["operator"]


@pytest.mark.parametrize("role", ["clerk", "chair", "water_handler", "lead_user", "operator"])
def test_every_entry_of_the_navigation_opens(role, request, client, township, see, on):
    on(2024, 7, 3)
    user = request.getfixturevalue(role)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    groups = client.get(HOME).context["navigation"]

    assert groups
    for entry in (entry for group in groups for entry in group):
        see(user, entry["url"])


def test_the_operators_page_holds_no_matter(township, operator, lead, clerk, water_station, see, on):
    on(2024, 7, 3)
    handed_over(registered(township, lead, by=clerk), water_station, by=clerk)

    assert "临江安置点" not in see(operator, HOME)


@pytest.fixture
def observer(township):
    watcher = open_account(username="above", name="县人大", password=PASSWORD)
    give_oversight(user=watcher, region=township.region)
    return watcher


def test_the_observer_sees_numbers_in_the_order_of_codes(
    township, other_township, observer, lead, clerk, water_station, see, on
):
    on(2024, 12, 3)
    handed_over(registered(township, lead, by=clerk), water_station, by=clerk)
    found("aaa", "第三镇", "430681100")

    page = see(observer, "/townships/")

    assert page.index("第三镇") < page.index("清溪镇") < page.index("白鹭镇")
    for private in ("临江安置点", "李兰芳", "/matters/"):
        assert private not in page


def test_the_observer_opens_no_town(township, observer, client, see, on):
    on(2024, 7, 3)
    see(observer, HOME, status=404)
    assert client.get("/").headers["Location"] == "/townships/"


def test_nobody_else_sees_the_townships(clerk, see):
    see(clerk, "/townships/", status=404)


def test_an_observer_of_another_region_does_not_see_this_one(township, observer, see, on):
    on(2024, 7, 3)
    far = found_far()

    assert far.name not in see(observer, "/townships/")


def found_far():
    region = name_region(code="430000", name="岳南省")
    region = name_region(code="430700", name="德州市", parent=region)
    region = name_region(code="430701", name="远县", parent=region)
    far = Township(
        slug="far", name="远方镇", code="430701101", region=region, organ_name="x", paper_code="远"
    )
    return found_township(far, **acting())


def test_a_presidium_member_sees_what_waits_for_a_look(township, see, on):
    on(2024, 7, 3)
    member = person(township, "member", "主席团成员", Role.PRESIDIUM)

    page = see(member, HOME)

    assert gettext("Waiting for verification") in page
