"""Moments, bodies and posts as papers name them, in Chinese whoever prints them."""

from datetime import datetime

from django.utils.timezone import localtime

from huiyin.assembly.law import posts
from huiyin.assembly.models.meetings import Meeting
from huiyin.townships.models import Township

BODIES = {"plenary": "代表", "presidium": "主席团成员"}
QUORUMS = {"plenary": "全体代表三分之二以上", "presidium": "主席团全体成员过半数"}


def on_day(moment: datetime | None) -> str:
    """2024-06-27, by the town's clock; empty for what did not happen."""
    return localtime(moment).date().isoformat() if moment else ""


def at_time(moment: datetime | None) -> str:
    """09:05"""
    return f"{localtime(moment):%H:%M}" if moment else ""


def body_of(meeting: Meeting) -> str:
    return BODIES[meeting.body]


def post_of(township: Township, code: str) -> str:
    """清溪镇人民政府镇长, 清溪镇人民代表大会主席: an office with the organ it belongs to."""
    known = posts().get(code)
    if known is None:
        return code
    organ = "人民代表大会" if known.group == "chairs" else "人民政府"
    return f"{township.name}{organ}{known.name.zh}"
