"""When a calendar or a town's rules change, running clocks are reckoned anew and each changed date is
journalled.
"""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from huiyin.deadlines.events import calendar_changed, rules_changed
from huiyin.matters.actions.clocks import recompute_township
from huiyin.townships.models import Township


@receiver(rules_changed)
def rules_were_changed(sender: Any, township: Township, at: datetime, **words: Any) -> None:
    recompute_township(township, at=at)


@receiver(calendar_changed)
def calendar_was_changed(sender: Any, at: datetime, **words: Any) -> None:
    for township in Township.objects.order_by("id"):
        recompute_township(township, at=at)
