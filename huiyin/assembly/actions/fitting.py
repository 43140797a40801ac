"""Whether a question can be put to a meeting: rule, method and options must fit the body and each other."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.utils.translation import gettext as _

from huiyin.assembly.actions.settling import require_may_be_voted
from huiyin.assembly.lifecycle import ItemState, MeetingState
from huiyin.assembly.models.elections import Candidate
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.votes import Option, Vote
from huiyin.assembly.queries.votes import box_of, open_vote_of
from huiyin.core.errors import ActRefused

OF_CHOICES = frozenset({Vote.Rule.MOST_OVER_HALF, Vote.Rule.MOST_VOTES})
OF_PRESIDIUM = frozenset({Vote.Rule.MAJORITY_OF_MEMBERS, Vote.Rule.MOST_VOTES})
MOST_OPTIONS = 60


class Printed(Protocol):
    """What a line of a ballot says."""

    @property
    def label(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def candidate(self) -> Candidate | None: ...


def require_time_left(meeting: Meeting) -> None:
    """Raises ActRefused for a meeting that is over or was called off."""
    if meeting.state not in (MeetingState.PLANNED, MeetingState.OPEN):
        raise ActRefused(
            _("This meeting is “%(state)s”; votes are prepared before it ends.")
            % {"state": MeetingState(meeting.state).label}
        )


def require_fit(vote: Vote, choices: Sequence[Printed]) -> None:
    """Rule, method and options must fit the body and the question."""
    if not vote.title:
        raise ActRefused(_("Write the question that is put to the vote."))
    _require_rule(vote)
    if vote.subject == Vote.Subject.DECISION:
        if choices:
            raise ActRefused(_("A decision has no options: everybody is for it, against it, or abstains."))
        return
    if not vote.is_secret:
        raise ActRefused(
            _("Where there are several to choose from it is voted by ballot: on paper or by slips.")
        )
    _require_options(vote, choices)


def _require_rule(vote: Vote) -> None:
    is_presidium = vote.meeting.body == "presidium"
    rule = Vote.Rule(vote.rule)
    if is_presidium and rule not in OF_PRESIDIUM:
        raise ActRefused(_("The presidium decides by more than half of its members. Choose that rule."))
    if not is_presidium and rule == Vote.Rule.MAJORITY_OF_MEMBERS:
        raise ActRefused(_("The congress decides by its deputies, not by members. Choose another rule."))
    if vote.subject == Vote.Subject.DECISION and rule in OF_CHOICES:
        raise ActRefused(_("“%(rule)s” is a rule for a choice among several.") % {"rule": rule.label})


def _require_options(vote: Vote, choices: Sequence[Printed]) -> None:
    if not choices or len(choices) > MOST_OPTIONS:
        raise ActRefused(
            _("Put at least one and at most %(most)s names or projects on the ballot.")
            % {"most": MOST_OPTIONS}
        )
    if not 1 <= vote.winners <= MOST_OPTIONS:
        raise ActRefused(_("At least one must be chosen."))
    if len({one.label.strip() for one in choices}) < len(choices):
        raise ActRefused(_("A name or project stands on the ballot twice."))
    if vote.is_ranked and vote.winners > len(choices):
        raise ActRefused(_("There are fewer options than places to rank."))


def list_options(vote: Vote, choices: Iterable[Printed]) -> None:
    """Part of preparing a vote: print these lines on its ballot."""
    Option.objects.bulk_create(
        Option(
            township_id=vote.township_id, vote=vote, position=place, label=one.label.strip(), note=one.note,
            candidate=one.candidate,
        )
        for place, one in enumerate(choices, start=1)
    )  # fmt: skip


def require_turn(vote: Vote, meeting: Meeting) -> None:
    """A vote is opened in an open meeting, on the item in hand, and one at a time."""
    if meeting.state != MeetingState.OPEN:
        raise ActRefused(_("The meeting is not open; open it before the vote."))
    item = vote.item
    if item is not None and item.state != ItemState.IN_HAND:
        raise ActRefused(
            _("“%(item)s” is not in hand. Take the item up before its vote.") % {"item": item.title}
        )
    if other := open_vote_of(meeting, but=vote.pk):
        raise ActRefused(
            _("“%(title)s” is still open. Close or cancel it before the next vote.") % {"title": other.title}
        )
    if item is not None and item.motion is not None:
        require_may_be_voted(item.motion)


def require_slips(vote: Vote, present: int) -> None:
    """Everybody who is present must be able to draw a slip."""
    if vote.method != Vote.Method.SLIPS:
        return
    printed = box_of(vote).printed
    if printed < present:
        raise ActRefused(
            _("%(printed)s slips are printed, but %(present)s are present. Print enough slips first.")
            % {"printed": printed, "present": present}
        )
