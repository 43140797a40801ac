"""Who may do what with a livelihood project."""

from typing import Any

from huiyin.people.permissions import is_clerk, is_office


def clerk(user: Any, row: Any) -> bool:
    return is_clerk(user, row)


def office(user: Any, row: Any) -> bool:
    """The clerk or the chair."""
    return is_office(user, row)
