"""Importing an old ledger: what it says becomes matters by the acts that people use, at once or not at all.

What a ledger cannot know stays empty: it knows no verification, so nothing arrives as solved; it knows no
promise and no reasons, so a category that would oblige a unit to them is taken as it stands. Where a
record must say who signed a reply or what the reply said, it says that the ledger does not hold it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import uuid7
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.journal.models import Channel
from huiyin.matters.actions.evaluating import evaluate_round
from huiyin.matters.actions.intake import Slip, enter_matter
from huiyin.matters.actions.replying import Answer, Pledge, reply_to_matter
from huiyin.matters.actions.rounds import Order, current_round, hand_over_matter
from huiyin.matters.actions.settings import add_field, choose_scheme
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.handling import Assignment
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.models.settings import Field
from huiyin.people.actions.roster import enrol_deputy, open_unit
from huiyin.people.models import Deputy, Unit, User
from huiyin.people.permissions import is_clerk
from huiyin.townships.actions import add_village, convene_session, open_term
from huiyin.townships.models import Session, Term, Township, Village

MORNING = time(9)


@dataclass(frozen=True)
class LedgerSession:
    """The session that a ledger belongs to, with the days to enter where the town does not know it yet."""

    term: int
    number: int
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class LedgerReply:
    """What a ledger says of a unit's reply."""

    on: date
    claim: str
    scheme: str
    text: str
    reason: str = ""
    pledge: Pledge | None = None
    rating: str = ""  # the leading deputy's evaluation

    @property
    def rating_label(self) -> str:
        return str(Evaluation.Rating(self.rating).label) if self.rating else ""


@dataclass(frozen=True)
class LedgerRow:
    """One row of a ledger, read and found in order: what is to be entered, by names as the town
    writes them.
    """

    key: str  # names the row whatever the file is called
    place: str  # sheet and row, for sentences
    serial: int
    title: str
    situation: str
    received_on: date
    channel: str
    lead: str
    signed_off_by: str
    cosigners: tuple[str, ...] = ()
    field: str = ""
    village: str = ""
    in_session: bool = True
    lead_unit: str = ""
    assisting: tuple[str, ...] = ()
    handed_over_on: date | None = None
    reply: LedgerReply | None = None


@dataclass(frozen=True)
class Ledger:
    """A whole ledger ready to be imported."""

    rows: Sequence[LedgerRow]
    unchanged: int  # rows that were found in the register already
    session: LedgerSession | None
    unit_kinds: dict[str, str]
    scheme: str


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    imported: int
    unchanged: int


@act
def import_ledger(
    township: Township, *, ledger: Ledger, by: User | None, at: datetime, act_id: UUID
) -> Imported:
    """Import the rows of an old ledger that are not here yet, in one transaction (台账导入).

    Every row is registered, handed over, replied to and evaluated as the ledger says, each act on the
    ledger's own day; numbers come from the series' counter in the ledger's order. Deputies, units,
    fields, villages and the session that the town does not know are entered first. A row that was
    imported before is left as it is, so that a second import changes nothing and leaves no entry. The
    evaluation counts by the day of the reply.

    Raises ActRefused, naming the row, when an act refuses what the ledger says; PermissionDenied for
    others than the clerk.
    """
    if by is not None and not is_clerk(by, township):
        raise PermissionDenied("import")
    Township.objects.select_for_update(no_key=True).get(pk=township.pk)  # two imports, one after the other
    known = known_keys(township, [row.key for row in ledger.rows])
    rows = [row for row in ledger.rows if row.key not in known]
    done = Imported(len(rows), ledger.unchanged + len(known))
    if not rows:
        return done
    _Import(township, ledger, by=by, at=at).enter(sorted(rows, key=lambda row: (row.in_session, row.serial)))
    record(
        township,
        "import_ledger",
        by=by,
        at=at,
        act_id=act_id,
        channel=Channel.IMPORT,
        imported=done.imported,
        unchanged=done.unchanged,
    )
    return done


def known_keys(township: Township, keys: Sequence[str]) -> set[str]:
    """Which of these rows of a ledger are in the register already."""
    found = Matter.objects.of(township).filter(imported_from__in=keys)
    return set(found.values_list("imported_from", flat=True))


def morning_of(day: date) -> datetime:
    """The moment at which an act of a ledger's day is set: nine o'clock in the town."""
    return make_aware(datetime.combine(day, MORNING))


