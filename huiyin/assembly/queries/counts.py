"""How many there are at a moment: who holds a seat, who is a member of the presidium, who is present.

N is never typed in: it is counted over the history of seats.
"""

from dataclasses import dataclass
from datetime import datetime

from huiyin.assembly.law import quorum
from huiyin.assembly.models.meetings import Meeting, Presence
from huiyin.people.models import Deputy, DeputyQuerySet, Seat
from huiyin.townships.models import Term


def deputies_at(term: Term, moment: datetime) -> DeputyQuerySet:
    """The deputies who hold a seat of this congress at this moment, without order."""
    seats = Seat.objects.filter(township_id=term.township_id, term=term).held_at(moment)
    return Deputy.objects.filter(township_id=term.township_id, pk__in=seats.values("deputy_id"))


def members_at(term: Term, moment: datetime) -> DeputyQuerySet:
    """The members of the presidium among them."""
    return deputies_at(term, moment).exclude(post=Deputy.Post.NONE)


def entitled_at(meeting: Meeting, moment: datetime) -> DeputyQuerySet:
    """Who may sit and vote in this meeting: all deputies, or the presidium's members; once it was opened,
    those who were members then, whatever posts were given or taken since.
    """
    if meeting.body != "presidium":
        return deputies_at(meeting.term, moment)
    if meeting.members is None:
        return members_at(meeting.term, moment)
    return deputies_at(meeting.term, moment).filter(pk__in=meeting.members)


def counted_as_member(meeting: Meeting, deputy: Deputy) -> bool:
    """Whether a meeting is the congress's, or this deputy belonged to the presidium that met."""
    if meeting.body != "presidium":
        return True
    if meeting.members is None:
        return deputy.post != Deputy.Post.NONE
    return str(deputy.pk) in meeting.members


@dataclass(frozen=True)
class Turnout:
    """How many of a meeting's body are present at a moment, and how many there must be."""

    of_all: int
    present: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.of_all > 0 and self.present >= self.needed

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.present)


def turnout_at(meeting: Meeting, moment: datetime) -> Turnout:
    """The turnout: at least two thirds of all deputies [ZZF 14]; of a presidium more than half."""
    entitled = entitled_at(meeting, moment)
    sitting = Presence.objects.filter(township_id=meeting.township_id, meeting=meeting).at_moment(moment)
    of_all = entitled.count()
    present = entitled.filter(pk__in=sitting.values("deputy_id")).count()
    return Turnout(of_all, present, quorum(meeting.body).needed(of_all))
