"""Slips and the box of a secret electronic ballot.

A slip is drawn from a box and noted for nobody. Only a keyed digest of its code is kept. The ballots lie
sealed; when the box is opened they are taken out, mixed and laid down anew, so that nothing tells any more
which was cast first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from huiyin.assembly.ballots import unsealed
from huiyin.assembly.lifecycle import VOTE_LIFECYCLE
from huiyin.assembly.models.votes import Ballot, Slip, Vote
from huiyin.core.crypto import keyed_digest
from huiyin.core.errors import ActRefused
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.codes import new_code
from huiyin.people.models import User

MOST_SLIPS = 3000  # on one printing; more would be no township


@dataclass(frozen=True)
class PrintedSlips:
    """Slips as they leave the office. The codes are known only here and now: the database keeps digests."""

    vote: Vote
    codes: tuple[str, ...]


def slip_digest(code: str) -> str:
    """By what a slip is found: nobody can try codes out without the installation's key."""
    return keyed_digest(f"slip {code}")


@act
def print_slips(
    vote: Vote, count: int, *, by: User | None, at: datetime, act_id: UUID
) -> PrintedSlips | Vote:
    """Print one-time slips for a secret electronic ballot; slips of an earlier printing are void at once.

    Nobody is noted for a slip: they are folded, put into a box and drawn. The same act sent again returns
    the vote, because codes cannot be shown a second time.

    Raises ActRefused for a vote by another method or that was opened; PermissionDenied for who is no clerk.
    """
    hold_slips(vote)
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "print_slips", by=by)
    if vote.method != Vote.Method.SLIPS:
        raise ActRefused(_("This vote is not taken by slips. Change its method first."))
    if not 1 <= count <= MOST_SLIPS:
        raise ActRefused(_("Between 1 and %(most)s slips can be printed.") % {"most": MOST_SLIPS})
    spoil_slips(vote)
    codes = _new_codes(count)
    digests = sorted(slip_digest(code) for code in codes)  # not as they stand on the sheet
    Slip.objects.bulk_create(
        Slip(township_id=vote.township_id, vote=vote, code_hash=digest) for digest in digests
    )
    record(vote, "print_slips", by=by, at=at, act_id=act_id, printed=count)
    return PrintedSlips(vote, codes)


def _new_codes(count: int) -> tuple[str, ...]:
    """So many codes, all different, in an order that says nothing."""
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(new_code())
    return tuple(codes)


def hold_slips(vote: Vote) -> None:
    """Lock every slip of the vote, before the vote itself: casts that hold one are let in, others wait."""
    slips = Slip.objects.select_for_update().filter(township_id=vote.township_id, vote=vote)
    list(slips.order_by("pk").values_list("pk", flat=True))


def spoil_slips(vote: Vote) -> None:
    """Slips that were not used are good for nothing any more."""
    unused = Slip.objects.filter(township_id=vote.township_id, vote=vote, is_used=False, is_void=False)
    unused.update(is_void=True)


def open_box(vote: Vote) -> list[Mapping[str, Any]]:
    """Part of closing a vote: take the ballots out, read them and lay them down mixed; unused slips end."""
    spoil_slips(vote)
    return mix_ballots(vote)


def mix_ballots(vote: Vote) -> list[Mapping[str, Any]]:
    """Lay the ballots down anew, in random order under new random keys, and give what stands on them."""
    box = Ballot.objects.filter(township_id=vote.township_id, vote=vote)
    contents = list(box.values_list("content", flat=True))
    SystemRandom().shuffle(contents)
    _overwrite_what_is_deleted()
    box.delete()
    Ballot.objects.bulk_create(
        Ballot(township_id=vote.township_id, vote=vote, content=content) for content in contents
    )
    return [unsealed(content) for content in contents]


def _overwrite_what_is_deleted() -> None:
    """On SQLite a deleted row would stay readable in the file, and every backup is a copy of that file: the
    ballots as they lay before are overwritten, and the log beside the file is emptied.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
    transaction.on_commit(_empty_log)


def _empty_log() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
