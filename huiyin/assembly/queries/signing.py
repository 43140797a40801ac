"""Who signs: how many are needed, who confirmed, who is still asked, who holds no seat any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from huiyin.assembly import law
from huiyin.assembly.models.motions import (
    Interpellation,
    InterpellationSigner,
    Motion,
    MotionSigner,
    Signature,
)
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.counts import deputies_at
from huiyin.people.models import Deputy

Joint = Motion | Interpellation  # what deputies put jointly
Signer = MotionSigner | InterpellationSigner


def signers_of(row: Joint) -> list[Signer]:
    """The signers who stand, in their order; the first leads."""
    rows = row.signers.filter(withdrawn_at__isnull=True).select_related("deputy")
    return list(rows.order_by("position", "id"))


def confirmed_of(row: Joint) -> list[Signer]:
    """Those of them who confirmed that they sign."""
    return [one for one in signers_of(row) if one.confirmed_at]


def is_joint(row: Joint) -> bool:
    """Whether deputies bring it; the presidium and the government sign nothing jointly."""
    return not isinstance(row, Motion) or row.brought_by == Motion.BroughtBy.DEPUTIES


def needed_signers(row: Joint, moment: datetime) -> int:
    """How many deputies must sign: five a motion, ten an interpellation, one fifth of all a recall
    [ZZF 22, 24, 31].
    """
    if isinstance(row, Interpellation):
        return law.signers("interpellation")
    if not is_joint(row):
        return 0
    if row.kind == Motion.Kind.RECALL:
        return law.one_fifth("recall").needed(deputies_at(row.convocation.session.term, moment).count())
    return law.signers("motion")


@dataclass(frozen=True)
class Signing:
    """How far the signing has come at a moment."""

    needed: int
    signers: list[Signer]
    seated: frozenset[Any]  # deputies of them who hold a seat

    def holds_seat(self, signer: Signature) -> bool:
        return signer.deputy_id in self.seated  # type: ignore[attr-defined]

    @property
    def counted(self) -> list[Signer]:
        """Those who count: confirmed, and with a seat."""
        return [one for one in self.signers if one.confirmed_at and self.holds_seat(one)]

    @property
    def waiting(self) -> list[Signer]:
        return [one for one in self.signers if not one.confirmed_at]

    @property
    def unseated(self) -> list[Signer]:
        return [one for one in self.signers if not self.holds_seat(one)]

    @property
    def is_enough(self) -> bool:
        return len(self.counted) >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.counted))

    @property
    def lead(self) -> Deputy | None:
        return self.signers[0].deputy if self.signers else None


def signing_of(row: Joint, moment: datetime) -> Signing:
    """Who signs it, and who of them holds a seat at this moment."""
    signers = signers_of(row)
    seated = deputies_at(row.convocation.session.term, moment)
    seated = seated.filter(pk__in=[one.deputy_id for one in signers])
    return Signing(needed_signers(row, moment), signers, frozenset(seated.values_list("pk", flat=True)))


def needed_of(sort: str, convocation: Convocation, moment: datetime) -> int:
    """The same for a whole list of a session: its motions, recalls or interpellations."""
    if sort == "interpellations":
        return law.signers("interpellation")
    if sort == "motions":
        return law.signers("motion")
    return law.one_fifth("recall").needed(deputies_at(convocation.session.term, moment).count())
