"""What the page says after an act: that it was done, and what follows from it."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.matter import Matter
from huiyin.ui.templatetags.ui import short_date

Words = str | Promise

SAID: dict[str, Words] = {
    "submit": _("Handed in; the office reviews it."),
    "register": _("Registered as %(number)s."),
    "return": _("Returned for completion."),
    "decline": _("Declined."),
    "merge": _("Merged."),
    "withdraw": _("Withdrawn."),
    "hand_over": _("Handed over."),
    "sign_for": _("Signed for."),
    "send_back": _("Sent back; the presidium decides on it, and the reply period runs on."),
    "reassign": _("The request to take the order back was decided."),
    "contact": _("The contact is recorded."),
    "ask_extension": _("The extension is asked for; until it is granted the reply period stays."),
    "decide_extension": _("The extension was decided."),
    "assist": _("The assisting opinion is given."),
    "urge": _("The unit was urged."),
    "supervise": _("The matter is under supervision."),
    "reply": _("Replied."),
    "evaluate": _("The evaluation is recorded."),
    "verify": _("The verification is recorded: %(found)s."),
    "track": _("The promise is tracked."),
    "settle_promise": _("What became of the promise is recorded."),
    "open_round": _("Round %(round)s is open."),
    "refer_up": _("Referred upward."),
    "answer_from_above": _("The answer from above is recorded."),
    "decide": _("The decision is recorded."),
    "explain": _("Closed as explained."),
    "correct": _("Corrected."),
    "attach": _("The file is attached."),
    "tell": _("It is noted that the petitioner was told."),
    "erase": _("The personal data are erased."),
}
WITH_DUE: dict[str, Words] = {
    "hand_over": _("Handed over; the reply is due on %(due)s."),
    "decide_extension": _("The extension was decided; the reply is due on %(due)s."),
    "track": _("The promise is tracked; it falls due on %(due)s."),
    "open_round": _("Round %(round)s is open; the reply is due on %(due)s."),
}
SEALED: dict[str, Words] = {
    "reply": _("Replied; the deputies evaluate until %(window)s."),
    "evaluate": _("The evaluation is recorded; it stays sealed until %(window)s."),
}


def done_words(matter: Matter, act: str, today: date) -> str:
    """The sentence for an act that was just done with this matter (as it stands now)."""
    said = SAID[act]
    if act in WITH_DUE and matter.due_on:
        said = WITH_DUE[act]
    elif act in SEALED and matter.state == MatterState.ANSWERED and matter.window_closes_on:
        said = SEALED[act]
    found = Verification.Result(matter.verified).label if matter.verified else ""
    return str(said) % {
        "number": matter.number,
        "round": matter.round,
        "found": found,
        "due": short_date(matter.due_on, today) if matter.due_on else "",
        "window": short_date(matter.window_closes_on, today) if matter.window_closes_on else "",
    }