class _Import:
    """One import under way: who does it, and the rows by their names."""

    def __init__(self, township: Township, ledger: Ledger, *, by: User | None, at: datetime) -> None:
        self.township, self.ledger, self.by, self.at = township, ledger, by, at

    def enter(self, rows: Sequence[LedgerRow]) -> None:
        self._take_over_scheme()
        for row in rows:
            try:
                self._carry(row)
            except ActRefused as refusal:
                raise ActRefused(
                    _("%(place)s: %(reason)s Nothing was imported.")
                    % {"place": row.place, "reason": str(refusal)}
                ) from refusal

    def _take_over_scheme(self) -> None:
        """A town that has no reply yet classifies as its ledger does; another keeps its own scheme."""
        if not self.ledger.scheme or Reply.objects.of(self.township).exists():
            return
        choose_scheme(self.township, scheme=self.ledger.scheme, **self._now())

    def _now(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at, "act_id": uuid7()}

    def _then(self, row: LedgerRow, step: str, day: date) -> dict[str, Any]:
        """The words of an act of the ledger's own day, typed now; the same row and step make the same act."""
        return {
            "by": self.by,
            "at": min(morning_of(day), self.at),
            "typed_at": self.at,
            "act_id": uuid5(self.township.pk, f"{row.key}:{step}"),
        }

    def _carry(self, row: LedgerRow) -> None:
        """Take one row as far as the ledger says it has come."""
        matter = self._register(row)
        if row.handed_over_on is None:
            return
        order = Order(lead=self._unit(row.lead_unit), assisting=[self._unit(name) for name in row.assisting])
        matter = hand_over_matter(
            matter,
            order=order,
            channel=Channel.IMPORT,
            **self._then(row, "hand_over", row.handed_over_on),
        )
        if row.reply is not None:
            self._answer(matter, row, row.reply)

    def _register(self, row: LedgerRow) -> Matter:
        slip = Slip(
            title=row.title,
            situation=row.situation,
            received_on=row.received_on,
            channel=row.channel,
            session=self.session if row.in_session else None,
            field=self._field(row.field) if row.field else None,
            village=self._village(row.village) if row.village else None,
            lead=self._deputy(row.lead),
            cosigners=[self._deputy(name) for name in row.cosigners],
        )
        return enter_matter(
            self.township,
            slip=slip,
            channel=Channel.IMPORT,
            imported_from=row.key,
            **self._then(row, "register", row.received_on),
        )

    def _answer(self, matter: Matter, row: LedgerRow, reply: LedgerReply) -> None:
        lead = Assignment.objects.of(self.township).get(matter=matter, role=Assignment.Role.LEAD)
        answer = Answer(
            claim=reply.claim,
            scheme=reply.scheme,
            text=reply.text,
            reason=reply.reason,
            signed_off_by=row.signed_off_by,
            replied_on=reply.on,
            pledges=[reply.pledge] if reply.pledge else [],
        )
        reply_to_matter(lead, answer=answer, channel=Channel.IMPORT, **self._then(row, "reply", reply.on))
        if not reply.rating:
            return
        matter.refresh_from_db()
        evaluate_round(
            matter.petitioners.get(role=Petitioner.Role.LEAD),
            round_=current_round(matter),
            result=reply.rating,
            given_on=reply.on,
            channel=Evaluation.Channel.PAPER,
            imported=True,
            **self._then(row, "evaluate", reply.on),
        )

    @cached_property
    def session(self) -> Session | None:
        """The ledger's session: the town's own, or entered with the term it belongs to."""
        told = self.ledger.session
        if told is None:
            return None
        term = Term.objects.of(self.township).filter(number=told.term).first() or open_term(
            self.township, number=told.term, begins_on=told.opens_on, ends_on=None, **self._now()
        )
        known = Session.objects.of(self.township).filter(term=term, number=told.number).first()
        return known or convene_session(
            term, number=told.number, opens_on=told.opens_on, closes_on=told.closes_on, **self._now()
        )

    def _deputy(self, name: str) -> Deputy:
        known = Deputy.objects.of(self.township).in_office().filter(name=name).order_by("id").first()
        return known or enrol_deputy(self.township, name=name, **self._now())

    def _unit(self, name: str) -> Unit:
        known = Unit.objects.of(self.township).filter(name=name).first()
        kind = self.ledger.unit_kinds.get(name, Unit.Kind.DEPARTMENT)
        return known or open_unit(self.township, name=name, kind=kind, **self._now())

    def _field(self, name: str) -> Field:
        known = Field.objects.of(self.township).filter(name=name).first()
        return known or add_field(self.township, name=name, **self._now())

    def _village(self, name: str) -> Village:
        known = Village.objects.of(self.township).filter(name=name).first()
        return known or add_village(self.township, name=name, **self._now())
