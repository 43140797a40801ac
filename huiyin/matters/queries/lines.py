"""What one line of a list of matters says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.matter import Matter, MatterQuerySet, Petitioner
from huiyin.matters.queries.next_step import Step, next_step
from huiyin.people.models import Standing
from huiyin.people.roles import STAFF
from huiyin.townships.models import Township

STATE_TONES = {
    MatterState.SUBMITTED: "amber",
    MatterState.REGISTERED: "amber",
    MatterState.IN_CHECK: "amber",
    MatterState.IN_HAND: "indigo",
    MatterState.ANSWERED: "indigo",
    MatterState.TRACKING: "indigo",
    MatterState.REFERRED: "indigo",
    MatterState.SOLVED: "jade",
}


Signers = list[tuple[UUID, str]]


@dataclass(frozen=True)
class Line:
    matter: Matter
    signers: str
    state: MatterState
    tone: str
    step: Step


def with_signers(matters: MatterQuerySet) -> MatterQuerySet:
    """Matters as their lines need them: with field, village and lead unit, without the long texts."""
    return matters.for_list().defer("situation", "request", "public_text")


def lines_of(matters: Iterable[Matter], township: Township, user: Any, today: date) -> list[Line]:
    """The lines of these matters; their signers are asked for all at once, voters' names never."""
    matters = list(matters)
    standing = user.standing_in(township.pk)
    signed = _signers(matters, township)
    return [
        _line(matter, _signed_by(matter, signed.get(matter.pk, []), standing), today) for matter in matters
    ]


def _line(matter: Matter, signers: str, today: date) -> Line:
    state = matter.shown_state(today)
    return Line(matter, signers, state, STATE_TONES.get(state, "mute"), next_step(matter, today))


def _signers(matters: list[Matter], township: Township) -> dict[UUID, Signers]:
    """The key and the name of each deputy who signed, by matter, the lead first."""
    if not matters:
        return {}
    rows = Petitioner.objects.of(township).filter(deputy__isnull=False, matter__in=[m.pk for m in matters])
    found: dict[UUID, Signers] = {}
    for matter, deputy, name in rows.order_by("position").values_list(
        "matter_id", "deputy_id", "deputy__name"
    ):
        found.setdefault(matter, []).append((deputy, name))
    return found


def _signed_by(matter: Matter, signers: Signers, standing: Standing) -> str:
    """Who signed, as a list says it; where secrecy was asked for, only to the staff and to who signed."""
    if not signers:
        return str(matter.get_kind_display())
    own = {deputy for deputy, _name in signers} & standing.deputy_ids
    if matter.secrecy and not own and not standing.roles & set(STAFF):
        return _("Names kept secret")
    names = {"name": signers[0][1], "count": len(signers)}
    if len(signers) == 1:
        return _("Deputy %(name)s") % names
    return _("%(name)s and others, %(count)s deputies") % names
