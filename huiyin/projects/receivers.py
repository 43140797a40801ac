"""When the result of the projects' vote is announced, it is taken over at once."""

from datetime import datetime
from typing import Any
from uuid import uuid5

import structlog
from django.dispatch import receiver

from huiyin.assembly.events import result_announced
from huiyin.assembly.models.votes import Vote
from huiyin.core.errors import ActRefused
from huiyin.people.models import User
from huiyin.projects.actions import take_up_result
from huiyin.projects.models import Choosing

log = structlog.get_logger(__name__)


@receiver(result_announced)
def result_was_announced(sender: Any, vote: Vote, by: User | None, at: datetime, **words: Any) -> None:
    if vote.subject != Vote.Subject.CHOICE:
        return
    choosing = Choosing.objects.filter(township_id=vote.township_id, vote=vote).first()
    if choosing is None:
        return
    try:
        take_up_result(choosing, by=by, at=at, act_id=uuid5(vote.pk, "take_up_result"))
    except ActRefused as refusal:  # void, or taken over by hand before; the page of the choice says which
        log.info("result_not_taken_up", vote=str(vote.pk), because=str(refusal))
