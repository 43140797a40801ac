"""What the pages of motions ask: the lists of a session, the text as it was amended, what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from huiyin.assembly.models.meetings import AgendaItem
from huiyin.assembly.models.motions import (
    Amendment,
    Interpellation,
    InterpellationSigner,
    Motion,
    MotionSigner,
)
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.people.models import User

KEYS = ("id",)  # lists stand in the order in which they were entered

TONES = {
    "draft": "mute",
    "submitted": "amber",
    "on_agenda": "indigo",
    "turned": "indigo",
    "adopted": "indigo",
    "rejected": "mute",
    "put": "amber",
    "answered": "amber",
    "closed": "mute",
    "withdrawn": "mute",
}


def motions_of(convocation: Convocation, user: User, kind: str) -> QuerySet[Motion]:
    """The motions, or the recalls, of a session that this person may read, each with who leads and how many
    signed.
    """
    seen = Motion.objects.of(convocation.township).visible_to(user)
    rows = seen.filter(convocation=convocation, kind=kind)
    return _with_signers(rows, MotionSigner, "motion").select_related("matter")


def interpellations_of(convocation: Convocation, user: User) -> QuerySet[Interpellation]:
    """Its interpellations, likewise."""
    rows = Interpellation.objects.of(convocation.township).visible_to(user).filter(convocation=convocation)
    return _with_signers(rows, InterpellationSigner, "interpellation")


def _with_signers(rows: Any, signer: Any, name: str) -> Any:
    standing = signer._default_manager.filter(
        **{f"{name}_id": OuterRef("pk"), "township_id": OuterRef("township_id")}, withdrawn_at__isnull=True
    ).order_by("position", "id")
    number = standing.order_by().values(f"{name}_id").annotate(n=Count("pk"))
    confirmed = number.filter(confirmed_at__isnull=False)
    return rows.annotate(
        lead_name=Subquery(standing.values("deputy__name")[:1]),
        signed=Subquery(number.values("n")),
        confirmed=Subquery(confirmed.values("n")),
    )


@dataclass(frozen=True)
class Sort:
    """One of the lists of a session: what it is called in the address, and its rows for a person."""

    code: str
    rows: Callable[[Convocation, User], QuerySet[Any]]


SORTS = {
    sort.code: sort
    for sort in (
        Sort("motions", lambda of, user: motions_of(of, user, Motion.Kind.MOTION)),
        Sort("recalls", lambda of, user: motions_of(of, user, Motion.Kind.RECALL)),
        Sort("interpellations", interpellations_of),
    )
}


def amended_plan(motion: Motion) -> str:
    """The plan with the accepted amendments, in the order in which they were accepted; one that replaces no
    words is added at the end.
    """
    plan = motion.plan
    accepted = motion.amendments.filter(answer=Amendment.Answer.ACCEPTED).order_by("answered_at", "id")
    for one in accepted:
        plan = plan.replace(one.before, one.text, 1) if one.before else f"{plan}\n{one.text}".strip()
    return plan


def text_to_vote(motion: Motion) -> str:
    """What the congress votes on: the amended plan; of a recall its grounds."""
    return motion.grounds if motion.kind == Motion.Kind.RECALL else amended_plan(motion)


def items_of(motion: Motion) -> list[AgendaItem]:
    """Where it stands on the agenda, first to last."""
    rows = motion.items.select_related("meeting__convocation", "meeting__term")
    return list(rows.order_by("meeting__starts_at", "position", "id"))


def votes_of(motion: Motion) -> list[Vote]:
    """The votes on it that were not cancelled."""
    rows = Vote.objects.filter(township_id=motion.township_id, item__motion=motion)
    return list(rows.exclude(state="cancelled").order_by("id"))


def motion_of(matter: Any, user: User) -> Motion | None:
    """The motion that became this matter, if this person may read it."""
    rows = Motion.objects.of(matter.township).visible_to(user).filter(matter=matter)
    return rows.select_related("township", "convocation__session__term", "decided_in__convocation").first()
