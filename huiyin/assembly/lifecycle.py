"""The lives of what the assembly keeps: a session, a meeting, an item of its agenda, a motion, an
interpellation, a vote, an election, a by-election of a deputy. Each is one table; pages, acts and diagrams
read it.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly import permissions as who
from huiyin.core.lifecycle import Condition, Lifecycle, Transition


class ConvocationState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("session", "Being prepared")
    CALLED = "called", pgettext_lazy("session", "Called")
    IN_SESSION = "in_session", pgettext_lazy("session", "In session")
    CLOSED = "closed", pgettext_lazy("session", "Closed")
    CALLED_OFF = "called_off", pgettext_lazy("session", "Called off")


C = ConvocationState
CONVOCATION_LIFECYCLE = Lifecycle(
    ConvocationState,
    (
        Transition("change_session", _("Change the session"), (C.PLANNED, C.CALLED), None, who.clerk),
        Transition("call_session", _("Call the session"), (C.PLANNED,), C.CALLED, who.clerk),
        Transition("open_session", _("Open the session"), (C.CALLED,), C.IN_SESSION, who.office),
        Transition("close_session", _("Close the session"), (C.IN_SESSION,), C.CLOSED, who.office),
        Transition(
            "call_off_session", _("Call the session off"), (C.PLANNED, C.CALLED), C.CALLED_OFF, who.office
        ),
    ),
)


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    OPEN = "open", pgettext_lazy("meeting", "Open")
    CLOSED = "closed", pgettext_lazy("meeting", "Closed")
    CALLED_OFF = "called_off", pgettext_lazy("meeting", "Called off")


G = MeetingState
MEETING_LIFECYCLE = Lifecycle(
    MeetingState,
    (
        Transition("change_meeting", _("Change the meeting"), (G.PLANNED,), None, who.clerk),
        Transition("open_meeting", _("Open the meeting"), (G.PLANNED,), G.OPEN, who.office),
        Transition("close_meeting", _("Close the meeting"), (G.OPEN,), G.CLOSED, who.office),
        Transition("call_off_meeting", _("Call the meeting off"), (G.PLANNED,), G.CALLED_OFF, who.office),
    ),
)


class ItemState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("item", "To come")
    IN_HAND = "in_hand", pgettext_lazy("item", "In hand")
    DONE = "done", pgettext_lazy("item", "Done")
    DROPPED = "dropped", pgettext_lazy("item", "Taken off")


I_ = ItemState
ITEM_LIFECYCLE = Lifecycle(
    ItemState,
    (
        Transition("change_item", _("Change the item"), (I_.PLANNED,), None, who.clerk),
        Transition("take_up_item", _("Take up the item"), (I_.PLANNED,), I_.IN_HAND, who.office),
        Transition("finish_item", _("Finish the item"), (I_.IN_HAND,), I_.DONE, who.office),
        Transition("put_back_item", _("Put the item back"), (I_.IN_HAND,), I_.PLANNED, who.office),
        Transition("drop_item", _("Take the item off"), (I_.PLANNED,), I_.DROPPED, who.office),
    ),
)


class MotionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("motion", "Being signed")
    SUBMITTED = "submitted", pgettext_lazy("motion", "Handed in")
    ON_AGENDA = "on_agenda", pgettext_lazy("motion", "On the agenda")
    TURNED = "turned", pgettext_lazy("motion", "Turned into a suggestion")
    ADOPTED = "adopted", pgettext_lazy("motion", "Adopted")
    REJECTED = "rejected", pgettext_lazy("motion", "Not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("motion", "Withdrawn")


def _is_recall(motion: Any) -> bool:
    return bool(motion.kind == "recall")


def _has_plan(motion: Any) -> bool:
    return bool(motion.kind == "motion")


def _may_be_turned(motion: Any) -> bool:
    return bool(motion.kind == "motion" and motion.brought_by == "deputies")


OF_A_RECALL = Condition(_is_recall, _("Only who is to be recalled answers; this is no recall."))
WITH_A_PLAN = Condition(_has_plan, _("A recall has no plan that could be amended."))
OF_DEPUTIES = Condition(
    _may_be_turned,
    _("Only a motion of deputies is turned into a suggestion; this one must go on the agenda."),
)

M = MotionState
MOTION_LIFECYCLE = Lifecycle(
    MotionState,
    (
        Transition("change_motion", _("Change the motion"), (M.DRAFT,), None, who.signer_or_clerk),
        Transition("sign_motion", _("Change the signers"), (M.DRAFT,), None, who.signer_or_clerk),
        Transition(
            "confirm_signer", _("Note a signer's confirmation"), (M.DRAFT,), None, who.signer_or_clerk
        ),
        Transition("hand_in_motion", _("Hand in the motion"), (M.DRAFT,), M.SUBMITTED, who.signer_or_clerk),
        Transition("put_on_agenda", _("Put on the agenda"), (M.SUBMITTED,), M.ON_AGENDA, who.office),
        Transition(
            "turn_motion",
            _("Turn into a suggestion"),
            (M.SUBMITTED,),
            M.TURNED,
            who.office,
            needs=OF_DEPUTIES,
        ),
        Transition(
            "amend_motion",
            _("Enter an amendment"),
            (M.SUBMITTED, M.ON_AGENDA),
            None,
            who.signer_or_clerk,
            needs=WITH_A_PLAN,
        ),
        Transition("decide_amendment", _("Settle an amendment"), (M.ON_AGENDA,), None, who.office),
        Transition(
            "hear_defence",
            _("Record the answer of the person"),
            (M.ON_AGENDA,),
            None,
            who.office,
            needs=OF_A_RECALL,
        ),
        Transition(
            "withdraw_motion",
            _("Withdraw the motion"),
            (M.DRAFT, M.SUBMITTED, M.ON_AGENDA),
            M.WITHDRAWN,
            who.signer_or_clerk,
        ),
        Transition(
            "settle_motion",
            _("Record what became of the motion"),
            (M.ON_AGENDA,),
            M.ADOPTED,
            who.office,
            or_to={M.REJECTED: (M.ON_AGENDA,)},
            page=False,
        ),
    ),
)


class InterpellationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("interpellation", "Being signed")
    SUBMITTED = "submitted", pgettext_lazy("interpellation", "Handed in")
    PUT = "put", pgettext_lazy("interpellation", "Put to the government")
    ANSWERED = "answered", pgettext_lazy("interpellation", "Answered")
    CLOSED = "closed", pgettext_lazy("interpellation", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("interpellation", "Withdrawn")


Q_ = InterpellationState
INTERPELLATION_LIFECYCLE = Lifecycle(
    InterpellationState,
    (
        Transition(
            "change_interpellation", _("Change the interpellation"), (Q_.DRAFT,), None, who.signer_or_clerk
        ),
        Transition(
            "sign_interpellation",
            _("Change the signers of the interpellation"),
            (Q_.DRAFT,),
            None,
            who.signer_or_clerk,
        ),
        Transition(
            "confirm_interpellation",
            _("Note a signer's confirmation"),
            (Q_.DRAFT,),
            None,
            who.signer_or_clerk,
        ),
        Transition(
            "hand_in_interpellation",
            _("Hand in the interpellation"),
            (Q_.DRAFT,),
            Q_.SUBMITTED,
            who.signer_or_clerk,
        ),
        Transition("put_interpellation", _("Put to the government"), (Q_.SUBMITTED,), Q_.PUT, who.office),
        Transition("answer_interpellation", _("Record the answer"), (Q_.PUT,), Q_.ANSWERED, who.office),
        Transition(
            "rate_answer",
            _("Record what the signers think of the answer"),
            (Q_.ANSWERED,),
            Q_.CLOSED,
            who.office,
            or_to={Q_.PUT: (Q_.ANSWERED,)},
        ),
        Transition(
            "withdraw_interpellation",
            _("Withdraw the interpellation"),
            (Q_.DRAFT, Q_.SUBMITTED, Q_.PUT),
            Q_.WITHDRAWN,
            who.signer_or_clerk,
        ),
    ),
)


class VoteState(models.TextChoices):
    PREPARED = "prepared", pgettext_lazy("vote", "Prepared")
    OPEN = "open", pgettext_lazy("vote", "Open")
    CLOSED = "closed", pgettext_lazy("vote", "Counted")
    ANNOUNCED = "announced", pgettext_lazy("vote", "Announced")
    CANCELLED = "cancelled", pgettext_lazy("vote", "Cancelled")


V = VoteState
VOTE_LIFECYCLE = Lifecycle(
    VoteState,
    (
        Transition("change_vote", _("Change the vote"), (V.PREPARED,), None, who.office),
        Transition("print_slips", _("Print the slips"), (V.PREPARED,), None, who.clerk),
        Transition("open_vote", _("Open the vote"), (V.PREPARED,), V.OPEN, who.office),
        Transition("enter_count", _("Enter the count"), (V.OPEN,), None, who.office),
        Transition("enter_voice", _("Enter a deputy's voice"), (V.OPEN,), None, who.office),
        Transition("close_vote", _("Close the vote and count"), (V.OPEN,), V.CLOSED, who.office),
        Transition("announce_result", _("Announce the result"), (V.CLOSED,), V.ANNOUNCED, who.office),
        Transition(
            "cancel_vote", _("Cancel the vote"), (V.PREPARED, V.OPEN, V.CLOSED), V.CANCELLED, who.office
        ),
    ),
)


class ElectionState(models.TextChoices):
    NOMINATING = "nominating", pgettext_lazy("election", "Nominations open")
    SETTLED = "settled", pgettext_lazy("election", "Candidates settled")
    DONE = "done", pgettext_lazy("election", "Elected")
    CALLED_OFF = "called_off", pgettext_lazy("election", "Called off")


E = ElectionState
ELECTION_LIFECYCLE = Lifecycle(
    ElectionState,
    (
        Transition("nominate", _("Enter a nomination"), (E.NOMINATING,), None, who.office),
        Transition(
            "withdraw_candidate", _("Note that a candidate withdrew"), (E.NOMINATING,), None, who.office
        ),
        Transition("settle_candidates", _("Settle the candidates"), (E.NOMINATING,), E.SETTLED, who.office),
        Transition("prepare_ballot", _("Prepare the ballot"), (E.NOMINATING, E.SETTLED), None, who.office),
        Transition("conclude_election", _("Conclude the election"), (E.SETTLED,), E.DONE, who.office),
        Transition(
            "call_off_election",
            _("Call the election off"),
            (E.NOMINATING, E.SETTLED),
            E.CALLED_OFF,
            who.office,
        ),
    ),
)


class ByElectionState(models.TextChoices):
    ANNOUNCED = "announced", pgettext_lazy("by-election", "Announced")
    HELD = "held", pgettext_lazy("by-election", "Held")
    CALLED_OFF = "called_off", pgettext_lazy("by-election", "Called off")


B = ByElectionState
BY_ELECTION_LIFECYCLE = Lifecycle(
    ByElectionState,
    (
        Transition("change_by_election", _("Change the by-election"), (B.ANNOUNCED,), None, who.office),
        Transition(
            "enter_elected",
            _("Enter who was elected"),
            (B.ANNOUNCED,),
            B.HELD,
            who.office,
            or_to={B.ANNOUNCED: (B.ANNOUNCED,)},  # seats are left
        ),
        Transition(
            "call_off_by_election", _("Call the by-election off"), (B.ANNOUNCED,), B.CALLED_OFF, who.office
        ),
    ),
)
