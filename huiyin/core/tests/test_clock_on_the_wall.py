"""The one clock: it may be set to the demonstration's day, and tells the town's date."""

from datetime import date, timedelta

import time_machine

from huiyin.core import clock
from huiyin.core.clock import now, today


@time_machine.travel("2024-06-30T16:30:00+00:00", tick=False)
def test_today_is_the_towns_day():
    assert today() == date(2024, 7, 1)


@time_machine.travel("2026-11-23T02:00:00+00:00", tick=False)
def test_the_demonstrations_day_keeps_the_time_of_day(monkeypatch):
    real = now()
    monkeypatch.setenv("HUIYIN_TODAY", "2025-03-10")
    assert today() == date(2025, 3, 10)
    assert (now() - real) % timedelta(days=1) == timedelta()


def test_a_home_of_the_demonstration_stands_on_its_day(settings, tmp_path):
    settings.HUIYIN_HOME = tmp_path
    (tmp_path / clock.DEMONSTRATION_DAY).write_text("2025-03-10")
    clock._remembered.cache_clear()

    assert today() == date(2025, 3, 10)

    clock._remembered.cache_clear()
