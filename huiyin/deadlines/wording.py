"""What the acts of this app are called in the journal."""

from django.utils.translation import gettext_lazy as _

ACT_LABELS = {
    "choose_profile": _("Choose the rule profile"),
    "override_rule": _("Set a period of the town's own"),
    "withdraw_override": _("Withdraw a period of the town's own"),
}
