"""Votes from preparation to result. The numbers of the body are frozen when a vote opens; what was counted
is frozen when the result is announced.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.assembly.actions.fitting import (
    list_options,
    require_fit,
    require_slips,
    require_time_left,
    require_turn,
)
from huiyin.assembly.actions.raising import raise_version
from huiyin.assembly.actions.settling import settle_motion_after
from huiyin.assembly.actions.slips import hold_slips, mix_ballots, spoil_slips
from huiyin.assembly.actions.tallying import keep_count, tally
from huiyin.assembly.events import result_announced
from huiyin.assembly.law import majority
from huiyin.assembly.lifecycle import VOTE_LIFECYCLE
from huiyin.assembly.models.elections import Candidate, Election
from huiyin.assembly.models.meetings import AgendaItem, Meeting
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.permissions import office
from huiyin.assembly.queries.counts import turnout_at
from huiyin.assembly.queries.votes import options_of
from huiyin.core.errors import ActRefused
from huiyin.core.links import require_same_township
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.people.models import User


@dataclass(frozen=True)
class Choice:
    """What stands on a ballot, before it is a row: a candidate, a project."""

    label: str
    note: str = ""
    candidate: Candidate | None = None


@act
def prepare_vote(
    meeting: Meeting,
    *,
    title: str,
    item: AgendaItem | None = None,
    subject: str = Vote.Subject.DECISION,
    method: str = Vote.Method.HANDS,
    rule: str = Vote.Rule.MAJORITY_OF_ALL,
    winners: int = 1,
    is_ranked: bool = False,
    takes_write_ins: bool = False,
    choices: Sequence[Choice] = (),
    election: Election | None = None,
    repeats: Vote | None = None,
    is_given: bool = False,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Vote:
    """Prepare a question to a meeting: what it is about, by which method and rule. It is opened later.
    `is_given`: rule and ballot follow from another record, as those of an election do, and are changed there.

    The rule must fit the body: the congress decides by its deputies, the presidium by its members [ZZF 25].
    An election is secret [ZZF 29], and where there are several to choose from there are ballots.

    Raises ActRefused when rule, method and options do not fit, or the meeting is over; PermissionDenied for
    who is not of the office.
    """
    if by is not None and not office(by, meeting):
        raise PermissionDenied("prepare_vote")
    require_same_township(meeting.township_id, item, election, repeats)
    meeting = Meeting.objects.locked(meeting)
    require_time_left(meeting)
    if item is not None and item.meeting_id != meeting.pk:
        raise ActRefused(_("“%(item)s” is on the agenda of another meeting.") % {"item": item.title})
    vote = Vote(
        township_id=meeting.township_id, meeting=meeting, item=item, election=election, repeats=repeats,
        subject=subject, method=method, rule=rule, title=title.strip(), winners=winners,
        is_ranked=is_ranked, takes_write_ins=takes_write_ins, is_given=is_given or election is not None,
    )  # fmt: skip
    require_fit(vote, choices)
    vote.save(force_insert=True)
    list_options(vote, choices)
    raise_version(meeting)
    record(vote, "prepare_vote", by=by, at=at, act_id=act_id, private={"title": vote.title}, **_told(vote))
    return vote


@act
def change_vote(
    vote: Vote,
    *,
    title: str,
    method: str,
    rule: str,
    winners: int = 1,
    is_ranked: bool = False,
    takes_write_ins: bool = False,
    choices: Sequence[Choice] | None = None,
    by: User | None,
    at: datetime,
    act_id: UUID,
) -> Vote:
    """Change a vote that was not opened yet; `choices=None` leaves the ballot's options as they are.

    Slips that were printed are good for nothing when it is no longer voted by slips.

    Raises ActRefused when rule and ballot are those of an election or of a choice of projects: they follow
    from the law and from the candidates, and only title and method are open.
    """
    if vote.method == Vote.Method.SLIPS:
        hold_slips(vote)
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "change_vote", by=by)
    asked = {"rule": rule, "winners": winners, "is_ranked": is_ranked, "takes_write_ins": takes_write_ins}
    if vote.is_given and (choices is not None or any(getattr(vote, n) != one for n, one in asked.items())):
        raise ActRefused(
            _("Rule and ballot of this vote are given. Cancel it and prepare it anew where it was prepared.")
        )
    vote.title, vote.method = title.strip(), method
    for name, said in asked.items():
        setattr(vote, name, said)
    require_fit(vote, options_of(vote) if choices is None else choices)
    vote.save()
    if choices is not None:
        vote.options.all().delete()
        list_options(vote, choices)
    if vote.method != Vote.Method.SLIPS:
        spoil_slips(vote)
    raise_version(vote.meeting)
    record(vote, "change_vote", by=by, at=at, act_id=act_id, private={"title": vote.title}, **_told(vote))
    return vote


@act
def open_vote(vote: Vote, *, by: User | None, at: datetime, act_id: UUID) -> Vote:
    """Open the vote: from now on it can be voted, by those who are present now.

    How many there are, how many of them are present, the quorum and the votes needed are frozen: without at
    least two thirds of all deputies present (of a presidium more than half of its members) there is no vote
    [ZZF 14].

    Raises ActRefused without quorum (with the numbers), out of its turn, or beside another open vote.
    """
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "open_vote", by=by)
    meeting = Meeting.objects.locked(vote.meeting)
    require_turn(vote, meeting)
    turnout = turnout_at(meeting, at)
    if not turnout.is_reached:
        raise ActRefused(
            _(
                "There is no quorum: %(present)s of %(of_all)s are present, %(needed)s are needed,"
                " %(missing)s are missing. No vote can be taken now."
            )
            % {**vars(turnout), "missing": turnout.missing}
        )
    require_slips(vote, turnout.present)
    vote.of_all, vote.present, vote.quorum = turnout.of_all, turnout.present, turnout.needed
    vote.needed = majority(vote.rule).needed(turnout.of_all)
    vote.opened_at = at
    vote.save()
    raise_version(meeting)
    record(vote, "open_vote", by=by, at=at, act_id=act_id, **_frozen(vote))
    return vote


@act
def close_vote(vote: Vote, *, issued: int | None = None, by: User | None, at: datetime, act_id: UUID) -> Vote:
    """End the vote and count: hands as they were entered, voices as they were given, paper as both tellers
    counted it alike, electronic ballots out of the box, which is mixed.

    `issued`: how many electronic slips were handed out (default: to everybody present). More ballots back
    than were given out make the vote void.

    Raises ActRefused while the count is not complete.
    """
    if vote.method == Vote.Method.SLIPS:
        hold_slips(
            vote
        )  # before the vote itself: whoever is casting is let in first, whoever comes later waits
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "close_vote", by=by)
    keep_count(vote, tally(vote, issued))
    vote.closed_at = at
    vote.save()
    raise_version(vote.meeting)
    record(vote, "close_vote", by=by, at=at, act_id=act_id, **_counted(vote))
    return vote


@act
def announce_result(vote: Vote, *, by: User | None, at: datetime, act_id: UUID) -> Vote:
    """The chair announces the result. From now on nothing of it changes; the journal bears it whole."""
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "announce_result", by=by)
    vote.announced_at = at
    vote.save(update_fields=["state", "announced_at"])
    settle_motion_after(vote, at=at)
    raise_version(vote.meeting)
    options = options_of(vote)
    names = "\n".join(f"{one.position} {one.label}" for one in options)
    private = {"title": vote.title, **({"names": names} if options else {})}
    facts = {**_frozen(vote), **_counted(vote), "options": [_told_option(one) for one in options]}
    record(vote, "announce_result", by=by, at=at, act_id=act_id, private=private, **facts)
    transaction.on_commit(lambda: result_announced.send(sender=Vote, vote=vote, by=by, at=at))
    return vote


@act
def cancel_vote(vote: Vote, *, reason: str, by: User | None, at: datetime, act_id: UUID) -> Vote:
    """Cancel a vote whose result was not announced, with the reason. Nothing that was counted is deleted;
    ballots in the box are mixed and stay sealed.

    Raises ActRefused without a reason.
    """
    if vote.method == Vote.Method.SLIPS:
        hold_slips(vote)
    vote = Vote.objects.locked(vote)
    VOTE_LIFECYCLE.move(vote, "cancel_vote", by=by)
    if not reason.strip():
        raise ActRefused(_("Say why the vote is cancelled: the minutes will bear it."))
    vote.reason = reason.strip()
    vote.save(update_fields=["state", "reason"])
    spoil_slips(vote)
    mix_ballots(vote)
    raise_version(vote.meeting)
    record(vote, "cancel_vote", by=by, at=at, act_id=act_id, private={"reason": vote.reason})
    return vote


def _told(vote: Vote) -> dict[str, Any]:
    """How a vote is taken, as facts."""
    names = ("method", "rule", "winners", "is_ranked", "takes_write_ins")
    return {"of": vote.subject, **{name: getattr(vote, name) for name in names}}


def _frozen(vote: Vote) -> dict[str, Any]:
    """The numbers of the body when the vote opened."""
    return {name: getattr(vote, name) for name in ("of_all", "present", "quorum", "needed")}


COUNTED = (
    *("issued", "returned", "valid", "void", "in_favour", "against", "abstained", "not_voting"),
    "outcome",
)


def _counted(vote: Vote) -> dict[str, Any]:
    """What was counted, without what this sort of vote does not count."""
    figures = {name: getattr(vote, name) for name in COUNTED}
    return {name: figure for name, figure in figures.items() if figure is not None}


def _told_option(option: Option) -> dict[str, Any]:
    """An option's result; its name stands beside the journal, as a personal text."""
    names = ("position", "in_favour", "against", "abstained", "points", "is_chosen", "is_write_in")
    return {"option": option.pk, **{name: getattr(option, name) for name in names}}
