"""Who may say which periods the township follows."""

from typing import Any

from huiyin.people.permissions import has_role
from huiyin.people.roles import Role


def may_set_rules(user: Any, row: Any) -> bool:
    """The clerk, the chair and the operator of the township."""
    return has_role(user, row, Role.CLERK, Role.CHAIR, Role.OPERATOR)
