"""Which claim scheme a ledger uses: its own legend below the table tells, matched with the known schemes.

`C` is "planned" in one place and "cannot be solved" in the next; only the legend tells.
"""

import re
from collections.abc import Iterable
from typing import Any

from huiyin.matters.claims import Claim, ClaimScheme, schemes
from huiyin.matters.imports.vocabulary import plain

ITEM = re.compile(r"([A-D甲乙丙丁])[类]?[:、.]?([^A-D甲乙丙丁,;。，；:、]{2,20})")
LEAST = 0.4  # share of common characters above which two labels mean the same


def legend_in(cells: Iterable[Any]) -> dict[str, str]:
    """The categories that a note explains, by code; empty when there is no such note."""
    for cell in cells:
        items = dict(ITEM.findall(plain(cell))) if isinstance(cell, str) else {}
        if len(items) >= 3:
            return items
    return {}


def scheme_fitting(legend: dict[str, str], preferred: str) -> str:
    """The scheme whose labels say the same as the legend (of equals the town's own); empty when none does."""
    scores = {
        name: min(_likeness(scheme, code, label) for code, label in legend.items())
        for name, scheme in schemes().items()
    }
    best = max(scores, key=lambda name: (_sum(schemes()[name], legend), name == preferred))
    return best if scores[best] >= LEAST else ""


def _sum(scheme: ClaimScheme, legend: dict[str, str]) -> float:
    return sum(_likeness(scheme, code, label) for code, label in legend.items())


def _likeness(scheme: ClaimScheme, code: str, label: str) -> float:
    theirs = next((set(claim.label_zh) for claim in scheme.claims if claim.code == code), set())
    ours = set(label)
    return len(theirs & ours) / len(theirs | ours)


def claim_in(text: str, scheme: ClaimScheme) -> Claim | None:
    """The category that a cell names by code or label (Ａ, A类, A 已解决, 已解决), or None."""
    said = plain(text).upper()
    for claim in scheme.claims:
        code, label = claim.code.upper(), plain(claim.label_zh).upper()
        if said in (code, f"{code}类", label, code + label, f"{code}类{label}"):
            return claim
    return None
