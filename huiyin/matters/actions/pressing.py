"""Pressing for it: a unit is urged, a matter is put under the presidium's own supervision."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.handling import require_not_before
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.handling import Urge
from huiyin.matters.models.matter import Matter
from huiyin.people.models import Unit, User


@act
def urge(
    matter: Matter,
    *,
    unit: Unit,
    text: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
) -> Urge:
    """Remind a unit of what is due (催办).

    Raises ActRefused for a unit that has no order in this round.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "urge", by=by)
    if not matter.is_handled_by({unit.pk}):
        raise ActRefused(_("%(name)s has no order in this round.") % {"name": unit.name})
    pressed = _press(matter, Urge.Kind.URGE, unit, text, at)
    record(
        matter,
        "urge",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        unit=unit.name,
        private={"text": text},
    )
    return pressed


@act
def supervise(matter: Matter, *, text: str, by: User | None, at: datetime, act_id: UUID) -> Urge:
    """Put a matter under the presidium's own supervision (督办); it stays so until it is closed.

    Raises ActRefused when it is supervised already.
    """
    matter = Matter.objects.locked(matter)
    MATTER_LIFECYCLE.check(matter, "supervise", by=by)
    if matter.supervised_at is not None:
        raise ActRefused(_("The matter is under supervision already."))
    matter.supervised_at = at
    matter.save(update_fields=["supervised_at"])
    pressed = _press(matter, Urge.Kind.SUPERVISE, None, text, at)
    record(matter, "supervise", by=by, at=at, act_id=act_id, unit="", private={"text": text})
    return pressed


def _press(matter: Matter, kind: str, unit: Unit | None, text: str, at: datetime) -> Urge:
    round_ = matter.rounds.get(number=matter.round)
    require_not_before(round_.handed_over_on, at)
    return Urge.objects.create(
        township_id=matter.township_id, matter=matter, round=round_, unit=unit, kind=kind, at=at, text=text
    )
