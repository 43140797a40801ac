"""Matters on which the office must decide what comes next: unsolved, or somebody is dissatisfied.

No law gives a day for it, so none is made up; what is said is since when they wait.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.answers import Promise
from huiyin.matters.models.checks import Evaluation, Verification
from huiyin.matters.models.matter import Matter, MatterQuerySet
from huiyin.matters.models.outcomes import Decision
from huiyin.townships.models import Township


def _dissatisfied(today: date) -> QuerySet[Evaluation]:
    """Those in the present round of their matter, the window over, the presidium silent so far."""
    decided = Decision.objects.filter(township=OuterRef("township"), round=OuterRef("round"))
    given = Evaluation.objects.unsealed(today).in_window().filter(result=Evaluation.Rating.DISSATISFIED)
    return given.filter(~Exists(decided), round__number=F("matter__round"))


def dissatisfied_in(township: Township, matters: Iterable[Matter], today: date) -> dict[UUID, int]:
    """How many signers are dissatisfied where nobody has decided yet, by matter (one query at most)."""
    keys = [matter.pk for matter in matters if matter.shown_state(today) == MatterState.IN_CHECK]
    if not keys:
        return {}
    given = _dissatisfied(today).filter(township=township, matter__in=keys)
    return dict(given.order_by().values_list("matter").annotate(Count("pk")))


def undecided(township: Township, today: date) -> MatterQuerySet:
    """The matters that wait for a decision now: looked at and unsolved without a date, or dissatisfied."""
    matters = Matter.objects.of(township).in_state(MatterState.IN_CHECK, today)
    unhappy = _dissatisfied(today).filter(township=OuterRef("township"), matter=OuterRef("pk"))
    waits = Q(state=MatterState.IN_CHECK, due_on__isnull=True, due_rule="")
    return matters.filter(waits | Exists(unhappy))


def with_waiting(matters: MatterQuerySet) -> MatterQuerySet:
    """With the days of the last verification and of the last broken promise (`looked_on`, `broken_on`)."""
    of_matter = {"township": OuterRef("township"), "matter": OuterRef("pk")}
    looked = Verification.objects.filter(**of_matter, round__number=OuterRef("round")).order_by("-on", "-id")
    broken = Promise.objects.filter(**of_matter, state=Promise.State.BROKEN).order_by("-settled_on")
    return matters.annotate(
        looked_on=Subquery(looked.values("on")[:1]), broken_on=Subquery(broken.values("settled_on")[:1])
    )


def waits_since(row: dict[str, Any]) -> date | None:
    """The day of the last thing that left the matter undecided; of a row `with_waiting`."""
    days = (row["replied_on"], row["window_closes_on"], row["looked_on"], row["broken_on"])
    return max((day for day in days if day), default=None)
