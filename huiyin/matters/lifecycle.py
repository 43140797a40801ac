"""The life of a matter, from the slip of paper to the closed file.

Only a verification closes a matter as solved; whatever is not solved goes into the next round, a tracked
promise, a referral upward or a reasoned decision. The table below is all there is: pages, acts and the
diagram read it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.core.lifecycle import Condition, Lifecycle, Transition
from huiyin.matters import permissions as who


class MatterState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("state", "Awaiting review")
    RETURNED = "returned", pgettext_lazy("state", "Returned for completion")
    DECLINED = "declined", pgettext_lazy("state", "Declined")
    REGISTERED = "registered", pgettext_lazy("state", "To be handed over")
    IN_HAND = "in_hand", pgettext_lazy("state", "In hand")
    ANSWERED = "answered", pgettext_lazy("state", "Awaiting evaluation")
    IN_CHECK = "in_check", pgettext_lazy("state", "Awaiting verification")
    TRACKING = "tracking", pgettext_lazy("state", "Promise tracked")
    REFERRED = "referred", pgettext_lazy("state", "Referred upward")
    SOLVED = "solved", pgettext_lazy("state", "Closed (solved)")
    EXPLAINED = "explained", pgettext_lazy("state", "Closed (explained)")
    WITHDRAWN = "withdrawn", pgettext_lazy("state", "Withdrawn")
    MERGED = "merged", pgettext_lazy("state", "Merged")


S = MatterState

BEFORE_HAND_OVER = (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REGISTERED)
OPEN = (S.SUBMITTED, S.RETURNED, S.REGISTERED, S.IN_HAND, S.ANSWERED, S.IN_CHECK, S.TRACKING, S.REFERRED)
HANDED_OVER = (S.IN_HAND, S.ANSWERED, S.IN_CHECK, S.TRACKING, S.REFERRED, S.SOLVED, S.EXPLAINED)
CLOSED = (S.DECLINED, S.SOLVED, S.EXPLAINED, S.WITHDRAWN, S.MERGED)
SETTLING = (S.ANSWERED, S.IN_CHECK, S.TRACKING, S.REFERRED)  # replied; what the round comes to is open

WAS_HANDED_OVER = Condition(
    lambda matter: matter.round > 0, _("The matter has not been handed over to any unit yet.")
)
NEVER_HANDED_OVER = Condition(
    lambda matter: matter.round == 0,
    _("The matter was handed over before; open the next round instead."),
)
PROMISES_STAND = (S.IN_HAND, *SETTLING, S.SOLVED, S.EXPLAINED, S.WITHDRAWN)  # a promise outlives its round

MATTER_LIFECYCLE = Lifecycle(
    MatterState,
    (
        Transition("submit", _("Submit"), (S.DRAFT, S.RETURNED), S.SUBMITTED, who.signer_or_clerk),
        Transition("return", _("Return for completion"), (S.SUBMITTED,), S.RETURNED, who.clerk),
        Transition("register", _("Register"), (S.SUBMITTED,), S.REGISTERED, who.clerk),
        Transition("decline", _("Decline"), (S.SUBMITTED, S.REGISTERED), S.DECLINED, who.office),
        Transition("merge", _("Merge"), (S.SUBMITTED, S.REGISTERED), S.MERGED, who.clerk),
        Transition(
            "withdraw",
            _("Withdraw"),
            (S.DRAFT, S.SUBMITTED, S.RETURNED, S.REGISTERED, S.IN_HAND),
            S.WITHDRAWN,
            who.signer_or_clerk,
        ),
        Transition(
            "hand_over",
            _("Hand over"),
            (S.REGISTERED, S.REFERRED),
            S.IN_HAND,
            who.clerk,
            needs=NEVER_HANDED_OVER,
        ),
        Transition("sign_for", _("Sign for"), (S.IN_HAND,), None, who.unit_or_clerk),
        Transition("send_back", _("Send back"), (S.IN_HAND,), None, who.unit_or_clerk),
        Transition("reassign", _("Decide on sending back"), (S.IN_HAND,), None, who.office),
        Transition("contact", _("Record a contact"), (S.IN_HAND, S.ANSWERED), None, who.unit_or_clerk),
        Transition("ask_extension", _("Ask for an extension"), (S.IN_HAND,), None, who.unit_or_clerk),
        Transition("decide_extension", _("Decide on the extension"), (S.IN_HAND,), None, who.office),
        Transition("assist", _("Give an assisting opinion"), (S.IN_HAND,), None, who.unit_or_clerk),
        Transition("urge", _("Urge"), (S.IN_HAND,), None, who.office),
        Transition(
            "supervise",
            _("Put under supervision"),
            (S.IN_HAND, *SETTLING),
            None,
            who.office,
            needs=WAS_HANDED_OVER,
        ),
        Transition(
            "reply",
            _("Reply"),
            (S.IN_HAND,),
            S.ANSWERED,
            who.unit_or_clerk,
            or_to={S.IN_HAND: (S.IN_HAND,), S.IN_CHECK: (S.IN_HAND,)},
        ),
        Transition(
            "evaluate",
            _("Record an evaluation"),
            (*SETTLING, S.SOLVED, S.EXPLAINED),
            None,
            who.signer_or_clerk,
            or_to={S.IN_CHECK: (S.SOLVED, S.EXPLAINED)},
            needs=WAS_HANDED_OVER,
        ),
        Transition(
            "verify",
            _("Record a verification"),
            SETTLING,
            S.IN_CHECK,
            who.checker,
            or_to={S.SOLVED: SETTLING},
            needs=WAS_HANDED_OVER,
        ),
        Transition("track", _("Track the promise"), (S.ANSWERED, S.IN_CHECK), S.TRACKING, who.office),
        Transition(
            "settle_promise",
            _("Settle a promise"),
            PROMISES_STAND,
            None,
            who.office,
            or_to={S.IN_CHECK: (S.TRACKING,)},
        ),
        Transition(
            "open_round",
            _("Open the next round"),
            (*SETTLING, S.SOLVED, S.EXPLAINED),
            S.IN_HAND,
            who.clerk,
            needs=WAS_HANDED_OVER,
        ),
        Transition(
            "refer_up",
            _("Refer upward"),
            (S.REGISTERED, S.ANSWERED, S.IN_CHECK, S.TRACKING),
            S.REFERRED,
            who.office,
        ),
        Transition("answer_from_above", _("Record the answer from above"), HANDED_OVER, None, who.clerk),
        Transition(
            "decide",
            _("Record a decision"),
            SETTLING,
            None,
            who.presidium_office,
            or_to={S.SOLVED: SETTLING},
            needs=WAS_HANDED_OVER,
        ),
        Transition("explain", _("Close as explained"), SETTLING, S.EXPLAINED, who.office),
        Transition("correct", _("Correct"), tuple(S), None, who.clerk),
        Transition(
            "attach",
            _("Attach a file"),
            tuple(s for s in S if s not in (S.DECLINED, S.WITHDRAWN, S.MERGED)),
            None,
            who.office_or_unit,
        ),
        Transition("tell", _("Note that a petitioner was told"), tuple(S), None, who.clerk),
        Transition("erase", _("Erase personal data"), tuple(S), None, who.office),
    ),
)
