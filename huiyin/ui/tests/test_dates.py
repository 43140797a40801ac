from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils.translation import override

TODAY = date(2024, 11, 25)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def draw(source: str, **context) -> str:
    return Template("{% load ui %}" + source).render(Context({"today": TODAY} | context))


@pytest.mark.parametrize(
    ("due_on", "tone", "text"),
    [
        (date(2024, 11, 22), "seal", "3 days overdue"),
        (date(2024, 11, 24), "seal", "1 day overdue"),
        (date(2024, 11, 25), "amber", "Today"),
        (date(2024, 11, 26), "amber", "Tomorrow"),
        (date(2024, 11, 28), "amber", "3 days left"),
        (date(2024, 11, 29), "indigo", "4 days left"),
        (date(2025, 1, 1), "indigo", "37 days left"),
    ],
)
def test_a_due_chip_counts_the_days(due_on, tone, text):
    drawn = draw("{% due_chip due_on %}", due_on=due_on)

    assert f'class="chip chip-{tone}"' in drawn
    assert f">{text}</time>" in drawn


def test_a_due_chip_has_the_full_date_on_hover_and_for_machines():
    drawn = draw("{% due_chip due_on %}", due_on=date(2024, 12, 17))

    assert 'datetime="2024-12-17"' in drawn
    assert 'title="Tuesday, 17 December 2024"' in drawn


def test_a_due_chip_counts_from_the_day_it_is_given():
    assert ">Today</time>" in draw("{% due_chip due_on due_on %}", due_on=date(2020, 1, 1))


def test_a_due_chip_without_due_date_says_so():
    assert draw("{% due_chip due_on %}", due_on=None) == '<span class="chip chip-mute">No due date</span>'


@pytest.mark.parametrize(
    ("day", "text"), [(date(2024, 1, 9), "9 January"), (date(2023, 12, 31), "31 December 2023")]
)
def test_a_date_is_said_with_its_year_only_when_it_is_not_this_year(day, text):
    assert f">{text}</time>" in draw("{% say_date day %}", day=day)


def test_a_date_is_said_with_its_year_when_today_is_not_known():
    assert ">25 November 2024</time>" in draw("{% say_date day %}", day=TODAY, today=None)


def test_a_moment_is_said_as_the_day_on_the_wall_calendar(settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    assert 'datetime="2024-11-25"' in draw("{% say_date at %}", at=datetime(2024, 11, 24, 16, 30, tzinfo=UTC))


def test_no_date_is_said_as_nothing():
    assert draw("{% say_date day %}{% say_date_in_full day %}", day=None) == ""


def test_a_date_in_full_has_its_weekday():
    assert ">Monday, 25 November</time>" in draw("{% say_date_in_full today %}")
