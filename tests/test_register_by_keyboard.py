"""The register form and the worklist as hands and eyes meet them."""

import pytest
from django.conf import settings
from django.test import Client

from huiyin.matters.actions.settings import set_up_loop
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.stories import MONDAY, doing, handed_over, registered

PHONE = {"width": 390, "height": 844}

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(page, live_server, township, clerk):
    """The clerk's browser; `signed_in("register/")` opens a page below the town's matters."""
    set_up_loop(township, **doing(MONDAY))
    client = Client()
    client.force_login(clerk)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])

    def open_page(below="", language="zh-hans"):
        page.context.add_cookies([{"name": "django_language", "value": language, "url": live_server.url}])
        page.goto(f"{live_server.url}/{township.slug}/matters/{below}")
        return page

    return open_page


def test_a_suggestion_is_registered_without_touching_the_mouse(signed_in, lead, cosigner):
    page = signed_in("register/")
    keys = page.keyboard

    keys.type("关于疏通柳溪片区排水沟的建议")
    keys.press("Tab")
    keys.type("堵了三年。")
    keys.press("Tab")
    keys.type("请清淤。")
    for _step in range(2):  # past the kind
        keys.press("Tab")
    keys.type("llf")
    keys.press("Tab")
    keys.type("zqh")
    keys.press("Enter")
    page.wait_for_url("**/matters/*-*/")

    matter = Matter.objects.get()
    assert matter.serial == 1
    assert [row.deputy for row in matter.petitioners.order_by("position")] == [lead, cosigner]


def test_similar_matters_appear_while_typing(signed_in, township, lead):
    registered(township, lead, title="关于疏通柳溪片区排水沟的建议")
    page = signed_in("register/")

    page.keyboard.type("关于疏通柳溪片区排水沟的建议")

    page.locator("#similar input[type=radio]").first.wait_for()


def test_a_filter_changes_the_rows_and_the_address_without_a_new_page(
    signed_in, township, lead, water_station
):
    registered(township, lead, title="待交办的")
    handed_over(registered(township, lead, title="办理中的"), water_station)
    page = signed_in()
    page.evaluate("window.same = true")

    page.select_option("#filter_state", "in_hand")
    page.locator("#rows tbody tr").get_by_text("待交办的").wait_for(state="detached")

    assert page.url.endswith("/matters/?state=in_hand")
    assert page.evaluate("window.same")
    page.go_back()
    page.locator("#rows").get_by_text("待交办的").wait_for()


def test_without_script_the_button_filters(browser, live_server, signed_in, township, lead, page):
    registered(township, lead, title="待交办的")
    signed_in()
    plain = browser.new_context(java_script_enabled=False)
    plain.add_cookies(page.context.cookies())
    bare = plain.new_page()
    bare.goto(page.url)

    bare.select_option("#filter_state", "in_hand")
    bare.locator("form.worklist-filters button").click()

    assert "state=in_hand" in bare.url
    assert bare.locator("#rows tbody tr").count() == 0
    plain.close()


@pytest.mark.parametrize("below", ["", "?set=solved_rate", "?q=无", "register/"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_everybody_can_read_and_use_the_pages(
    signed_in, axe, fits, township, lead, water_station, below, language
):
    handed_over(registered(township, lead), water_station)
    page = signed_in(below, language)

    axe(page)
    page.set_viewport_size(PHONE)
    fits(page)
    axe(page)
