"""The one clock on the wall. Only pages, commands and jobs look at it; everything below is told the time."""

import os
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

DEMONSTRATION_DAY = "demo-today"  # a file in HUIYIN_HOME that only the demonstration writes


def _shift() -> timedelta:
    """How far the demonstration's day lies from the real one (whole days)."""
    told = os.environ.get("HUIYIN_TODAY") or _remembered()
    if not told:
        return timedelta()
    return date.fromisoformat(told) - timezone.localdate(timezone.now())


@cache
def _remembered() -> str:
    """The day for which a demonstration was built: every command and page of that home stands on it."""
    path = Path(settings.HUIYIN_HOME) / DEMONSTRATION_DAY
    return path.read_text().strip() if path.exists() else ""


def now() -> datetime:
    """This moment, or the same time of day on the demonstration's day."""
    return timezone.now() + _shift()


def today() -> date:
    """Today in the town's time zone."""
    return timezone.localdate(now())
