"""Counting back from a session's opening: the arithmetic against the day-by-day oracle, and its sentences."""

from dataclasses import replace
from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from huiyin.deadlines.holidays import shipped_calendar
from huiyin.deadlines.queries import rules_of_profile
from huiyin.deadlines.reckoning import NoPeriod, Reckoning
from huiyin.deadlines.reckoning_back import reckon_before
from huiyin.deadlines.rulebook import SHIPPED, ProfileInvalid, load_profiles
from huiyin.deadlines.sentences import sentences, warnings
from huiyin.deadlines.tests import oracle
from huiyin.deadlines.tests.factories import rule

PERIODS = st.one_of(
    st.tuples(st.integers(1, 24), st.just("month")),
    st.tuples(st.integers(1, 200), st.just("day")),
    st.tuples(st.integers(1, 120), st.just("workday")),
)


def before(opening, amount, unit):
    asked = replace(rule(amount, unit), code="session_notice", start_event="session_opens", before=True)
    return reckon_before(opening, asked, shipped_calendar())


@pytest.fixture
def english():
    with override("en"):
        yield


@settings(max_examples=5_000, deadline=None)
@given(opening=st.dates(date(2007, 1, 1), oracle.LAST), period=PERIODS)
def test_five_thousand_periods_begin_where_the_oracle_says(opening, period):
    amount, unit = period

    reckoning = before(opening, amount, unit)

    assert reckoning.due_on == oracle.done_by(opening, amount, unit)
    assert reckoning.warnings == ()
    assert Reckoning.from_json(reckoning.as_json()) == reckoning


@settings(deadline=None)
@given(opening=st.dates(date(2007, 1, 1), oracle.LAST), amount=st.integers(1, 200))
def test_whoever_acts_on_the_day_is_in_time_and_on_a_day_of_work(opening, amount):
    due_on = before(opening, amount, "day").due_on

    assert (opening - due_on).days >= amount
    assert oracle.is_workday(due_on)


@settings(deadline=None)
@given(opening=st.dates(date(2007, 1, 1), oracle.LAST), amount=st.integers(1, 120))
def test_what_is_left_out_and_counted_adds_up_to_the_days_before(opening, amount):
    reckoning = before(opening, amount, "workday")
    assume(reckoning.due_on >= oracle.FIRST)

    left_out = sum(step.facts["days"] for step in reckoning.steps if step.code in ("weekends", "holiday"))
    assert left_out + amount == (opening - reckoning.due_on).days


@pytest.mark.parametrize(
    ("opening", "amount", "unit", "expected"),
    [
        (date(2024, 6, 27), 7, "day", date(2024, 6, 20)),
        (date(2024, 6, 27), 5, "day", date(2024, 6, 21)),  # the 22nd is a Saturday: the Friday before
        (date(2024, 6, 27), 17, "day", date(2024, 6, 7)),  # Dragon Boat Festival: the Friday before it
        (date(2024, 10, 19), 7, "day", date(2024, 10, 12)),  # a Saturday made a working day: it stays
        (date(2024, 10, 11), 5, "workday", date(2024, 9, 29)),  # a Sunday made a working day counts
        (date(2024, 3, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 6, 27), 1, "month", date(2024, 5, 27)),
        (date(2024, 7, 1), 1, "month", date(2024, 5, 31)),  # 1 June is a Saturday
    ],
)
def test_cases_counted_back_by_hand(opening, amount, unit, expected):
    assert before(opening, amount, unit).due_on == expected


def test_days_are_said_in_order(english):
    assert sentences(before(date(2024, 6, 27), 17, "day")) == [
        "Counted back from June 27, 2024 (Thu), the session opens; this day itself is not counted.",
        "At least 17 days before: on June 10, 2024 (Mon) at the latest.",
        "June 10, 2024 (Mon) is a public holiday (Dragon Boat Festival): "
        "it must be done by June 7, 2024 (Fri), the day of work before.",
        "Holidays by: 国务院办公厅关于2024年部分节假日安排的通知.",
    ]


def test_working_days_name_what_they_leave_out_and_count_in(english):
    assert sentences(before(date(2024, 10, 11), 5, "workday"))[1:5] == [
        "At least 5 working days before: on Sept. 29, 2024 (Sun) at the latest.",
        "National Day, from Oct. 1, 2024 (Tue) to Oct. 7, 2024 (Mon), is left out: 7 days.",
        "Weekends that were made working days are counted: Sept. 29, 2024 (Sun).",
        "Holidays by: 国务院办公厅关于2024年部分节假日安排的通知.",
    ]


def test_months_a_weekend_and_a_made_up_day_are_said(english):
    assert sentences(before(date(2024, 7, 1), 1, "month"))[1:3] == [
        "1 month before, the day of the same number is June 1, 2024 (Sat).",
        "June 1, 2024 (Sat) is a weekend: it must be done by May 31, 2024 (Fri), the day of work before.",
    ]
    assert sentences(before(date(2024, 3, 31), 1, "month"))[1] == (
        "1 month before, the month has no day 31, so its last day counts: Feb. 29, 2024 (Thu)."
    )
    assert sentences(before(date(2024, 10, 19), 7, "day"))[2] == (
        "Oct. 12, 2024 (Sat) is a weekend that was made a working day, so the last day stays."
    )


def test_a_year_without_notice_is_warned_of(english):
    reckoning = before(date(2028, 1, 5), 7, "day")

    assert reckoning.due_on == date(2027, 12, 29)
    assert [warning.facts["year"] for warning in reckoning.warnings] == [2027]
    assert warnings(reckoning)[0].startswith("There is no holiday notice for 2027 yet")
    assert "notices" not in [step.code for step in reckoning.steps]


def test_a_duty_without_a_period_has_no_day():
    with pytest.raises(NoPeriod):
        before(date(2024, 6, 27), None, None)


def test_the_clock_of_a_rule_that_is_counted_back_goes_back():
    clock = rules_of_profile("national", shipped_calendar).clock("session_notice")

    reckoning = clock.start(date(2024, 6, 27))

    assert (reckoning.before, reckoning.due_on) == (True, date(2024, 6, 20))


def test_what_was_stored_before_knows_no_counting_back():
    stored = rules_of_profile("national", shipped_calendar).clock("reply").start(date(2024, 7, 1)).as_json()

    assert "before" not in stored
    assert not Reckoning.from_json(stored).before


def test_the_page_says_that_it_is_counted_back(english):
    page = Template("{% load deadlines %}{% reckoning clock %}").render(
        Context({"clock": before(date(2024, 6, 27), 7, "day").as_json()})
    )

    assert "Notice of a session to the deputies: at least 7 days before." in page


def test_a_period_counted_back_has_no_limit_of_the_law(tmp_path):
    written = (SHIPPED / "national.toml").read_text()
    faulty = written.replace(
        "before = true\nstart", 'before = true\ncap = { amount = 7, unit = "day" }\nstart', 1
    )
    (tmp_path / "national.toml").write_text(faulty)

    with pytest.raises(ProfileInvalid, match=r"\[rules.session_notice\]: a period that is counted back"):
        load_profiles(tmp_path)
