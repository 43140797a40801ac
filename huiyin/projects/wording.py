"""What the acts of this app are called in the journal."""

from django.utils.translation import gettext_lazy as _

from huiyin.projects.lifecycle import PROJECT_LIFECYCLE

ACT_LABELS = {
    **{act: transition.label for act, transition in PROJECT_LIFECYCLE.index.items()},
    "collect_project": _("Enter a proposed project"),
    "open_choosing": _("Open the choice of the year's projects"),
    "put_projects_to_vote": _("Put the projects to the vote"),
}
