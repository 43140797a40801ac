"""What somebody may do next with a motion or an interpellation: the one clear act, and the further ones."""

from dataclasses import dataclass
from typing import Any

from huiyin.assembly.lifecycle import INTERPELLATION_LIFECYCLE, MOTION_LIFECYCLE, MotionState
from huiyin.assembly.models.motions import Amendment, Interpellation, Motion
from huiyin.assembly.queries.signing import Joint, Signing, is_joint
from huiyin.core.lifecycle import Transition
from huiyin.people.models import User
from huiyin.people.permissions import is_clerk

SIGN = ("sign_motion", "sign_interpellation")
CONFIRM = ("confirm_signer", "confirm_interpellation")
OF_LEAD = frozenset(
    {
        *("change_motion", "hand_in_motion", "withdraw_motion"),
        *("change_interpellation", "hand_in_interpellation", "withdraw_interpellation"),
    }
)
HAND_IN = ("hand_in_motion", "hand_in_interpellation")
NEVER_FIRST = frozenset({"change_motion", "change_interpellation", "amend_motion", "turn_motion"})


@dataclass(frozen=True)
class Steps:
    primary: Transition | None
    more: list[Transition]


def steps_of_motion(user: User, motion: Motion, signing: Signing, amendments: list[Amendment]) -> Steps:
    """The acts on a motion: confirm until there are enough, hand in, decide, hear, settle."""
    acts = [one for one in MOTION_LIFECYCLE.open_to(user, motion) if one.page]
    acts = [one for one in acts if _is_apt(one.act, user, motion, signing)]
    if not any(one.answer == Amendment.Answer.OPEN for one in amendments):
        acts = [one for one in acts if one.act != "decide_amendment"]
    if motion.state == MotionState.ON_AGENDA and motion.defended_on is not None:
        return Steps(None, acts)
    return _steps(acts, signing)


def steps_of_interpellation(user: User, interpellation: Interpellation, signing: Signing) -> Steps:
    """The acts on an interpellation: confirm, hand in, put, answer, rate."""
    acts = list(INTERPELLATION_LIFECYCLE.open_to(user, interpellation))
    return _steps([one for one in acts if _is_apt(one.act, user, interpellation, signing)], signing)


def _is_apt(act: str, user: Any, row: Joint, signing: Signing) -> bool:
    """Whether the act has something to do here, and is this person's to do."""
    own = user.standing_in(row.township_id).deputy_ids
    clerk = is_clerk(user, row)
    if act in SIGN:
        return is_joint(row)
    if act in CONFIRM:
        return any(clerk or one.deputy_id in own for one in signing.waiting)
    if act in OF_LEAD and not clerk:
        return signing.lead is not None and signing.lead.pk in own
    return True


def _steps(acts: list[Transition], signing: Signing) -> Steps:
    hands_in = any(one.act in HAND_IN for one in acts)
    primary = next((one for one in acts if _comes_first(one.act, signing, hands_in)), None)
    return Steps(primary, [one for one in acts if one is not primary])


def _comes_first(act: str, signing: Signing, hands_in: bool) -> bool:
    if act.startswith("withdraw") or act in NEVER_FIRST:
        return False
    if act in SIGN:  # who is asked already might be enough
        return hands_in and not signing.is_enough and len(signing.signers) < signing.needed
    if act in CONFIRM:  # who only signs with others is here to confirm
        return not (signing.is_enough and hands_in)
    if act in HAND_IN:
        return signing.is_enough
    return True
