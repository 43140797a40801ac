"""What an announced result settles beside itself: the motion that was voted on, the post of one recalled."""

from datetime import datetime
from uuid import uuid5

from django.utils.translation import gettext as _

from huiyin.assembly.lifecycle import MOTION_LIFECYCLE, MotionState
from huiyin.assembly.models.motions import Amendment, Motion
from huiyin.assembly.models.votes import Vote
from huiyin.core.errors import ActRefused
from huiyin.people.actions.roster import change_deputy
from huiyin.people.models import Deputy

# Which of the posts that the congress elects is also the deputy's post in the presidium.
POSTS_IN_PRESIDIUM = {"chair": Deputy.Post.CHAIR, "vice_chair": Deputy.Post.VICE_CHAIR}


def require_may_be_voted(motion: Motion) -> None:
    """A motion is voted on once it stands on the agenda and no amendment waits; a recall once the person was
    heard or renounced it: who is to be recalled may answer before the vote [ZZF 31].

    Raises ActRefused with what must be done first.
    """
    if motion.state != MotionState.ON_AGENDA:
        raise ActRefused(
            _("“%(title)s” does not stand on the agenda (it is “%(state)s”), so it cannot be voted on.")
            % {"title": motion.title, "state": motion.get_state_display()}
        )
    if motion.kind == Motion.Kind.RECALL and motion.defended_on is None:
        raise ActRefused(
            _(
                "%(person)s has the right to answer before the vote on the recall. Record the answer, or that"
                " %(person)s renounced it."
            )
            % {"person": motion.person}
        )
    waiting = motion.amendments.filter(answer=Amendment.Answer.OPEN).count()
    if waiting:
        raise ActRefused(
            _("%(count)s amendment(s) to “%(title)s” are not settled; settle them before the vote.")
            % {"count": waiting, "title": motion.title}
        )


def settle_motion_after(vote: Vote, *, at: datetime) -> None:
    """Part of announcing a result: the motion of the item is adopted or not. Other votes settle no motion.

    An adopted recall takes the post in the presidium away; an office of the government is kept by no record
    of ours and is only shown with the motion.
    """
    ends = {Vote.Outcome.ADOPTED: MotionState.ADOPTED, Vote.Outcome.REJECTED: MotionState.REJECTED}
    end = ends.get(Vote.Outcome(vote.outcome))
    if end is None or vote.item is None or vote.item.motion is None:
        return
    motion: Motion = Motion.objects.locked(vote.item.motion)
    MOTION_LIFECYCLE.move(motion, "settle_motion", by=None, to=end)
    motion.settled_at = at
    motion.save(update_fields=["state", "settled_at"])
    if motion.kind == Motion.Kind.RECALL and end == MotionState.ADOPTED:
        _take_post_away(motion, at)


def _take_post_away(motion: Motion, at: datetime) -> None:
    """The deputy keeps the seat, which only the voters can end; the act has an id that follows from the
    motion, so that an announcement told twice takes nothing twice.
    """
    post = POSTS_IN_PRESIDIUM.get(motion.post_code)
    if post is None:
        return
    members = Deputy.objects.in_office().filter(township_id=motion.township_id, name=motion.person, post=post)
    for deputy in members:
        act_id = uuid5(motion.pk, f"recall {deputy.pk}")
        change_deputy(deputy, post=Deputy.Post.NONE, by=None, at=at, act_id=act_id)
