"""What the acts of this app are called in the journal."""

from django.utils.translation import gettext_lazy as _

ACT_LABELS = {
    "found_township": _("Enter the township"),
    "change_township": _("Change the town's names"),
    "add_village": _("Enter a village"),
    "draw_constituency": _("Enter a constituency"),
    "open_term": _("Enter a congress"),
    "convene_session": _("Enter a session"),
}
