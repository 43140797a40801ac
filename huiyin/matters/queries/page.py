"""All records of one matter for its page, in a number of queries that does not grow with its rounds.

A table that has nothing for this matter is not asked: the matter's own row says which have.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from huiyin.core.prepared import Prepared
from huiyin.journal.models import Entry
from huiyin.matters.models.answers import Promise, Reply
from huiyin.matters.models.checks import Evaluation, Verification, VerificationFile, Verifier
from huiyin.matters.models.handling import Assignment, Clock, Contact, Extension, Round, Urge
from huiyin.matters.models.matter import Matter, MatterFile, MatterQuerySet, Petitioner
from huiyin.matters.models.outcomes import Decision, Explanation, Referral, Refusal

PARTS: dict[str, Callable[[], QuerySet[Any]]] = {
    "petitioners": lambda: Petitioner.objects.select_related("deputy").order_by("position", "id"),
    "rounds": lambda: Round.objects.order_by("-number"),
    "assignments": lambda: Assignment.objects.select_related("unit").order_by("id"),
    "replies": lambda: Reply.objects.select_related("assignment__unit").order_by("id"),
    "promises": lambda: Promise.objects.select_related("unit").order_by("due_on", "id"),
    "clocks": lambda: Clock.objects.order_by("id"),
    "contacts": lambda: Contact.objects.select_related("unit").order_by("id"),
    "extensions": lambda: Extension.objects.select_related("unit").order_by("id"),
    "urges": lambda: Urge.objects.select_related("unit").order_by("id"),
    "evaluations": lambda: Evaluation.objects.select_related("round").order_by("id"),
    "verifications": lambda: Verification.objects.order_by("id"),
    "decisions": lambda: Decision.objects.order_by("id"),
    "referrals": lambda: Referral.objects.order_by("id"),
    "explanations": lambda: Explanation.objects.order_by("id"),
    "refusals": lambda: Refusal.objects.order_by("id"),
    "files": lambda: MatterFile.objects.select_related("file").order_by("id"),
}


def _prepared(part: str) -> Prepared[Any]:
    return Prepared(lambda township_id, pk: PARTS[part]().filter(township_id=township_id, matter=pk), keys=2)


PREPARED = {part: _prepared(part) for part in PARTS}


def _of_verifications(rows: Callable[[], QuerySet[Any]]) -> Prepared[Any]:
    """By a list of keys, not by a join: the join would make SQLite read all rows of the township."""

    def build(township_id: UUID, pk: UUID) -> QuerySet[Any]:
        of_matter = Verification.objects.filter(township_id=township_id, matter=pk)
        return (
            rows().filter(township_id=township_id, verification_id__in=of_matter.values("pk")).order_by("id")
        )

    return Prepared(build, keys=2)


VERIFIERS = _of_verifications(lambda: Verifier.objects.select_related("deputy"))
SEEN = _of_verifications(lambda: VerificationFile.objects.select_related("file"))


@dataclass(frozen=True)
class Records:
    """A matter's rows, each kind in one list; rounds newest first, of the evaluations the unsealed ones."""

    petitioners: list[Petitioner]
    rounds: list[Round]
    assignments: list[Assignment]
    replies: list[Reply]
    promises: list[Promise]
    clocks: list[Clock]
    contacts: list[Contact]
    extensions: list[Extension]
    urges: list[Urge]
    evaluations: list[Evaluation]
    verifications: list[Verification]
    decisions: list[Decision]
    referrals: list[Referral]
    explanations: list[Explanation]
    refusals: list[Refusal]
    files: list[MatterFile]
    verifiers: list[Verifier]
    seen: list[VerificationFile]  # the photos of the verifications

    @property
    def round(self) -> Round | None:
        """The present round."""
        return self.rounds[0] if self.rounds else None

    @property
    def deputies(self) -> list[Petitioner]:
        """Those who signed as deputies, and so may evaluate."""
        return [petitioner for petitioner in self.petitioners if petitioner.deputy_id]

    def of_round(self, part: str, round_: Round | None) -> list[Any]:
        """The rows of one kind that belong to this round (None: to no round)."""
        return [row for row in getattr(self, part) if row.round_id == (round_.pk if round_ else None)]

    def of_verification(self, part: str, verification: Verification) -> list[Any]:
        """Who took part in it (`verifiers`), or the photos taken then (`seen`)."""
        return [row for row in getattr(self, part) if row.verification_id == verification.pk]

    def orders(self) -> list[Assignment]:
        """The orders in force."""
        standing = self.of_round("assignments", self.round) if self.round else []
        return [order for order in standing if order.ended_at is None]

    def due_clock(self, matter: Matter) -> Clock | None:
        """The running clock whose date is the matter's next one."""
        running = [clock for clock in self.clocks if clock.stopped_at is None]
        found = [c for c in running if (c.rule, c.due_on) == (matter.due_rule, matter.due_on)]
        return found[0] if found else None


