"""A deputy sees what they raised and where it stands, in plain words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.matters.tests.stories import evaluated, handed_over, registered, replied

PAGE = "/qingxi/my-matters/"


@pytest.fixture
def matter(township, lead, clerk, water_station):
    return handed_over(registered(township, lead, by=clerk), water_station, by=clerk)


def test_a_deputy_reads_who_handles_it_and_until_when(matter, lead_user, see, on):
    on(2024, 7, 5)

    page = see(lead_user, PAGE)

    assert matter.title in page
    assert "镇水利站" in page


def test_the_button_stands_there_only_while_there_is_something_to_evaluate(
    matter, lead, lead_user, clerk, see, on
):
    button = f'href="/qingxi/matters/{matter.pk}/evaluate/"'
    on(2024, 7, 5)
    assert button not in see(lead_user, PAGE)
    replied(matter, by=clerk)
    on(2024, 10, 8)
    assert button in see(lead_user, PAGE)
    evaluated(matter, lead, "fairly", by=clerk)
    assert button not in see(lead_user, PAGE)


def test_the_window_over_the_button_is_gone(matter, lead_user, clerk, see, on):
    replied(matter, by=clerk)
    on(2024, 10, 21)

    assert f'href="/qingxi/matters/{matter.pk}/evaluate/"' not in see(lead_user, PAGE)


def test_what_others_raised_is_not_there(township, clerk, cosigner, lead_user, see, on):
    other = registered(township, cosigner, by=clerk, title="关于敬老院热水的建议")
    on(2024, 7, 5)

    assert other.title not in see(lead_user, PAGE)


def test_the_page_does_not_ask_more_for_more_matters(township, matter, lead, lead_user, clerk, see, on):
    on(2024, 7, 5)
    see(lead_user, PAGE)
    with CaptureQueriesContext(connection) as one:
        see(lead_user, PAGE)
    for number in range(2):
        registered(township, lead, by=clerk, title=f"关于第{number}条渠的建议")
    with CaptureQueriesContext(connection) as many:
        see(lead_user, PAGE)

    assert len(many) == len(one)
