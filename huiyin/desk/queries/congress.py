"""What the congress asks of the office next: lines of a session's checklist, the presidium's quarter, the
meetings that are planned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.queries.preparing import preparation_due
from huiyin.assembly.queries.presidium import meeting_due, next_planned
from huiyin.assembly.titles import meeting_name, session_name
from huiyin.townships.models import Township

SHOWN = 6
AHEAD = timedelta(days=30)  # so long before its day the quarter's meeting stands on the desk


@dataclass(frozen=True)
class CongressLine:
    """One line: what is to be done, of what, by when, and where it is done."""

    on: date | None
    what: str
    of: str
    url: str


def congress_lines(township: Township, today: date) -> list[CongressLine]:
    """The next lines by day, overdue ones first; a handful of bounded queries."""
    found = [*_preparations(township, today), *_presidium(township, today)]
    return sorted(found, key=lambda line: line.on or date.max)[:SHOWN]


def _preparations(township: Township, today: date) -> Iterator[CongressLine]:
    for row in preparation_due(township, today, SHOWN):
        url = reverse("assembly:session", args=[township.slug, row.convocation_id])
        yield CongressLine(row.due_on, str(row), session_name(row.convocation.session), url)


def _presidium(township: Township, today: date) -> Iterator[CongressLine]:
    """The planned meeting; without one the last day of the quarter, when it comes near."""
    planned: Meeting | None = next_planned(township)
    if planned is not None:
        url = reverse("assembly:meeting", args=[township.slug, planned.pk])
        yield CongressLine(localdate(planned.starts_at), meeting_name(planned), planned.place, url)
        return
    due_on = meeting_due(township, today)
    if due_on is not None and due_on <= today + AHEAD:
        url = reverse("assembly:presidium", args=[township.slug])
        yield CongressLine(due_on, _("Hold a meeting of the presidium"), _("at least once a quarter"), url)
