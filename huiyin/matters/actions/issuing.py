"""Issuing papers about a matter: each is drawn once, kept with its SHA-256 and named in the journal."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.files.storage import open_stored
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters import papers as contents
from huiyin.matters.actions.clocks import REPLY_RULES
from huiyin.matters.actions.links import renew_evaluation_link
from huiyin.matters.actions.rounds import current_round
from huiyin.matters.codes import new_code
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.handling import Clock, Round
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.permissions import office, office_or_unit
from huiyin.papers.actions import draw_and_store
from huiyin.papers.models import Paper
from huiyin.people.models import User

LinkTo = Callable[[str], str]  # a token or a code -> the full address that the QR code holds


def _require(by: User | None, matter: Matter, may: Callable[[Any, Any], bool] = office) -> None:
    """`by=None` is the builder of a new installation."""
    if by is not None and not may(by, matter):
        raise PermissionDenied("issue")


def _issue(
    matter: Matter,
    kind: str,
    context: Mapping[str, Any],
    *,
    by: User | None,
    at: datetime,
    act_id: UUID,
    number_code: str = "",
    pictures: Mapping[str, bytes] | None = None,
) -> Paper:
    paper = draw_and_store(
        matter.township,
        kind,
        context,
        subject=matter,
        by=by,
        at=at,
        act_id=act_id,
        number_code=number_code,
        pictures=pictures or {},
    )
    record(
        matter,
        "issue_paper",
        by=by,
        at=at,
        act_id=act_id,
        kind=kind,
        number=paper.number,
        sha256=paper.sha256,
    )
    return paper


@act
def issue_hand_over_letter(matter: Matter, *, by: User | None, at: datetime, act_id: UUID) -> Paper:
    """Issue the hand-over letter (交办函) of the present round under the next number of the town's papers.

    Raises ActRefused before the matter was handed over, or when the letter of this round was issued already.
    """
    matter = Matter.objects.locked(matter)
    _require(by, matter)
    round_ = _round(matter)
    issued = Paper.objects.of(matter.township).filter(
        subject_id=matter.pk, kind="hand_over_letter", context__round=round_.number
    )
    if issued.exists():
        raise ActRefused(_("The hand-over letter of this round was issued already; print that one."))
    context = contents.hand_over_letter(matter, round_, _reply_clock(round_), on=localdate(at))
    filled = {**context, "contact_person": by.name if by else ""}
    return _issue(
        matter,
        "hand_over_letter",
        filled,
        by=by,
        at=at,
        act_id=act_id,
        number_code=matter.township.paper_code,
    )


def _round(matter: Matter) -> Round:
    if not matter.round:
        raise ActRefused(_("The matter was not handed over yet."))
    return current_round(matter)


def _reply_clock(round_: Round) -> Clock | None:
    clocks = Clock.objects.filter(township_id=round_.township_id, round=round_, rule__in=REPLY_RULES)
    return clocks.order_by("-id").first()


@act
def issue_reply_letter(reply: Reply, *, by: User | None, at: datetime, act_id: UUID) -> Paper:
    """Issue the reply letter (答复函) of a unit, for its seal; the office or the unit itself may.

    Raises PermissionDenied for another unit.
    """
    matter = Matter.objects.locked(reply.matter)
    _require(by, matter, office_or_unit)
    return _issue(matter, "reply_letter", contents.reply_letter(reply), by=by, at=at, act_id=act_id)


@act
def issue_evaluation_form(
    petitioner: Petitioner, *, link_to: LinkTo, by: User | None, at: datetime, act_id: UUID
) -> Paper:
    """Issue the evaluation form (征询意见表) of one signer: with a short code, and a personal link as QR
    code.

    A link on an earlier form of the same round dies with it.

    Raises ActRefused when the window is over, the signer is no deputy or has evaluated already.
    """
    matter = Matter.objects.locked(petitioner.matter)
    _require(by, matter)
    made = renew_evaluation_link(matter, petitioner, _round(matter), by=by, at=at)
    if made.form is None:
        raise LookupError("a link for an evaluation comes with its form")
    context = contents.evaluation_form(made.form, link=link_to(made.token), on=localdate(at))
    return _issue(matter, "evaluation_form", context, by=by, at=at, act_id=act_id)


@act
def issue_verification_record(
    matter: Matter, *, verification: Verification | None, by: User | None, at: datetime, act_id: UUID
) -> Paper:
    """Issue the record of a verification (核验记录), or a blank one to take along and fill in on the spot.

    Raises ActRefused before the matter was handed over.
    """
    matter = Matter.objects.locked(matter)
    _require(by, matter)
    round_ = verification.round if verification else _round(matter)
    context = contents.verification_record(matter, round_, verification, on=localdate(at))
    pictures = _pictures(verification) if verification else {}
    return _issue(matter, "verification_record", context, by=by, at=at, act_id=act_id, pictures=pictures)


def _pictures(verification: Verification) -> dict[str, bytes]:
    found = {}
    for link in verification.files.select_related("file"):
        with open_stored(link.file.township_id, link.file.stored_name) as stored:
            found[link.file.sha256] = stored.read()
    return found


@act
def issue_receipt(
    petitioner: Petitioner, *, link_to: LinkTo, by: User | None, at: datetime, act_id: UUID
) -> Paper:
    """Issue the receipt slip (回执) for who brought a matter: what came in, when, and a code to ask by."""
    matter = Matter.objects.locked(petitioner.matter)
    _require(by, matter)
    petitioner = Petitioner.objects.locked(petitioner)
    if not petitioner.receipt_code:
        petitioner.receipt_code = new_code()
        petitioner.save(update_fields=["receipt_code"])
    context = contents.receipt_slip(
        petitioner,
        link=link_to(petitioner.receipt_code),
        received_by=by.name if by else "",
        on=localdate(at),
    )
    return _issue(matter, "receipt_slip", context, by=by, at=at, act_id=act_id)
