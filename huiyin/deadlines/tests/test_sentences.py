import re
from datetime import date
from inspect import getsource

import pytest
from django.template import Context, Template
from django.utils.translation import override

from huiyin.deadlines import reckoning as arithmetic
from huiyin.deadlines import reckoning_back as arithmetic_back
from huiyin.deadlines.holidays import shipped_calendar, shipped_notices
from huiyin.deadlines.queries import rules_of_profile
from huiyin.deadlines.reckoning import Period, Step, Text, reckon
from huiyin.deadlines.sentences import HOLIDAY_NAMES, SAID, sentence, sentences, warnings
from huiyin.deadlines.tests.factories import rule


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def drawn(clock):
    return Template("{% load deadlines %}{% reckoning clock %}").render(Context({"clock": clock}))


def test_every_step_that_is_made_can_be_said():
    made = set(re.findall(r'Step\(\s*"(\w+)"', getsource(arithmetic) + getsource(arithmetic_back)))

    assert made == set(SAID)


def test_every_holiday_of_the_shipped_notices_has_an_english_name():
    assert {name for notice in shipped_notices() for name in notice.rest.values()} == set(HOLIDAY_NAMES)


def test_working_days_are_said_in_order():
    assert sentences(reckon(date(2024, 4, 1), rule(5, "workday"), shipped_calendar())) == [
        "Start: April 1, 2024 (Mon), the matter is handed over; this day itself is not counted.",
        "5 working days from the next day on: the last is April 9, 2024 (Tue).",
        "Tomb-Sweeping Day, from April 4, 2024 (Thu) to April 6, 2024 (Sat), is left out: 3 days.",
        "Weekends that were made working days are counted: April 7, 2024 (Sun).",
        "Holidays by: 国务院办公厅关于2024年部分节假日安排的通知.",
    ]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step("weekends", {"days": 1}), "1 weekend day is left out."),
        (
            Step("holiday", {"name": "端午节", "from": "2024-06-10", "to": "2024-06-10", "days": 1}),
            "Dragon Boat Festival, June 10, 2024 (Mon), is left out.",
        ),
        (
            Step("moved", {"from": "2024-11-30", "to": "2024-12-02", "kind": "weekend", "name": ""}),
            "Nov. 30, 2024 (Sat) is a weekend: "
            "the last day moves to Dec. 2, 2024 (Mon), the next day of work.",
        ),
        (
            Step("made_up_last", {"on": "2024-09-29"}),
            "Sept. 29, 2024 (Sun) is a weekend that was made a working day, so the last day stays.",
        ),
        (
            Step("days", {"amount": 1, "on": "2024-07-02"}),
            "1 day from the next day on: the last is July 2, 2024 (Tue).",
        ),
        (Step("of_another_time", {}), "of_another_time"),
    ],
)
def test_a_step_is_a_whole_sentence(step, said):
    assert sentence(step) == said


def test_the_cut_at_the_limit_of_the_law_is_said_and_warned_of():
    clock = reckon(date(2024, 7, 2), rule(5, "month", cap=Period(3, "month")), shipped_calendar())

    assert sentences(clock)[2] == (
        "The law allows no more than 3 months: "
        "instead of Dec. 2, 2024 (Mon) the last day is Oct. 8, 2024 (Tue)."
    )
    assert warnings(clock) == [
        "This period is looser than the law, which allows no more than 3 months; dates are cut at that limit."
    ]


def test_the_page_shows_the_reckoning_from_stored_data_as_from_a_fresh_one():
    clock = rules_of_profile("zhejiang", shipped_calendar).clock("reply").start(date(2024, 7, 1))

    page = drawn(clock)

    assert drawn(clock.as_json()) == page
    assert page.startswith('<details class="reckoning">')
    assert page.count("<li>") == 4
    assert "Reply: 3 months." in page
    assert "Due on Oct. 8, 2024." in page
    assert "Basis: Zhejiang Provisions: three months; Representatives Law art. 51." in page


def test_the_page_shows_a_warning_without_being_asked():
    clock = rules_of_profile("national", shipped_calendar).clock("reply").start(date(2026, 11, 30))

    page = drawn(clock)

    assert page.startswith('<details class="reckoning" open>')
    assert "There is no holiday notice for 2027 yet" in page


def test_without_a_clock_nothing_is_shown():
    assert drawn(None).strip() == ""


def test_a_text_speaks_the_readers_language():
    text = Text("three months", "三个月")

    with override("zh-hans"):
        assert str(text) == "三个月"
    assert str(text) == "three months"