def for_page(matters: MatterQuerySet) -> MatterQuerySet:
    """With the row: what it refers to, which tables have something for it, the end of its journal."""
    own = {"township_id": OuterRef("township_id"), "matter": OuterRef("pk")}
    flags = {f"has_{part}": Exists(rows().order_by().filter(**own)) for part, rows in PARTS.items()}
    given = Evaluation.objects.filter(**own, round__number=OuterRef("round")).order_by()
    entries = Entry.objects.filter(township_id=OuterRef("township_id"), subject_id=OuterRef("pk"))
    related = matters.select_related(
        "field", "village", "lead_unit", "session__term", "similar_to", "merged_into"
    )
    return related.annotate(
        forms_given=Subquery(given.values("matter").annotate(n=Count("pk")).values("n")),
        entry_count=Subquery(entries.order_by().values("subject_id").annotate(n=Count("pk")).values("n")),
        entry_digest=Subquery(entries.order_by("-seq").values("digest")[:1]),
        **flags,
    )


SHOWN: Prepared[Matter] = Prepared(
    lambda township_id, pk: for_page(Matter.objects.filter(township_id=township_id, pk=pk)), keys=2
)


def shown_matter(matters: MatterQuerySet, pk: UUID) -> Matter | None:
    """One of these matters as its page wants it; None when it is not among them."""
    key = matters.filter(pk=pk).order_by().values_list("township_id", flat=True).first()
    return SHOWN.rows(key, pk)[0] if key else None


def records_of(matter: Matter, today: date) -> Records:
    """Fetch the rows of a matter that came from `for_page`; sealed evaluations are left in the database."""
    parts: dict[str, list[Any]] = {part: _rows(matter, part, today) for part in PARTS}
    _remember(matter, parts)
    for part, people_or_photos in (("verifiers", VERIFIERS), ("seen", SEEN)):
        asked = parts["verifications"]
        parts[part] = people_or_photos.rows(matter.township_id, matter.pk) if asked else []
    return Records(**parts)


def _rows(matter: Matter, part: str, today: date) -> list[Any]:
    if not getattr(matter, f"has_{part}"):
        return []
    if part == "evaluations":
        rows = PARTS[part]().filter(township_id=matter.township_id, matter=matter)
        return list(rows.filter(round__window_closes_on__lt=today))
    return PREPARED[part].rows(matter.township_id, matter.pk)


def _remember(matter: Matter, parts: dict[str, list[Any]]) -> None:
    """Spare the permissions the queries that they would ask about orders and signers."""
    numbers = {round_.pk: round_.number for round_ in parts["rounds"]}
    matter._assigned = [
        (order.unit_id, numbers[order.round_id], order.ended_at is not None) for order in parts["assignments"]
    ]
    matter._signer_ids = {signer.deputy_id for signer in parts["petitioners"] if signer.deputy_id}
    for petitioner in parts["petitioners"]:
        petitioner.matter = matter
