"""The life of a livelihood project (民生实事项目): collected, screened, put to the vote, chosen or not."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiyin.core.lifecycle import Lifecycle, Transition
from huiyin.projects import permissions as who


class ProjectState(models.TextChoices):
    COLLECTED = "collected", pgettext_lazy("project", "Collected")
    SCREENED_OUT = "screened_out", pgettext_lazy("project", "Not taken up")
    CANDIDATE = "candidate", pgettext_lazy("project", "Candidate")
    CHOSEN = "chosen", pgettext_lazy("project", "Chosen")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("project", "Not chosen")


P = ProjectState
PROJECT_LIFECYCLE = Lifecycle(
    ProjectState,
    (
        Transition("change_project", _("Change the project"), (P.COLLECTED, P.CANDIDATE), None, who.clerk),
        Transition(
            "screen_out", _("Leave the project out"), (P.COLLECTED, P.CANDIDATE), P.SCREENED_OUT, who.office
        ),
        Transition(
            "make_candidate",
            _("Make the project a candidate"),
            (P.COLLECTED, P.SCREENED_OUT),
            P.CANDIDATE,
            who.office,
        ),
        Transition(
            "take_up_result",
            _("Take over the result of the vote"),
            (P.CANDIDATE,),
            P.CHOSEN,
            who.office,
            page=False,
            or_to={P.NOT_CHOSEN: (P.CANDIDATE,)},
        ),
    ),
)
