"""What the acts of this app are called in the journal."""

from django.utils.translation import gettext_lazy as _

ACT_LABELS = {
    "admit_person": _("Open an account"),
    "give_role": _("Give a role"),
    "end_role": _("End a role"),
    "reset_password": _("Give a new password"),
    "revoke_link": _("Revoke a personal link"),
    "enrol_deputy": _("Enrol a deputy"),
    "change_deputy": _("Change a deputy's entry"),
    "end_deputy": _("End a deputy's seat"),
    "open_unit": _("Enter a unit"),
    "change_unit": _("Change a unit's entry"),
    "close_unit": _("Close a unit"),
}
