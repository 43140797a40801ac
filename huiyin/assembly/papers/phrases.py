"""Moments, bodies and quorums as papers name them, in Chinese whoever prints them."""

from datetime import datetime

from django.utils.timezone import localtime

from huiyin.assembly.law import quorum
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.queries.counts import Turnout

BODIES = {"plenary": "代表", "presidium": "主席团成员"}
SHARES = {"plenary": "全体代表的三分之二", "presidium": "主席团全体成员的半数"}


def on_day(moment: datetime | None) -> str:
    """2024-06-27, by the town's clock; empty for what did not happen."""
    return localtime(moment).date().isoformat() if moment else ""


def at_time(moment: datetime | None) -> str:
    """09:05"""
    return f"{localtime(moment):%H:%M}" if moment else ""


def body_of(meeting: Meeting) -> str:
    return BODIES[meeting.body]


def quorum_said(meeting: Meeting, turnout: Turnout) -> str:
    """超过全体代表的三分之二: how the turnout meets the quorum of the law; exactly as many as it wants reach
    it, where it does not want more than a share. Delegations count nobody.
    """
    if meeting.kind == Meeting.Kind.DELEGATION:
        return ""
    just = turnout.present == turnout.needed and not quorum(meeting.body).over
    return f"{'达到' if just else '超过'}{SHARES[meeting.body]}"
