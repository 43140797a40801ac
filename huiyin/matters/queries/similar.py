"""Matters that say nearly the same as a text: shown while a matter is typed in, never deciding anything."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.matters.models.matter import Matter
from huiyin.matters.queries.lines import Line, lines_of, with_signers
from huiyin.search.duplicates import likely_duplicates
from huiyin.townships.models import Township

SHOWN = 5


@dataclass(frozen=True)
class Similar:
    """A line of the list, and how alike the two texts are (0 to 100)."""

    line: Line
    percent: int

    @property
    def key(self) -> str:
        return str(self.line.matter.pk)


def similar_to(text: str, township: Township, user: Any, today: date) -> list[Similar]:
    """The likest matters that this person may see, likest first."""
    alike = likely_duplicates(township, "matters.Matter", text, limit=SHOWN)
    if not alike:
        return []
    matters = with_signers(Matter.objects.of(township).visible_to(user))
    seen = matters.filter(pk__in=[likeness.subject_id for likeness in alike])
    lines = {line.matter.pk: line for line in lines_of(seen, township, user, today)}
    return [
        Similar(lines[likeness.subject_id], round(100 * max(likeness.jaccard, likeness.containment)))
        for likeness in alike
        if likeness.subject_id in lines
    ]
