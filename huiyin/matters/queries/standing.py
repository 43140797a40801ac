"""Where a matter stands, as one would say it to anybody at the counter: no name, no text of the matter."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.matter import Matter

S = MatterState

WORDS: dict[MatterState, str | Promise] = {
    S.DRAFT: _("The office has received it."),
    S.SUBMITTED: _("The office has received it and is reviewing it."),
    S.RETURNED: _("Something is wanting; the office will be in touch with you."),
    S.DECLINED: _("It could not be accepted; the office tells you the reason."),
    S.REGISTERED: _("It is registered and will be handed to the unit in charge."),
    S.ANSWERED: _("%(unit)s has replied; the deputies say what they think of it until %(window)s."),
    S.IN_CHECK: _("%(unit)s has replied; deputies go and see whether it is solved."),
    S.TRACKING: _("%(unit)s has promised when it will be done; the office checks on %(day)s."),
    S.REFERRED: _("It is beyond the township's powers and was referred upward; the answer is awaited."),
    S.SOLVED: _("Deputies went to see: it is solved."),
    S.EXPLAINED: _("It cannot be solved for now; the reason was explained."),
    S.WITHDRAWN: _("It was withdrawn."),
    S.MERGED: _("It is handled together with another matter of the same kind."),
}
IN_HAND = _("%(unit)s is handling it, round %(round)s; the reply is due by %(day)s.")
LATE = _("%(unit)s is handling it, round %(round)s.")


def standing_of(matter: Matter, state: MatterState) -> str:
    """One sentence on where the matter stands."""
    sentence = WORDS.get(state) or (IN_HAND if matter.due_on else LATE)
    return str(sentence) % {
        "unit": matter.lead_unit.name if matter.lead_unit else "",
        "round": matter.round,
        "day": date_format(matter.due_on, "MONTH_DAY_FORMAT") if matter.due_on else "",
        "window": date_format(matter.window_closes_on, "MONTH_DAY_FORMAT") if matter.window_closes_on else "",
    }
