"""What an election's page says first: what the law wants now, and the one act that answers it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.assembly.electing import Due, Fit, Step, fit_of
from huiyin.assembly.law import Said
from huiyin.assembly.lifecycle import ElectionState
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.queries.elections import Course


@dataclass(frozen=True)
class Next:
    """A sentence with its source, and the act that comes next; a ballot under way is gone on with."""

    text: str
    source: Said
    act: str = ""
    vote: Vote | None = None
    is_fault: bool = False


def next_of(course: Course, at: datetime) -> Next:
    """What the law wants of this election now."""
    if running := course.running:
        said = _("The ballot “%(title)s” is going on: open it, count it and announce its result.")
        return Next(said % {"title": running.title}, course.margin.source, vote=running)
    state = course.election.state
    if state == ElectionState.NOMINATING:
        return _while_nominating(course, at)
    if state == ElectionState.SETTLED:
        return _while_voting(course)
    return Next(_outcome(course), course.margin.source)


def _while_nominating(course: Course, at: datetime) -> Next:
    until, source = course.election.nominations_until, course.margin.source
    text = candidates_wanted(course)
    if until is not None and at <= until:
        return Next(text, source, "nominate")
    if course.due is not None:
        return Next(f"{text} {_step(course.due)}", source, "prepare_ballot")
    fit = fit_of(len(course.kept), course.margin)
    if fit is Fit.TOO_FEW:
        return Next(text, source, "nominate")
    return Next(text, source, "settle_candidates")


def candidates_wanted(course: Course) -> str:
    """How many there are and how many the law wants."""
    margin, many = course.margin, len(course.kept)
    said = {"candidates": many, "places": course.election.places, "least": margin.least, "most": margin.most}
    if margin.least == margin.most:
        return _("%(places)s to be elected, %(candidates)s nominated; %(least)s may stand.") % said
    if margin.wanted > margin.least:
        return (
            _(
                "%(places)s to be elected, %(candidates)s nominated; as a rule %(most)s stand, "
                "for a reason as many as are to be elected."
            )
            % said
        )
    return _("%(places)s to be elected, %(candidates)s nominated; %(least)s to %(most)s may stand.") % said


def _while_voting(course: Course) -> Next:
    due, source = course.due, course.margin.source
    if due is not None:
        return Next(_step(due), source, "prepare_ballot")
    if course.left:
        text = _("Nobody is left to be voted on: the congress leaves the places for later, with a reason.")
        return Next(text, source, "conclude_election")
    return Next(_("Every place is filled: conclude the election."), source, "conclude_election")


def _step(due: Due) -> str:
    """What the ballot that is due is held for."""
    said = {"many": len(due.keys), "places": due.places}
    match due.step:
        case Step.PRELIMINARY:
            return _("A preliminary vote tells who of the %(many)s stays on the list: %(places)s.") % said
        case Step.FIRST:
            return _(
                "The list stands. Hold the ballot: elected is who has more than half of all deputies' votes."
            )
        case Step.TIE:
            return (
                _("%(many)s have equally many votes: they are voted on again, and the most votes win.") % said
            )
        case Step.FURTHER:
            return (
                ngettext(
                    "%(places)s place is left: those not elected are voted on anew, by their votes before.",
                    "%(places)s places are left: those not elected are voted on anew, by their votes before.",
                    due.places,
                )
                % said
            )


def _outcome(course: Course) -> str:
    if course.election.state == ElectionState.CALLED_OFF:
        return _("The election was called off: %(reason)s") % {"reason": course.election.reason}
    names = "、".join(one.name for one in course.elected)
    if not course.left:
        return _("Elected: %(names)s.") % {"names": names}
    said = {"names": names or "—", "left": course.left, "reason": course.election.reason}
    return _("Elected: %(names)s. Left for later: %(left)s. %(reason)s") % said
