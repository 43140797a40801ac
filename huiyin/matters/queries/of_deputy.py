"""What a deputy raised and where it stands, in words that need no explaining."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.queries.lines import STATE_TONES
from huiyin.townships.models import Township

S = MatterState
LIMIT = 100


@dataclass(frozen=True)
class Raised:
    """One matter that a deputy signed."""

    petitioner: Petitioner
    matter: Matter
    state: MatterState
    words: str
    may_evaluate: bool
    evaluate_url: str = ""
    url: str = ""

    @property
    def tone(self) -> str:
        return "amber" if self.may_evaluate else STATE_TONES.get(self.state, "mute")


def raised_by(township: Township, deputy_ids: Iterable[UUID], today: date) -> list[Raised]:
    """What these deputies signed, newest first but those to evaluate before all; one query, at most 100."""
    given = Evaluation.objects.filter(
        township_id=OuterRef("township_id"),
        petitioner=OuterRef("pk"),
        round__number=OuterRef("matter__round"),
    )
    signed = (
        Petitioner.objects.of(township)
        .filter(deputy__in=list(deputy_ids))
        .annotate(has_evaluated=Exists(given))
        .select_related("matter__lead_unit")
        .order_by("-matter__received_on", "-matter__id")
    )
    rows = [_raised(petitioner, today) for petitioner in signed[:LIMIT]]
    return sorted(rows, key=lambda row: not row.may_evaluate)


def _raised(petitioner: Petitioner, today: date) -> Raised:
    matter, evaluated = petitioner.matter, petitioner.has_evaluated  # type: ignore[attr-defined]
    state = matter.shown_state(today)
    return Raised(
        petitioner=petitioner,
        matter=matter,
        state=state,
        words=words_of(matter, state, evaluated=evaluated),
        may_evaluate=state == S.ANSWERED and not evaluated,
    )


def words_of(matter: Matter, state: MatterState, *, evaluated: bool) -> str:
    """Where a matter stands, as one would say it to the deputy on the telephone."""
    said = {
        "unit": matter.lead_unit.name if matter.lead_unit else "",
        "day": date_format(matter.due_on, "MONTH_DAY_FORMAT") if matter.due_on else "",
        "last_day": date_format(matter.window_closes_on, "MONTH_DAY_FORMAT")
        if matter.window_closes_on
        else "",
        "round": matter.round,
    }
    if state == S.IN_HAND:
        return _in_hand(matter, said)
    if state == S.ANSWERED and evaluated:
        return (
            _("%(unit)s has replied and you have evaluated it. After %(last_day)s somebody goes to see.")
            % said
        )
    return str(WORDS[state]()) % said


def _in_hand(matter: Matter, said: dict[str, object]) -> str:
    if not said["day"]:
        return _("%(unit)s is handling it.") % said
    if matter.round > 1:
        return _("%(unit)s is handling it again (round %(round)s) and must reply by %(day)s.") % said
    return _("%(unit)s is handling it and must reply by %(day)s.") % said


WORDS = {
    S.DRAFT: lambda: _("You have not handed it in yet."),
    S.SUBMITTED: lambda: _("The office is looking at it."),
    S.RETURNED: lambda: _("Something is missing; the office will tell you what to add."),
    S.DECLINED: lambda: _("It could not be taken up; the office tells you why."),
    S.REGISTERED: lambda: _("It is registered and will be handed to a unit."),
    S.ANSWERED: lambda: _("%(unit)s has replied. Please say until %(last_day)s what you think of it."),
    S.IN_CHECK: lambda: _(
        "%(unit)s has replied; somebody other than the unit goes to see whether it is solved."
    ),
    S.TRACKING: lambda: _("%(unit)s made a promise; the office checks it when the day comes."),
    S.REFERRED: lambda: _("It was sent to the body above; the answer is awaited."),
    S.SOLVED: lambda: _("Solved, and seen on the spot."),
    S.EXPLAINED: lambda: _("Closed: it could not be solved, and the reason was explained."),
    S.WITHDRAWN: lambda: _("It was withdrawn."),
    S.MERGED: lambda: _("It is handled together with another matter about the same thing."),
}
