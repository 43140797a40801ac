"""The one clock on the wall. Only pages, commands and jobs look at it; everything below is told the time."""

import os
from datetime import date, datetime, timedelta

from django.utils import timezone


def _shift() -> timedelta:
    """How far the demonstration's day lies from the real one (HUIYIN_TODAY, whole days)."""
    told = os.environ.get("HUIYIN_TODAY")
    if not told:
        return timedelta()
    return date.fromisoformat(told) - timezone.localdate(timezone.now())


def now() -> datetime:
    """This moment, or the same time of day on the demonstration's day."""
    return timezone.now() + _shift()


def today() -> date:
    """Today in the town's time zone."""
    return timezone.localdate(now())
