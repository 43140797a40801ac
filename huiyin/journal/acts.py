"""An act: one transaction, one journal entry, and the same outcome however often the request is repeated."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import OperationalError, connection, models, transaction
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.journal.actions import hold_chain, keep_telling
from huiyin.journal.models import Telling
from huiyin.journal.queries import outcome_of, township_id_of
from huiyin.journal.tellings import telling

Action = TypeVar("Action", bound=Callable[..., Any])

ATTEMPTS = 4
GAVE_WAY = frozenset({"40P01", "40001"})  # the database let another transaction pass first


def act(action: Action) -> Action:
    """Make a function an act.

    Its first argument is the record it is done to (or the township), `act_id` names this very doing: when it
    was done before, nothing changes and the record of the first time is returned. The acts of one township
    are done one after another: each holds the end of the chain before it touches anything else, so that no
    two can wait for each other.

    Raises ActRefused when the act id was used for another act, or for this one with other words.
    """

    @wraps(action)
    def once(subject: models.Model, /, *args: Any, act_id: UUID, **words: Any) -> Any:
        township_id = township_id_of(subject)
        told = partial(telling, action, subject, args, words)

        def attempt() -> Any:
            with transaction.atomic():
                hold_chain(township_id)
                if (first := outcome_of(township_id, act_id)) is not None:
                    _require_same(township_id, act_id, told)
                    return first
                outcome = action(subject, *args, act_id=act_id, **words)
                keep_telling(township_id, act_id, told, outcome)
                return outcome

        return attempt() if connection.in_atomic_block else _patiently(attempt)

    return cast(Action, once)


def _require_same(township_id: UUID, act_id: UUID, told: Callable[[], str]) -> None:
    first = Telling.objects.filter(township_id=township_id, act_id=act_id).exclude(told="").first()
    if first is not None and first.told != told():
        raise ActRefused(
            _("This form was sent already with other content; nothing was done now. Open it anew.")
        )


def _patiently(attempt: Callable[[], Any]) -> Any:
    """Do it again when the database chose this transaction to give way."""
    for _time in range(ATTEMPTS - 1):
        try:
            return attempt()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in GAVE_WAY:
                raise
    return attempt()
