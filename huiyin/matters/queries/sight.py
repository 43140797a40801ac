"""What of a matter a person is shown: the office all of it, others what concerns them."""

from dataclasses import dataclass
from uuid import UUID

from huiyin.matters import permissions
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.people.models import User
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF, UNIT


@dataclass(frozen=True)
class Sight:
    """One person's view of one matter."""

    office: bool  # clerk and chair: voters' names and telephones
    staff: bool  # the presidium too: journal, papers, warnings, names behind ratings once the window is over
    unit: bool  # of a unit that has or had an order
    signer: bool
    unit_ids: frozenset[UUID]
    deputy_ids: frozenset[UUID]

    @property
    def full(self) -> bool:
        """Whether the records are shown; who may only read what was released gets the released words."""
        return self.staff or self.unit or self.signer

    def sees_signers(self, matter: Matter) -> bool:
        """With secrecy only the presidium and the signers themselves know who signed."""
        return self.staff or self.signer or not matter.secrecy

    def sees_files(self, matter: Matter) -> bool:
        """A scanned slip bears names: with secrecy it stays with the presidium and the signers."""
        return self.sees_signers(matter)

    def name_of(self, petitioner: Petitioner) -> str:
        """The petitioner's name as this person may read it, or nothing."""
        if petitioner.deputy is not None:
            return petitioner.deputy.name if self.sees_signers(petitioner.matter) else ""
        return petitioner.voter_name if self.office else ""


def sight_of(user: User, matter: Matter) -> Sight:
    """What this person is shown of the matter (they were found to see it by `visible_to`)."""
    standing = user.standing_in(matter.township_id)
    return Sight(
        office=permissions.office(user, matter),
        staff=has_role(user, matter, *STAFF),
        unit=has_role(user, matter, *UNIT) and matter.was_handled_by(standing.unit_ids),
        signer=permissions.signer(user, matter),
        unit_ids=standing.unit_ids,
        deputy_ids=standing.deputy_ids,
    )
