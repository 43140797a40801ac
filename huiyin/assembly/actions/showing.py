"""Open votes: hands are counted, or each deputy is called by name."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from huiyin.assembly.lifecycle import VOTE_LIFECYCLE
from huiyin.assembly.models.votes import Voice, Vote
from huiyin.assembly.queries.votes import present_at_opening
from huiyin.core.errors import ActRefused
from huiyin.core.tenancy import DomainQuerySet
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import User


@act
def count_hands(
    vote: Vote,
    *,
    in_favour: int | None = None,
    against: int = 0,
    abstained: int = 0,
    not_voting: int = 0,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Vote:
    """Enter a show of hands: all in favour, or all but those who were against, abstained or did not vote.

    Without `in_favour` all the others who were present when the vote opened are in favour; with it, whoever
    is left did not vote. It may be entered again until the vote is closed.

    Raises ActRefused when more hands are counted than deputies were present.
    """
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "enter_count", by=by)
    _require_method(vote, Vote.Method.HANDS, _("This vote is not taken by show of hands."))
    present = vote.present or 0
    rest = present - against - abstained
    if in_favour is None:
        in_favour = rest - not_voting
    not_voting = rest - in_favour
    if min(in_favour, against, abstained, not_voting) < 0:
        raise ActRefused(
            _("That is more than the %(present)s who were present when the vote opened. Count again.")
            % {"present": present}
        )
    vote.in_favour, vote.against, vote.abstained, vote.not_voting = in_favour, against, abstained, not_voting
    vote.save(update_fields=["in_favour", "against", "abstained", "not_voting"])
    record(
        vote, "enter_count", by=by, at=at, act_id=act_id,
        in_favour=in_favour, against=against, abstained=abstained, not_voting=not_voting,
    )  # fmt: skip
    return vote


@act
def enter_voices(
    vote: Vote,
    *,
    said: Mapping[UUID, str],
    rest: str = "",
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Vote:
    """Enter what deputies said when they were called: by the deputy's key `in_favour`, `against`,
    `abstained`, or nothing to take a voice back. `rest`: what everybody said who has no voice yet.

    Only who was present when the vote opened may speak.

    Raises ActRefused for anybody else.
    """
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "enter_voice", by=by)
    _require_method(vote, Vote.Method.ROLL_CALL, _("This vote is not taken by roll-call."))
    present = set(present_at_opening(vote).values_list("pk", flat=True))
    if not present.issuperset(said):
        raise ActRefused(_("Somebody was not present when the vote opened, and cannot vote in it."))
    before = dict(_voices(vote).values_list("deputy_id", "said"))
    after = {**before, **said}
    if rest:
        after = {**dict.fromkeys(present, rest), **{key: word for key, word in after.items() if word}}
    changed = {key: word for key, word in after.items() if word != before.get(key, "")}
    _voices(vote).filter(deputy__in=changed).delete()
    spoken = {key: Voice.Said(word) for key, word in changed.items() if word}
    Voice.objects.bulk_create(
        Voice(township_id=vote.township_id, vote=vote, deputy_id=key, said=word)
        for key, word in spoken.items()
    )
    told = {str(key): word for key, word in sorted(changed.items(), key=str)}
    record(vote, "enter_voice", by=by, at=at, act_id=act_id, voices=told)
    return vote


def _voices(vote: Vote) -> DomainQuerySet[Voice]:
    return Voice.objects.filter(township_id=vote.township_id, vote=vote)


def _require_method(vote: Vote, method: str, otherwise: str) -> None:
    if vote.method != method:
        raise ActRefused(otherwise)
