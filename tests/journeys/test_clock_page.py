"""The calculator says the same as the law: a date, and how it was reckoned."""

import pytest

from huiyin.deadlines.rulebook import shipped_profiles

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reckon(windows, township, clerk):
    page = windows.open(clerk)
    page.goto(f"{windows.site}/{township.slug}/settings/clock/")

    def ask(rule, start, profile="national"):
        page.select_option("[name=rule]", rule)
        page.fill("[name=start]", start)
        page.select_option("[name=profile]", profile)
        page.locator("main form.form button.btn-primary").click()
        page.wait_for_url(f"**start={start}**")
        return page

    return ask


def test_a_last_day_of_rest_moves_behind_the_holidays(windows, reckon):
    page = reckon("reply", "2024-07-01")

    assert page.locator(".due time").first.get_attribute("datetime") == "2024-10-08"
    said = page.locator(".due").inner_text()
    assert "国庆" in said
    assert "星期二" in said
    windows.shot(page, "clock:holidays", guide="clock")


def test_three_months_from_the_last_of_november_end_in_february(reckon):
    page = reckon("reply", "2024-11-30")

    assert page.locator(".due time").first.get_attribute("datetime") == "2025-02-28"


def test_working_days_pass_over_a_holiday_and_a_weekend_that_was_worked(windows, reckon):
    page = reckon("evaluate", "2024-09-20", "chongqing")  # 20 working days

    assert page.locator(".due time").first.get_attribute("datetime") == "2024-10-23"
    windows.shot(page, "clock:working-days")


@pytest.mark.parametrize("start", ["2024-07-01"])
def test_each_profile_answers_on_the_page(reckon, start):
    for profile in shipped_profiles():
        page = reckon("reply", start, profile)
        assert page.locator(".due time").count(), profile
