"""While units handle a matter: signing for, sending back, contact, assisting opinion."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.deadlines.queries import rules_of
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.actions.clocks import start_clock, stop_clocks
from huiyin.matters.actions.indexing import index_matter
from huiyin.matters.actions.rounds import lead_unit_of, require_open_units, start_clocks_of_order
from huiyin.matters.lifecycle import MATTER_LIFECYCLE
from huiyin.matters.models.handling import Assignment, Clock, Contact
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.people.models import Unit, User
from huiyin.people.permissions import is_office


def locked_order(
    assignment: Assignment, act_name: str, *, by: User | None, at: datetime | None = None
) -> tuple[Matter, Assignment]:
    """The matter and the order, held; refused when the order is not one of the present round or not this
    person's, or when the act (`at`) would lie before the handing over.
    """
    matter = Matter.objects.locked(assignment.matter)
    MATTER_LIFECYCLE.check(matter, act_name, by=by)
    assignment = Assignment.objects.select_related("round", "unit").get(
        township_id=assignment.township_id, pk=assignment.pk
    )
    if assignment.ended_at is not None or assignment.round.number != matter.round:
        raise ActRefused(_("This order is no longer in force."))
    if by is not None and not is_office(by, matter) and assignment.unit_id not in _own_units(by, matter):
        raise ActRefused(_("This order was given to another unit."))
    if at is not None:
        require_not_before(assignment.round.handed_over_on, at)
    return matter, assignment


def require_not_before(first: date, at: datetime) -> None:
    """What is typed from paper cannot have happened before what it follows. Raises ActRefused."""
    if localdate(at) < first:
        raise ActRefused(
            _("The day is too early: what this act follows happened on %(day)s.") % {"day": first}
        )


def _own_units(by: User, matter: Matter) -> frozenset[UUID]:
    return by.standing_in(matter.township_id).unit_ids


@act
def sign_for(
    assignment: Assignment,
    *,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
) -> Assignment:
    """The unit acknowledges that it holds the order.

    Raises ActRefused when it signed before.
    """
    matter, assignment = locked_order(assignment, "sign_for", by=by, at=at)
    if assignment.signed_for_at is not None:
        raise ActRefused(_("This order was signed for already."))
    assignment.signed_for_at = at
    assignment.save(update_fields=["signed_for_at"])
    record(matter, "sign_for", by=by, at=at, act_id=act_id, typed_at=typed_at, unit=assignment.unit.name)
    return assignment


@act
def send_back(
    assignment: Assignment,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
) -> Assignment:
    """The unit asks the presidium to take the order back, with its reason, within the window of the rules.

    The reply clock keeps running until the presidium has decided.

    Raises ActRefused without a reason, after the window, or while an earlier request is undecided.
    """
    matter, assignment = locked_order(assignment, "send_back", by=by, at=at)
    if not reason.strip():
        raise ActRefused(_("Say why the unit cannot handle it and who could."))
    if assignment.sent_back_at is not None:
        raise ActRefused(_("This order was sent back before; it can be sent back once."))
    if assignment.replies.exists():
        raise ActRefused(_("This unit has replied in this round already."))
    window = (
        Clock.objects.running()
        .filter(township_id=matter.township_id, assignment=assignment, rule="send_back")
        .first()
    )
    if window is not None and localdate(at) > window.due_on:
        raise ActRefused(_("The window for sending back closed on %(day)s.") % {"day": window.due_on})
    stop_clocks(matter, ["send_back"], at=at, done_on=localdate(at), assignment=assignment)
    assignment.sent_back_at, assignment.send_back_reason = at, reason
    assignment.save(update_fields=["sent_back_at", "send_back_reason"])
    start_clock(
        matter,
        "reassign",
        events={"send_back": localdate(at)},
        round_=assignment.round,
        assignment=assignment,
    )
    record(
        matter,
        "send_back",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        unit=assignment.unit.name,
        private={"reason": reason},
    )
    return assignment


@act
def reassign(
    assignment: Assignment,
    *,
    to: Unit | None,
    by: User | None,
    at: datetime,
    act_id: UUID,
    typed_at: datetime | None = None,
) -> Assignment:
    """Decide on an order that a unit sent back: give it to another unit (`to`), or leave it where it is
    (None).

    The new unit answers by the date that the round already has.

    Raises ActRefused when it was not sent back, was decided before, or the other unit has an order already.
    """
    matter, assignment = locked_order(assignment, "reassign", by=by, at=at)
    require_same_township(matter.township_id, to)
    if assignment.sent_back_at is None or assignment.send_back_answer:
        raise ActRefused(_("No request to take the order back is waiting here."))
    require_not_before(localdate(assignment.sent_back_at), at)
    stop_clocks(matter, ["reassign"], at=at, done_on=localdate(at), assignment=assignment)
    before = assignment.unit.name
    if to is None:
        assignment.send_back_answer = Assignment.Answer.REFUSED
        assignment.save(update_fields=["send_back_answer"])
    else:
        assignment = _give_to(matter, assignment, to, at)
    record(
        matter,
        "reassign",
        by=by,
        at=at,
        act_id=act_id,
        typed_at=typed_at,
        unit=before,
        to=to.name if to else "",
    )
    return assignment


def _give_to(matter: Matter, old: Assignment, to: Unit, at: datetime) -> Assignment:
    if old.round.assignments.standing().filter(unit=to).exists():
        raise ActRefused(_("%(name)s has an order in this round already.") % {"name": to.name})
    require_open_units([to])
    old.send_back_answer, old.ended_at = Assignment.Answer.ACCEPTED, at
    old.save(update_fields=["send_back_answer", "ended_at"])
    stop_clocks(matter, ["assist", "send_back"], at=at, done_on=None, assignment=old)
    new = Assignment.objects.create(
        township_id=matter.township_id, matter=matter, round=old.round, unit=to, role=old.role
    )
    matter.lead_unit = lead_unit_of(old.round)
    matter.save(update_fields=["lead_unit"])
    start_clocks_of_order(matter, new, events={"hand_over": localdate(at)}, rules=rules_of(matter.township))
    index_matter(matter)
    return new


@act
def log_contact(
    assignment: Assignment,
    *,
    stage: str,
    way: str,
    on: date,
    content: str,
    by: User | None,
    at: datetime,
    act_id: UUID,
    place: str = "",
    deputy_words: str = "",
    petitioner: Petitioner | None = None,
) -> Contact:
    """The unit spoke with a deputy who signed (面商); what was said on both sides.

    Raises ActRefused without a word on what was said, or for a day in the future or before the round.
    """
    matter, assignment = locked_order(assignment, "contact", by=by)
    require_same_township(matter.township_id, petitioner)
    if stage not in Contact.Stage.values or way not in Contact.Way.values:
        raise ActRefused(_("Say whether it was before, during or after the handling, and how they spoke."))
    if petitioner is not None and petitioner.matter_id != matter.pk:
        raise ActRefused(_("This person did not raise this matter."))
    if not content.strip():
        raise ActRefused(_("Say what was spoken about."))
    if not assignment.round.handed_over_on <= on <= localdate(at):
        raise ActRefused(_("The day of the contact must lie between the handing over and today."))
    contact = Contact.objects.create(
        township_id=matter.township_id,
        matter=matter,
        round=assignment.round,
        unit=assignment.unit,
        petitioner=petitioner,
        stage=stage,
        way=way,
        on=on,
        place=place,
        content=content,
        deputy_words=deputy_words,
    )
    stop_clocks(matter, ["first_contact"], at=at, done_on=on)
    record(
        matter,
        "contact",
        by=by,
        at=at,
        act_id=act_id,
        unit=assignment.unit.name,
        stage=stage,
        way=way,
        on=on,
        private={"content": content, "deputy_words": deputy_words},
    )
    return contact


@act
def assist(
    assignment: Assignment, *, opinion: str, on: date, by: User | None, at: datetime, act_id: UUID
) -> Assignment:
    """An assisting unit gives its opinion to the lead (协办意见).

    Raises ActRefused when the unit does not assist, gave its opinion before, or says nothing.
    """
    matter, assignment = locked_order(assignment, "assist", by=by)
    if assignment.role != Assignment.Role.ASSISTING:
        raise ActRefused(_("Only an assisting unit gives an assisting opinion; this unit replies."))
    if not opinion.strip():
        raise ActRefused(_("The opinion is empty."))
    if assignment.opinion_on is not None:
        raise ActRefused(_("The opinion was given on %(day)s.") % {"day": assignment.opinion_on})
    if not assignment.round.handed_over_on <= on <= localdate(at):
        raise ActRefused(_("The day of the opinion must lie between the handing over and today."))
    met = stop_clocks(matter, ["assist"], at=at, done_on=on, assignment=assignment)
    assignment.opinion, assignment.opinion_on = opinion, on
    assignment.save(update_fields=["opinion", "opinion_on"])
    record(
        matter,
        "assist",
        by=by,
        at=at,
        act_id=act_id,
        unit=assignment.unit.name,
        on_time=met,
        private={"opinion": opinion},
    )
    return assignment
