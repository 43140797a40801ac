"""What stands behind the doors of this part of the assembly, and who opens each."""

from tests.furnished import Door, Furnished

DOORS: dict[str, Door] = {}


def furnish(town: Furnished) -> None:
    """Add the records of this part."""
