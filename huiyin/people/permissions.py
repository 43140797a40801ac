"""Who holds which office in a township; the predicates that every other app's permissions are made of."""

from typing import Any

from huiyin.people.roles import KEEPERS, OFFICE, Role


def township_id_of_row(row: Any) -> Any:
    """The township of a record, or of a township itself."""
    return getattr(row, "township_id", None) or row.pk


def has_role(user: Any, row: Any, *roles: str) -> bool:
    """Whether this person holds one of these roles in the record's township today."""
    return bool(user.standing_in(township_id_of_row(row)).roles.intersection(roles))


def is_clerk(user: Any, row: Any) -> bool:
    return has_role(user, row, Role.CLERK)


def is_office(user: Any, row: Any) -> bool:
    """The clerk or the chair: the presidium's office."""
    return has_role(user, row, *OFFICE)


def is_presidium(user: Any, row: Any) -> bool:
    return has_role(user, row, Role.CHAIR, Role.PRESIDIUM)


def is_operator(user: Any, row: Any) -> bool:
    return has_role(user, row, Role.OPERATOR)


def keeps_settings(user: Any, row: Any) -> bool:
    """Who may change the town's settings, people and calendars."""
    return has_role(user, row, *KEEPERS)


def reads_settings(user: Any, row: Any) -> bool:
    """Who may read the town's settings, people, units and journal: those who change them, and the
    presidium.
    """
    return keeps_settings(user, row) or is_presidium(user, row)
