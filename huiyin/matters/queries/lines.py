"""What one line of a list of matters says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.matter import Matter, MatterQuerySet, Petitioner
from huiyin.matters.queries.next_step import Step, next_step
from huiyin.matters.queries.undecided import dissatisfied_in
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

NO_KEY = UUID(int=0)  # its place in an address is taken by each matter's own key
Signers = list[tuple[UUID, str]]


@dataclass(frozen=True)
class Line:
    matter: Matter
    url: str
    field: str
    village: str
    unit: str
    signers: str
    state: MatterState
    tone: str
    step: Step


# what a line of any list says of its matter; the long texts stay in the database
OF_MATTER = (
    "township", "kind", "number", "short_number", "title", "secrecy", "typed_for", "received_on",
    "state", "round", "due_on", "due_rule", "window_closes_on",
    "handed_over_on", "replied_on", "claim", "verified",
)  # fmt: skip


def with_signers(matters: MatterQuerySet) -> MatterQuerySet:
    """Matters as their lines need them: with the names of field, village and lead unit."""
    return matters.only(*OF_MATTER).annotate(
        field_name=F("field__name"), village_name=F("village__name"), unit_name=F("lead_unit__name")
    )


def lines_of(matters: Iterable[Any], township: Township, user: Any, today: date) -> list[Line]:
    """The lines of these matters (`with_signers`); who signed is asked for at once, voters' names never."""
    matters = list(matters)
    standing = user.standing_in(township.pk)
    signed = _signers(matters, township)
    unhappy = dissatisfied_in(township, matters, today)
    address = reverse("matters:show", args=[township.slug, NO_KEY])
    return [
        Line(
            matter=matter,
            url=address.replace(str(NO_KEY), str(matter.pk)),
            field=matter.field_name or "",
            village=matter.village_name or "",
            unit=matter.unit_name or "",
            signers=_signed_by(matter, signed.get(matter.pk, []), standing),
            state=(state := matter.shown_state(today)),
            tone=STATE_TONES.get(state, "mute"),
            step=next_step(matter, today, dissatisfied=unhappy.get(matter.pk, 0)),
        )
        for matter in matters
    ]


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
