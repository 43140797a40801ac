"""Who may do what in the assembly: the office keeps its books, the chair and the clerk run the meeting."""

from typing import Any

from huiyin.people.permissions import has_role, is_clerk, is_office
from huiyin.people.roles import STAFF, Role


def clerk(user: Any, row: Any) -> bool:
    return is_clerk(user, row)


def office(user: Any, row: Any) -> bool:
    """The clerk or the chair: whoever sits at the table of the meeting."""
    return is_office(user, row)


def staff(user: Any, row: Any) -> bool:
    """Clerk, chair or presidium member."""
    return has_role(user, row, *STAFF)


def reads_sessions(user: Any, row: Any) -> bool:
    """Who reads what belongs to the congress's meetings: staff and deputies, no unit and no operator."""
    return has_role(user, row, *STAFF, Role.DEPUTY)


def signer_or_clerk(user: Any, row: Any) -> bool:
    """A deputy who signed, or the clerk who types in for one. `row` answers `is_signed_by(deputy_ids)`."""
    if is_clerk(user, row):
        return True
    return has_role(user, row, Role.DEPUTY) and row.is_signed_by(user.standing_in(row.township_id).deputy_ids)
