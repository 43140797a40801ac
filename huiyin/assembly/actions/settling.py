"""What an announced result settles beside itself: the motion that was voted on."""

from datetime import datetime

from huiyin.assembly.lifecycle import MOTION_LIFECYCLE, MotionState
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.votes import Vote


def settle_motion_after(vote: Vote, *, at: datetime) -> None:
    """Part of announcing a result: the motion of the item is adopted or not. Other votes settle no motion."""
    ends = {Vote.Outcome.ADOPTED: MotionState.ADOPTED, Vote.Outcome.REJECTED: MotionState.REJECTED}
    end = ends.get(Vote.Outcome(vote.outcome))
    if end is None or vote.item is None or vote.item.motion is None:
        return
    motion: Motion = Motion.objects.locked(vote.item.motion)
    MOTION_LIFECYCLE.move(motion, "settle_motion", by=None, to=end)
    motion.settled_at = at
    motion.save(update_fields=["state", "settled_at"])
