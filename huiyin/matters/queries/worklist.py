"""The worklist: which matters a list shows.

Every list of matters has an address, so that any figure can link to exactly the records it counts. These are
the words of the address (`/<town>/matters/?state=in_hand&round=2`); each narrows, none widens:

    q           words that must all occur: of the text, a deputy's or a unit's name, a number
    state       a state of the lifecycle as a person sees it today, or `open`, `closed`, `handed_over`
    kind        suggestion, motion, opinion, finding
    field, unit, village    the key of the field, of the lead unit, of the village
    due         overdue, today, week (today to Sunday), next_week, month (today to its last day), none
    round       1, 2, or 3 for the third and later
    claim       the code of the category that the unit claims in the present round
    evaluation  satisfied, fairly, dissatisfied: somebody's result, without sealed ones; none: nobody's
    verified    solved, partly, not, cannot_tell; none: handed over and not verified in the present round
    signer      the key of a deputy who signed
    supervised  1: under the presidium's supervision
    set         the code of a figure: the matters that it counts (`sets.py`)
    year        the year of the receipt; with `set` the year of the figure (this year where none is said)
    order       empty: by due date, those without one behind, newest first; `newest`: by day of receipt
    after       where the page before ended (`paging.py`)
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q

from huiyin.matters.lifecycle import CLOSED, HANDED_OVER
from huiyin.matters.models.matter import Matter, MatterQuerySet, Petitioner
from huiyin.matters.queries.sets import evaluated, in_set
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF
from huiyin.search.bigrams import normalised
from huiyin.search.queries import matching
from huiyin.townships.models import Township


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to see: the words of the address, checked. Empty means: not narrowed by it."""

    q: str = ""
    state: str = ""
    kind: str = ""
    field: str = ""
    unit: str = ""
    village: str = ""
    due: str = ""
    round: str = ""
    claim: str = ""
    evaluation: str = ""
    verified: str = ""
    signer: str = ""
    supervised: str = ""
    year: str = ""
    set: str = ""
    order: str = ""

    @property
    def narrows(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self) if part.name != "order")

    def in_address(self) -> dict[str, str]:
        """The words that are said, for the query of an address."""
        return {part.name: value for part in fields(self) if (value := getattr(self, part.name))}


def _in_state(matters: MatterQuerySet, value: str, today: date) -> MatterQuerySet:
    if value == "open":
        return matters.open()
    if value == "closed":
        return matters.filter(state__in=CLOSED)
    if value == "handed_over":
        return matters.handed_over()
    return matters.in_state(value, today)


def _due(matters: MatterQuerySet, value: str, today: date) -> MatterQuerySet:
    if value == "overdue":
        return matters.overdue(today)
    if value == "none":
        return matters.open().filter(due_on__isnull=True)
    first, last = due_span(value, today)
    return matters.filter(due_on__range=(first, last))


def due_span(value: str, today: date) -> tuple[date, date]:
    """From which day to which: `today`, `week` until Sunday, `next_week`, `month` until its last day."""
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
    spans = {
        "today": (today, today),
        "week": (today, monday - timedelta(days=1)),
        "next_week": (monday, monday + timedelta(days=6)),
        "month": (today, today + relativedelta(day=31)),
    }
    return spans[value]


def _round(matters: MatterQuerySet, value: str, today: date) -> MatterQuerySet:
    return matters.filter(round__gte=3) if value == "3" else matters.filter(round=int(value))


def _verified(matters: MatterQuerySet, value: str, today: date) -> MatterQuerySet:
    if value == "none":
        return matters.filter(state__in=HANDED_OVER, verified="")
    return matters.filter(verified=value)


def _signer(matters: MatterQuerySet, value: str, today: date) -> MatterQuerySet:
    signed = Petitioner.objects.filter(
        township_id=OuterRef("township_id"), matter=OuterRef("pk"), deputy=UUID(value)
    )
    return matters.filter(Exists(signed))


NARROWINGS: dict[str, Callable[[MatterQuerySet, str, date], MatterQuerySet]] = {
    "state": _in_state,
    "kind": lambda matters, value, today: matters.filter(kind=value),
    "field": lambda matters, value, today: matters.filter(field=UUID(value)),
    "unit": lambda matters, value, today: matters.filter(lead_unit=UUID(value)),
    "village": lambda matters, value, today: matters.filter(village=UUID(value)),
    "due": _due,
    "round": _round,
    "claim": lambda matters, value, today: matters.filter(claim=value),
    "evaluation": evaluated,
    "verified": _verified,
    "signer": _signer,
    "supervised": lambda matters, value, today: matters.filter(supervised_at__isnull=False),
}


def worklist(township: Township, user: Any, wanted: Wanted, today: date) -> MatterQuerySet:
    """The matters that this person may see and wants to see, without order."""
    matters = Matter.objects.of(township).visible_to(user)
    knows_all = has_role(user, township, *STAFF)
    if wanted.signer and not knows_all:
        matters = matters.filter(secrecy=False)
    for name, narrow in NARROWINGS.items():
        if value := getattr(wanted, name):
            matters = narrow(matters, value, today)
    matters = _of_year(matters, wanted, township, today)
    return _found(
        matters, wanted.q, township, None if knows_all else user.standing_in(township.pk).deputy_ids
    )


def _of_year(matters: MatterQuerySet, wanted: Wanted, township: Township, today: date) -> MatterQuerySet:
    if wanted.set:
        return in_set(matters, wanted.set, township, int(wanted.year or today.year), today)
    return matters.filter(received_on__year=int(wanted.year)) if wanted.year else matters


def _found(
    matters: MatterQuerySet, query: str, township: Township, own: frozenset[UUID] | None
) -> MatterQuerySet:
    """What the search finds; a secret matter is not found by who signed it, but for the presidium's staff
    and for these deputies themselves (`own`; None: the staff).
    """
    found = matching(matters, query, township=township)
    if own is None or not query.strip():
        return found
    said = Q()
    for word in normalised(query).split():
        said &= (
            Q(title__icontains=word)
            | Q(situation__icontains=word)
            | Q(request__icontains=word)
            | Q(number__icontains=word)
            | Q(short_number__icontains=word)
        )
    signed = Petitioner.objects.filter(
        township_id=OuterRef("township_id"), matter=OuterRef("pk"), deputy__in=own
    )
    return found.filter(Q(secrecy=False) | said | Exists(signed))
