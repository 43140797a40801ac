"""What has to happen next in a matter, who has to do it and until when.

A function of the matter's own columns: a list of fifty matters asks the database nothing for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.matter import Matter
from huiyin.ui.templatetags.ui import short_date


class Waiting(models.TextChoices):
    """Whose turn it is."""

    OFFICE = "office", pgettext_lazy("whose turn", "the office")
    UNIT = "unit", pgettext_lazy("whose turn", "the unit")
    DEPUTIES = "deputies", pgettext_lazy("whose turn", "the deputies")
    PETITIONER = "petitioner", pgettext_lazy("whose turn", "who raised it")
    ABOVE = "above", pgettext_lazy("whose turn", "the body above")
    NOBODY = "", gettext_lazy("nobody")


@dataclass(frozen=True)
class Step:
    """The next step: its name, the sentence for the page, the act that takes it and who is waited for."""

    code: str
    label: str
    act: str | None
    waiting_for: str


def next_step(matter: Matter, today: date, *, dissatisfied: int = 0) -> Step:
    """What the matter needs next, by the state that a person sees on this day.

    `dissatisfied`: how many signers are so in a round whose window is over and on which nobody has decided.
    """
    state = matter.shown_state(today)
    if dissatisfied and state == MatterState.IN_CHECK and _awaits_look(matter):
        label = _(
            "The evaluation is over, dissatisfied: %(count)s. Open the next round or the presidium decides."
        )
        return Step("conclude", label % {"count": dissatisfied}, "open_round", Waiting.OFFICE)
    return STEPS[state](matter, today)


def _draft(_matter: Matter, _today: date) -> Step:
    return Step("submit", _("Hand it in."), "submit", Waiting.PETITIONER)


def _submitted(_matter: Matter, _today: date) -> Step:
    return Step("register", _("Review it: register, return or decline it."), "register", Waiting.OFFICE)


def _returned(_matter: Matter, _today: date) -> Step:
    return Step(
        "wait_completed", _("Wait until it is completed and handed in again."), "submit", Waiting.PETITIONER
    )


def _registered(matter: Matter, today: date) -> Step:
    if matter.due_on is None:
        return Step("hand_over", _("Hand it over to a unit."), "hand_over", Waiting.OFFICE)
    label = _("Hand it over to a unit by %(day)s.") % {"day": short_date(matter.due_on, today)}
    return Step("hand_over", label, "hand_over", Waiting.OFFICE)


def _in_hand(matter: Matter, today: date) -> Step:
    if matter.due_on is None:
        return Step("wait_reply", _("Wait for the unit's reply."), "reply", Waiting.UNIT)
    words = {"day": short_date(matter.due_on, today)}
    if matter.due_on < today:
        return Step("urge", _("The reply was due on %(day)s: urge the unit.") % words, "urge", Waiting.OFFICE)
    return Step("wait_reply", _("Wait for the unit's reply, due on %(day)s.") % words, "reply", Waiting.UNIT)


def _answered(matter: Matter, today: date) -> Step:
    last = short_date(matter.window_closes_on, today) if matter.window_closes_on else "—"
    label = _("Wait for the deputies' evaluations until %(day)s.") % {"day": last}
    return Step("wait_evaluations", label, "evaluate", Waiting.DEPUTIES)


def _in_check(matter: Matter, today: date) -> Step:
    if matter.verified == Verification.Result.SOLVED:
        label = _("It is solved, but a deputy is dissatisfied: open the next round or decide with reasons.")
        return Step("decide", label, "decide", Waiting.OFFICE)
    if _awaits_look(matter):
        return _verify(matter, today)
    label = _("It is not solved: open the next round, track the promise, refer it upward or explain it.")
    return Step("conclude", label, "open_round", Waiting.OFFICE)


def _awaits_look(matter: Matter) -> bool:
    """Nobody has looked yet or could tell, or a promise was kept since."""
    if matter.state == MatterState.ANSWERED or matter.due_rule == "verify":
        return True
    return matter.verified == Verification.Result.CANNOT_TELL


def _verify(matter: Matter, today: date) -> Step:
    if matter.due_on is None:
        return Step("verify", _("Go and see whether it is solved."), "verify", Waiting.OFFICE)
    label = _("Go and see whether it is solved, by %(day)s.") % {"day": short_date(matter.due_on, today)}
    return Step("verify", label, "verify", Waiting.OFFICE)


def _tracking(matter: Matter, today: date) -> Step:
    if matter.due_on is None or matter.due_on <= today:
        return Step(
            "check_promise", _("Check whether the promise was kept."), "settle_promise", Waiting.OFFICE
        )
    label = _("Wait for the promise that falls due on %(day)s.") % {"day": short_date(matter.due_on, today)}
    return Step("wait_promise", label, "settle_promise", Waiting.UNIT)


def _referred(_matter: Matter, _today: date) -> Step:
    return Step("wait_above", _("Wait for the answer from above."), "answer_from_above", Waiting.ABOVE)


def _closed(_matter: Matter, _today: date) -> Step:
    return Step("closed", _("Nothing is left to do."), None, Waiting.NOBODY)


S = MatterState

STEPS: dict[str, Callable[[Matter, date], Step]] = {
    S.DRAFT: _draft,
    S.SUBMITTED: _submitted,
    S.RETURNED: _returned,
    S.REGISTERED: _registered,
    S.IN_HAND: _in_hand,
    S.ANSWERED: _answered,
    S.IN_CHECK: _in_check,
    S.TRACKING: _tracking,
    S.REFERRED: _referred,
    S.SOLVED: _closed,
    S.EXPLAINED: _closed,
    S.DECLINED: _closed,
    S.WITHDRAWN: _closed,
    S.MERGED: _closed,
}
