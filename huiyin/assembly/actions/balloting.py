"""Casting a ballot. This is no act: it has no actor, no time, no entry in the journal and none in any log.

What is left of it is a ballot in the box and a slip that was used, and nothing ties one to the other.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.assembly.actions.slips import slip_digest
from huiyin.assembly.ballots import BallotPaper, Malformed
from huiyin.assembly.lifecycle import VoteState
from huiyin.assembly.models.votes import Ballot, Slip, Vote
from huiyin.assembly.queries.votes import OF_KEY, ballot_paper
from huiyin.core.crypto import keyed_digest
from huiyin.core.errors import ActRefused
from huiyin.core.prepared import Prepared
from huiyin.townships.models import Township

Content = Mapping[str, Any] | Callable[[BallotPaper], Mapping[str, Any]]

LOCKED: Prepared[Slip] = Prepared(
    lambda township_id, digest: Slip.objects.select_for_update().filter(
        township_id=township_id, code_hash=digest
    ),
    keys=2,
)


class NoSuchSlip(ActRefused):
    """The code opens nothing here."""


def cast_ballot(township: Township, *, code: str, nonce: str, content: Content) -> Vote:
    """Put one ballot into the box and use up its slip, both or neither; afterwards it may be said: received.

    `content` is the ballot, or what makes it when it is known what the ballot asks. `nonce` is the random
    word of the sending: the same sending again (a double click, a lost network) is received again and put in
    once; another one finds the slip used.

    Raises ActRefused when the slip was used or is void, the vote is not open, or this is no ballot of it.
    """
    digest, receipt = slip_digest(code), keyed_digest(f"receipt {nonce}")
    with transaction.atomic():
        slip = _locked_slip(township, digest)  # first: who closes the vote locks all slips and waits for us
        vote = OF_KEY.rows(township.pk, slip.vote_id)[0]  # as it stands now, and not when we began to wait
        if slip.is_used and slip.receipt_hash == receipt:
            return vote
        require_castable(slip, vote)
        paper = ballot_paper(vote)
        sealed = paper.sealed_text(_read(paper, content))
        Ballot(township_id=township.pk, vote=vote, content=sealed).save(force_insert=True)
        slip.is_used, slip.receipt_hash = True, receipt
        slip.save(update_fields=["is_used", "receipt_hash"])
    return vote


def _locked_slip(township: Township, digest: str) -> Slip:
    found = LOCKED.rows(township.pk, digest)
    if not found:
        raise NoSuchSlip(_("No slip has this code. Compare it with the slip, letter by letter."))
    return found[0]


def require_castable(slip: Slip, vote: Vote) -> None:
    """Raises ActRefused with what the voter should know when this slip can put nothing into the box."""
    if slip.is_used:
        raise ActRefused(
            _("This slip was used already, and its ballot is in the box. A slip is good for one ballot.")
        )
    if vote.state == VoteState.CANCELLED:
        raise ActRefused(_("This vote was cancelled; no ballot is taken."))
    if vote.state in (VoteState.CLOSED, VoteState.ANNOUNCED):
        raise ActRefused(_("The vote is closed. No ballot was received from this slip."))
    if slip.is_void:
        raise ActRefused(_("This slip is no longer good: new ones were printed. Ask the staff for another."))
    if vote.state == VoteState.PREPARED:
        raise ActRefused(_("The vote is not open yet. Wait for the chair, then load this page again."))


def _read(paper: BallotPaper, content: Content) -> dict[str, Any]:
    try:
        return paper.read(content(paper) if callable(content) else content)
    except Malformed as fault:
        raise ActRefused(
            _("This is not a ballot of this vote; nothing was put into the box. Load the page again.")
        ) from fault
