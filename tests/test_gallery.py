import pytest

from huiyin.ui.tests.routes import SENT

PAGES = ["/ui/", "/ui/record/", "/ui/form/", "/ui/phone/", "/ui/plain/"]
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 683, "height": 384}  # an office screen at 200 %

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def gallery(settings):
    settings.ROOT_URLCONF = "huiyin.ui.tests.routes"
    SENT.clear()


@pytest.mark.parametrize("path", PAGES)
def test_each_component_is_accessible_and_fits_every_screen(page, live_server, axe, fits, path):
    page.goto(live_server.url + path)
    axe(page)

    for size in (PHONE, ZOOMED):
        page.set_viewport_size(size)
        fits(page)


def test_what_one_touches_on_a_phone_is_large_enough(page, live_server):
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + "/ui/")

    heights = page.evaluate(
        "[...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select')]"
        ".filter(one => one.offsetParent).map(one => one.getBoundingClientRect().height)"
    )

    assert len(heights) > 10
    assert min(heights) >= 44


def test_the_menu_of_a_phone_opens_without_script(browser, live_server):
    page = browser.new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(live_server.url + "/ui/")
    assert not page.locator(".side-narrow nav").is_visible()

    page.locator(".side-narrow summary").click()

    assert page.locator(".side-narrow nav").is_visible()
    page.close()


def test_a_slash_leads_to_the_search_box_and_can_be_typed_there(page, live_server):
    page.goto(live_server.url + "/ui/")

    page.keyboard.press("/")
    page.keyboard.type("a/b")

    assert page.locator("input[name=q]").input_value() == "a/b"


def test_a_form_pressed_twice_is_sent_once_and_is_whole_on_the_way_back(page, live_server):
    page.goto(live_server.url + "/ui/phone/")
    page.locator("input[name=result][value=b]").check()
    page.locator("textarea").fill("留着")
    page.locator("input[name=public]").check()

    page.evaluate(
        "[0, 150].map((wait) => setTimeout(() => document.querySelector('.form button').click(), wait))"
    )
    page.locator("h1", has_text="Received").wait_for()
    page.go_back()

    assert [(sent["result"], sent["text"]) for sent in SENT] == [("b", "留着")]
    assert page.locator(".form button").is_enabled()
    assert page.locator("textarea").input_value() == "留着"
