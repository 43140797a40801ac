"""The whole house: the furnished town with its assembly, and every door of the site."""

from tests import furnished
from tests.doors import elections, meetings, motions, papers, presidium, projects, seats, sessions, votes
from tests.furnished import ACTS, TODAY, Door, Furnished

PARTS = (sessions, meetings, motions, presidium, votes, elections, seats, papers, projects)
DOORS: dict[str, Door] = {
    **furnished.DOORS,
    **{name: door for part in PARTS for name, door in part.DOORS.items()},
}
__all__ = ["ACTS", "DOORS", "TODAY", "furnish"]


def furnish(slug: str = "qingxi", name: str = "清溪镇", code: str = "430681101") -> Furnished:
    """Build the town, then each part of its assembly upon it."""
    town = furnished.furnish(slug, name, code)
    for part in PARTS:
        part.furnish(town)
    return town
