"""The roles of a township. What each may do is code (permissions, lifecycles); who holds one is data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CLERK = "clerk", _("Clerk")
    CHAIR = "chair", _("Chair")
    PRESIDIUM = "presidium", _("Presidium member")
    DEPUTY = "deputy", _("Deputy")
    UNIT_HANDLER = "unit_handler", _("Unit handler")
    UNIT_HEAD = "unit_head", _("Unit head")
    OPERATOR = "operator", _("Operator")


OFFICE = (Role.CLERK, Role.CHAIR)
STAFF = (Role.CLERK, Role.CHAIR, Role.PRESIDIUM)  # who reads every matter of the township
UNIT = (Role.UNIT_HANDLER, Role.UNIT_HEAD)
KEEPERS = (Role.CLERK, Role.CHAIR, Role.OPERATOR)  # who changes the town's settings and people
