from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from huiyin.deadlines.holidays import shipped_calendar
from huiyin.deadlines.reckoning import Calendar, NoPeriod, Period, Reckoning, reckon
from huiyin.deadlines.tests import oracle
from huiyin.deadlines.tests.factories import rule

PERIODS = st.one_of(
    st.tuples(st.integers(1, 24), st.just("month")),
    st.tuples(st.integers(1, 200), st.just("day")),
    st.tuples(st.integers(1, 120), st.just("workday")),
)


def due(start, amount, unit, cap=None):
    return reckon(start, rule(amount, unit, cap), shipped_calendar())


def codes(reckoning):
    return [step.code for step in reckoning.steps]


@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(start=st.dates(oracle.FIRST, oracle.LAST), period=PERIODS)
def test_ten_thousand_periods_end_where_the_oracle_says(start, period):
    amount, unit = period
    assume(
        start.toordinal() + amount * {"month": 31, "day": 1, "workday": 2}[unit] + 20
        < oracle.LAST.toordinal()
    )

    reckoning = due(start, amount, unit)

    assert reckoning.due_on == oracle.due_on(start, amount, unit)
    assert reckoning.warnings == ()
    assert Reckoning.from_json(reckoning.as_json()) == reckoning


@settings(deadline=None)
@given(start=st.dates(date(2005, 1, 1), date(2024, 6, 30)), period=PERIODS)
def test_what_is_left_out_and_counted_adds_up_to_the_days_that_passed(start, period):
    amount, unit = period
    assume(unit == "workday")

    reckoning = due(start, amount, unit)

    left_out = sum(step.facts["days"] for step in reckoning.steps if step.code in ("weekends", "holiday"))
    assert left_out + amount == (reckoning.due_on - start).days


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected"),
    [
        (date(2024, 7, 1), 3, "month", date(2024, 10, 8)),  # 1 October is a holiday
        (date(2024, 11, 30), 3, "month", date(2025, 2, 28)),  # no 30 February
        (date(2023, 11, 30), 3, "month", date(2024, 2, 29)),  # a leap year has a 29th
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), 12, "month", date(2025, 2, 28)),
        (date(2024, 10, 31), 1, "month", date(2024, 12, 2)),  # 30 November is a Saturday
        (date(2024, 9, 18), 20, "workday", date(2024, 10, 21)),  # 29 September and 12 October are worked
        (date(2024, 2, 8), 1, "workday", date(2024, 2, 9)),
        (date(2024, 2, 9), 1, "workday", date(2024, 2, 18)),  # a Sunday that was made a working day
        (date(2024, 9, 19), 10, "day", date(2024, 9, 29)),  # a Sunday made a working day: not moved
        (date(2024, 4, 26), 5, "day", date(2024, 5, 6)),  # Labour Day moves it
        (date(2024, 7, 1), 7, "day", date(2024, 7, 8)),
    ],
)
def test_cases_reckoned_by_hand(start, amount, unit, expected):
    assert due(start, amount, unit).due_on == expected


def test_the_reckoning_of_a_moved_day_tells_start_period_and_holiday():
    reckoning = due(date(2024, 7, 1), 3, "month")

    assert [step.as_json() for step in reckoning.steps] == [
        {"code": "first_day", "on": "2024-07-01", "event": "hand_over"},
        {"code": "months", "amount": 3, "on": "2024-10-01"},
        {"code": "moved", "from": "2024-10-01", "to": "2024-10-08", "kind": "holiday", "name": "国庆节"},
        {"code": "notices", "sources": ["国务院办公厅关于2024年部分节假日安排的通知"]},
    ]


def test_the_reckoning_of_working_days_names_holidays_weekends_and_made_up_days():
    reckoning = due(date(2024, 9, 18), 20, "workday")

    assert [step.as_json() for step in reckoning.steps[2:5]] == [
        {"code": "weekends", "days": 6},
        {"code": "holiday", "name": "国庆节", "from": "2024-10-01", "to": "2024-10-07", "days": 7},
        {"code": "made_up", "on": ["2024-09-29", "2024-10-12"]},
    ]


