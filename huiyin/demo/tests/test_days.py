"""The town on other days: it is alive on each of them, and the same each time it is built."""

from datetime import date

import pytest
from django.db import transaction

from huiyin.deadlines.holidays import shipped_calendar
from huiyin.demo.building import build_town
from huiyin.demo.days import Days
from huiyin.journal.queries import verify_chain
from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.matter import Matter
from huiyin.matters.tests.recompute import kept, recompute


@pytest.mark.django_db
@pytest.mark.parametrize("today", [date(2024, 1, 3), date(2026, 11, 23)])
def test_every_state_is_there_on_any_day(today):
    town = build_town(today=today)
    matters = Matter.objects.of(town.township)

    assert {matter.shown_state(today) for matter in matters} == set(MatterState)
    assert matters.filter(due_on=today).exists()
    assert matters.overdue(today).exists()
    assert matters.filter(session=town.sessions[2], handed_over_on=date(today.year - 1, 7, 1)).count() == 24
    assert verify_chain(town.township)[1] is None
    assert [matter.title for matter in matters if recompute(matter) != kept(matter)] == []


@pytest.mark.django_db
def test_the_same_day_gives_the_same_town():
    first, second = (snapshot(date(2024, 2, 29)) for _time in range(2))

    assert first == second


def snapshot(today):
    """What the town says of itself; then it is undone."""
    with transaction.atomic():
        town = build_town(today=today)
        rows = Matter.objects.of(town.township).order_by("title")
        seen = [(row.number, row.title, row.state, row.due_on, row.registered_at) for row in rows]
        transaction.set_rollback(True)
    return seen, sorted(town.deputies)


def test_days_are_counted_in_working_days():
    days = Days(date(2025, 3, 10), shipped_calendar())  # a Monday

    assert days.named("back 1") == date(2025, 3, 7)
    assert days.named("10-21") == date(2024, 10, 21)
    assert days.named("next 01-14") == date(2025, 1, 14)
    assert days.of_step("+2", date(2025, 3, 7), None) == date(2025, 3, 11)
    assert days.of_step("10-05", date(2024, 9, 1), None) == date(2024, 10, 8)  # behind the holiday
    with pytest.raises(ValueError, match="tomorrow"):
        days.named("tomorrow")
