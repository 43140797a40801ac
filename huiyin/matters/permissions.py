"""Who may do what with a matter: the presidium's office, the units it was given to, the deputies who signed
it.
"""

from typing import Any

from huiyin.people.permissions import has_role, is_clerk, is_office
from huiyin.people.roles import STAFF, UNIT, Role


def clerk(user: Any, matter: Any) -> bool:
    return is_clerk(user, matter)


def office(user: Any, matter: Any) -> bool:
    """The clerk or the chair."""
    return is_office(user, matter)


def presidium_office(user: Any, matter: Any) -> bool:
    """Clerk, chair or member: the clerk types what the presidium decided."""
    return has_role(user, matter, *STAFF)


def unit(user: Any, matter: Any) -> bool:
    """A person of a unit that handles this matter in the present round."""
    if not has_role(user, matter, *UNIT):
        return False
    return matter.is_handled_by(user.standing_in(matter.township_id).unit_ids)


def unit_or_clerk(user: Any, matter: Any) -> bool:
    """The unit itself, or the clerk for a unit that answered on paper."""
    return is_clerk(user, matter) or unit(user, matter)


def office_or_unit(user: Any, matter: Any) -> bool:
    return is_office(user, matter) or unit(user, matter)


def signer_or_clerk(user: Any, matter: Any) -> bool:
    """A deputy who signed the matter, or the clerk typing in for one."""
    return is_clerk(user, matter) or signer(user, matter)


def signer(user: Any, matter: Any) -> bool:
    if not has_role(user, matter, Role.DEPUTY):
        return False
    return matter.is_signed_by(user.standing_in(matter.township_id).deputy_ids)


def checker(user: Any, matter: Any) -> bool:
    """Who may enter a verification: the office or a presidium member; never somebody of a unit that handled
    it.
    """
    if not has_role(user, matter, *STAFF):
        return False
    return not matter.was_handled_by(user.standing_in(matter.township_id).unit_ids)