def test_a_last_day_made_up_is_explained():
    assert codes(due(date(2024, 9, 19), 10, "day")) == ["first_day", "days", "made_up_last", "notices"]


def test_a_month_without_the_day_is_explained():
    step = due(date(2024, 11, 30), 3, "month").steps[1]

    assert step.as_json() == {"code": "month_end", "amount": 3, "on": "2025-02-28", "day": 30}


def test_another_event_that_started_the_clock_is_kept():
    reckoning = reckon(date(2024, 7, 1), rule(3, "month"), shipped_calendar(), event="session_end")

    assert (reckoning.event, reckoning.steps[0].facts["event"]) == ("session_end", "session_end")


@pytest.mark.parametrize(
    ("start", "amount", "unit", "expected", "years"),
    [
        (date(2026, 11, 30), 3, "month", date(2027, 3, 1), [2027]),  # a Sunday, seen without a notice
        (date(2026, 12, 28), 3, "workday", date(2026, 12, 31), []),
        (date(2026, 12, 28), 4, "workday", date(2027, 1, 1), [2027]),  # New Year's Day is not known to be one
        (date(2026, 12, 30), 400, "workday", date(2028, 7, 12), [2027, 2028]),
        (date(2003, 12, 1), 1, "day", date(2003, 12, 2), [2003]),
        (date(2003, 12, 31), 1, "month", date(2004, 2, 2), []),
    ],
)
def test_a_year_without_notice_is_named_in_a_warning(start, amount, unit, expected, years):
    reckoning = due(start, amount, unit)

    assert reckoning.due_on == expected
    assert [(warning.code, warning.facts["year"]) for warning in reckoning.warnings] == [
        ("year_unknown", year) for year in years
    ]


def test_a_looser_period_is_flagged_and_cut_at_the_limit_of_the_law():
    reckoning = due(date(2024, 7, 2), 5, "month", cap=Period(3, "month"))

    assert reckoning.due_on == date(2024, 10, 8)
    assert codes(reckoning) == ["first_day", "months", "ceiling", "notices"]
    assert [warning.code for warning in reckoning.warnings] == ["looser_than_law"]


def test_a_stricter_period_of_another_unit_is_not_cut():
    reckoning = due(date(2024, 7, 1), 40, "workday", cap=Period(3, "month"))

    assert reckoning.due_on == date(2024, 8, 26)
    assert (codes(reckoning).count("ceiling"), reckoning.warnings) == (0, ())


@given(start=st.dates(date(2005, 1, 1), date(2024, 6, 30)), period=PERIODS)
def test_no_clock_passes_the_limit_of_the_law(start, period):
    limit = Period(3, "month")

    reckoning = due(start, *period, cap=limit)

    assert reckoning.due_on <= oracle.due_on(start, 3, "month")
    assert reckoning.due_on == min(oracle.due_on(start, *period), oracle.due_on(start, 3, "month"))


@settings(deadline=None)
@given(start=st.dates(date(2005, 1, 1), date(2024, 6, 30)), period=PERIODS)
def test_whatever_passes_the_limit_somewhere_is_flagged_everywhere(start, period):
    if oracle.due_on(start, *period) > oracle.due_on(start, 3, "month"):
        assert Period(*period).may_outlast(Period(3, "month"))


def test_a_duty_without_a_period_has_no_due_date():
    with pytest.raises(NoPeriod):
        reckon(date(2024, 7, 1), rule(None, None), shipped_calendar())


@pytest.mark.parametrize("amount", [0, -1])
def test_there_is_no_period_of_nothing(amount):
    with pytest.raises(ValueError, match=str(amount)):
        Period(amount, "day")


def test_an_empty_calendar_rests_on_weekends_only():
    empty = Calendar(rest={}, working=frozenset(), sources={})

    assert reckon(date(2024, 9, 27), rule(5, "workday"), empty).due_on == date(2024, 10, 4)
