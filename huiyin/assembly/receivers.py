"""What changes the days of a session's checklist: a calendar, a town's rules, the vote on the budget.

Open lines are reckoned anew; each changed date is journalled.
"""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from huiyin.assembly.actions.preparing import recompute_preparations, recompute_sessions
from huiyin.assembly.events import result_announced
from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.votes import Vote
from huiyin.core.tenancy import uuid7
from huiyin.deadlines.events import calendar_changed, rules_changed
from huiyin.deadlines.queries import rules_of
from huiyin.townships.models import Township


@receiver(rules_changed)
def rules_of_sessions_changed(sender: Any, township: Township, at: datetime, **words: Any) -> None:
    recompute_sessions(township, at=at)


@receiver(calendar_changed)
def calendar_of_sessions_changed(sender: Any, at: datetime, **words: Any) -> None:
    for township in Township.objects.order_by("id"):
        recompute_sessions(township, at=at)


@receiver(result_announced)
def budget_was_decided(sender: Any, vote: Vote, at: datetime, **words: Any) -> None:
    """Twenty days from its approval the budget is published [YSF 14]."""
    if vote.item is None or vote.item.kind != AgendaItem.Kind.BUDGET or vote.meeting.convocation is None:
        return
    session = vote.meeting.convocation
    recompute_preparations(session, rules=rules_of(session.township), at=at, act_id=uuid7())
