"""Whether what deputies put jointly is taken: by a session that still takes it, complete, and in time."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from huiyin.assembly import law
from huiyin.assembly.lifecycle import ConvocationState
from huiyin.assembly.models.motions import Motion
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.queries.signing import is_joint
from huiyin.core.errors import ActRefused
from huiyin.people.models import Deputy, User
from huiyin.people.permissions import is_clerk

PARTS_OF_MOTION = {
    "title": pgettext_lazy("of a motion", "title"),
    "cause": pgettext_lazy("of a motion", "cause"),
    "grounds": pgettext_lazy("of a motion", "grounds"),
    "plan": pgettext_lazy("of a motion", "plan"),
}
PARTS_OF_RECALL = {
    "title": pgettext_lazy("of a motion", "title"),
    "person": pgettext_lazy("of a recall", "person"),
    "post": pgettext_lazy("of a recall", "post"),
    "grounds": pgettext_lazy("of a recall", "grounds"),
}
OVER = (ConvocationState.CLOSED, ConvocationState.CALLED_OFF)


def require_session_open(convocation: Convocation) -> None:
    """Raises ActRefused when the session is over or was called off."""
    if convocation.state in OVER:
        raise ActRefused(
            _("This session is over or was called off, and takes no motions. Record a suggestion instead.")
        )


def require_sound(motion: Motion, lead: Deputy | None) -> None:
    """What must be right from the first word: a title, who leads, and of a recall who brings it and a post
    that the congress elects. Raises ActRefused.
    """
    if not motion.title:
        raise ActRefused(_("The title is missing: say in one line what is moved."))
    if motion._state.adding and is_joint(motion) and lead is None:
        raise ActRefused(_("The deputy who leads is missing."))
    if motion.kind != Motion.Kind.RECALL:
        return
    if motion.brought_by == Motion.BroughtBy.GOVERNMENT:
        raise ActRefused(_("A recall is brought by the presidium or by deputies, never by the government."))
    if motion.post and not motion.post_code:
        names = _(", ").join(str(post.name) for post in law.posts().values())
        raise ActRefused(_("The congress recalls only whom it elected: %(posts)s.") % {"posts": names})


def require_complete(motion: Motion) -> None:
    """Raises ActRefused with the name of each part that is missing."""
    parts = PARTS_OF_RECALL if motion.kind == Motion.Kind.RECALL else PARTS_OF_MOTION
    missing = [str(label) for name, label in parts.items() if not getattr(motion, name)]
    if missing:
        raise ActRefused(
            _("It is not complete. Still missing: %(parts)s.") % {"parts": _(", ").join(missing)}
        )


def moment_received(motion: Motion, received_at: datetime | None, by: User | None, at: datetime) -> datetime:
    """When it was handed in: now, or when the office had the paper, which only the clerk can say.

    Raises ActRefused for a moment to come, PermissionDenied.
    """
    if received_at is None or received_at == at:
        return at
    if by is not None and not is_clerk(by, motion):
        raise PermissionDenied("received_at")
    if received_at > at:
        raise ActRefused(_("The office cannot have received it later than now."))
    return received_at


def require_in_time(motion: Motion, handed_in_at: datetime) -> None:
    """The presidium's time limit binds the deputies' motions; a recall and the presidium's own may follow."""
    until = motion.convocation.motions_until
    if motion.kind != Motion.Kind.MOTION or not is_joint(motion) or until is None or handed_in_at <= until:
        return
    raise ActRefused(
        _(
            "Motions were taken until %(until)s. Withdraw it and record it as a suggestion: that is handed"
            " over and answered in writing."
        )
        % {"until": date_format(localtime(until), "DATETIME_FORMAT")}
    )
