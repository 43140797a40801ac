"""What one line of a list of matters says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.matter import Matter, MatterQuerySet, Petitioner
from huiyin.matters.queries.next_step import Step, next_step
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


@dataclass(frozen=True)
class Line:
    matter: Matter
    signers: str
    state: MatterState
    tone: str
    step: Step


def with_signers(matters: MatterQuerySet) -> MatterQuerySet:
    """All that a line of a list says, the signing deputies as `signers`; voters' names are never read."""
    signers = Petitioner.objects.filter(deputy__isnull=False).select_related("deputy").order_by("position")
    signers = signers.only("township_id", "matter_id", "position", "deputy__name", "deputy__township_id")
    return (
        matters.for_list()
        .defer("situation", "request", "public_text")
        .prefetch_related(Prefetch("petitioners", signers, to_attr="signers"))
    )


def lines_of(matters: Iterable[Matter], township: Township, user: Any, today: date) -> list[Line]:
    """The lines of matters read by `with_signers`."""
    return [_line(matter, signers_of(matter, township, user), today) for matter in matters]


def _line(matter: Matter, signers: str, today: date) -> Line:
    state = matter.shown_state(today)
    return Line(matter, signers, state, STATE_TONES.get(state, "mute"), next_step(matter, today))


def signers_of(matter: Any, township: Township, user: Any) -> str:
    """Who signed, as a list says it; where secrecy was asked for, only to the staff and to who signed."""
    if not matter.signers:
        return str(matter.get_kind_display())
    standing = user.standing_in(township.pk)
    own = {signer.deputy_id for signer in matter.signers} & standing.deputy_ids
    if matter.secrecy and not own and not standing.roles & set(STAFF):
        return _("Names kept secret")
    names = {"name": matter.signers[0].deputy.name, "count": len(matter.signers)}
    if len(matter.signers) == 1:
        return _("Deputy %(name)s") % names
    return _("%(name)s and others, %(count)s deputies") % names
