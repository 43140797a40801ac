"""An act: one transaction, one journal entry, and the same outcome however often the request is repeated."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, models, transaction

from huiyin.core.errors import ActRefused
from huiyin.journal.queries import AlreadyDone, outcome_of, township_id_of

Action = TypeVar("Action", bound=Callable[..., Any])


def act(action: Action) -> Action:
    """Make a function an act.

    Its first argument is the record it is done to (or the township), `act_id` names this very doing: when it
    was done before, nothing changes and the record of the first time is returned.
    """

    @wraps(action)
    def once(subject: models.Model, *args: Any, act_id: UUID, **words: Any) -> Any:
        township_id = township_id_of(subject)
        if (first := outcome_of(township_id, act_id)) is not None:
            return first
        try:
            with transaction.atomic():
                return action(subject, *args, act_id=act_id, **words)
        except (AlreadyDone, ActRefused, IntegrityError):
            if (first := outcome_of(township_id, act_id)) is not None:
                return first  # the same request ran beside this one and was first
            raise

    return cast(Action, once)
