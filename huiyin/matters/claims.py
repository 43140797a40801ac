"""Claim schemes: `C` means "in the plan" in one place and "cannot be done" in the next, so a letter is only
data.

A scheme is a shipped TOML file: for each category its code, its label and what follows from claiming it.
Nothing in the program asks for a letter; it asks for these flags.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused

FOLDER = Path(__file__).parent / "schemes"


class UnknownClaim(ActRefused):
    """The scheme has no such category."""


@dataclass(frozen=True)
class Claim:
    """One category: what a unit says of the result, and what saying so obliges it to."""

    code: str
    label_zh: str
    label_en: str
    counts_as_solved: bool
    needs_date: bool
    needs_reason: bool
    needs_followup: bool
    needs_upward_report: bool

    @property
    def label(self) -> str:
        return self.label_zh if (get_language() or "").startswith("zh") else self.label_en

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


@dataclass(frozen=True)
class ClaimScheme:
    id: str
    name_zh: str
    name_en: str
    source: str
    claims: tuple[Claim, ...]

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "").startswith("zh") else self.name_en

    def claim(self, code: str) -> Claim:
        """The category of this code.

        Raises UnknownClaim with the categories that there are.
        """
        for claim in self.claims:
            if claim.code == code:
                return claim
        raise UnknownClaim(
            _("The category “%(code)s” is not one of this town's: %(known)s.")
            % {"code": code, "known": "、".join(str(claim) for claim in self.claims)}
        )


@cache
def schemes() -> dict[str, ClaimScheme]:
    """All shipped schemes by their id."""
    found = (_read(path) for path in sorted(FOLDER.glob("*.toml")))
    return {scheme.id: scheme for scheme in found}


def _read(path: Path) -> ClaimScheme:
    with path.open("rb") as file:
        data = tomllib.load(file)
    claims = tuple(_claim(row) for row in data["claims"])
    return ClaimScheme(path.stem, data["name_zh"], data["name_en"], data["source"], claims)


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(
        code=row["code"],
        label_zh=row["zh"],
        label_en=row["en"],
        counts_as_solved=row.get("counts_as_solved", False),
        needs_date=row.get("needs_date", False),
        needs_reason=row.get("needs_reason", False),
        needs_followup=row.get("needs_followup", False),
        needs_upward_report=row.get("needs_upward_report", False),
    )
