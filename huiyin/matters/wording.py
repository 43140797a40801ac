"""What the acts of this app are called in the journal: those of the lifecycle as their buttons say."""

from django.utils.translation import gettext_lazy as _

from huiyin.matters.lifecycle import MATTER_LIFECYCLE

ACT_LABELS = {
    **{act: transition.label for act, transition in MATTER_LIFECYCLE.index.items()},
    "draft": _("Keep as a draft"),
    "recompute_clocks": _("Dates reckoned anew"),
    "release": _("Released to the public"),
    "send_evaluation_link": _("Send a link for one evaluation"),
    "send_my_matters_link": _("Send a link to “my matters”"),
    "issue_paper": _("Issue a paper"),
    "import_ledger": _("Import a ledger"),
    "set_up_loop": _("Set up the loop"),
    "choose_scheme": _("Choose the claim scheme"),
    "change_pattern": _("Change how numbers are written"),
    "add_field": _("Add a field"),
    "close_field": _("Close a field"),
}
