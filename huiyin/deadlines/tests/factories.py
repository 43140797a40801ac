from datetime import datetime
from zoneinfo import ZoneInfo

from huiyin.core.tenancy import uuid7
from huiyin.deadlines.reckoning import Rule, Text

MONDAY = datetime(2024, 7, 1, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def act(by=None, at=MONDAY):
    """Who, when and which doing, as every act wants to know."""
    return {"by": by, "at": at, "act_id": uuid7()}


def rule(amount, unit, cap=None):
    return Rule(
        code="reply",
        start_event="hand_over",
        amount=amount,
        unit=unit,
        cap=cap,
        basis=Text("a basis", "依据"),
        source=Text("a source", "出处"),
        consequence=Text(),
    )
