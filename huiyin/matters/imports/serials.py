"""The numbers under which the rows of a ledger are registered.

Numbers have no gaps and are never given twice, so they come from the series' own counter, in the ledger's
order. A ledger that begins at 1 in an empty series keeps its numbers; where it cannot, the row says so.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import count, groupby

from django.utils.translation import gettext as _

from huiyin.matters.actions.importing import LedgerRow
from huiyin.matters.imports.drafts import Draft, Remark, Status

Given = Callable[[LedgerRow], int]


def series_key(row: LedgerRow) -> tuple[bool, int]:
    """Rows that are counted together: those of the session; those between sessions, by year."""
    return row.in_session, 0 if row.in_session else row.received_on.year


def number_rows(drafts: Iterable[Draft], cells: Callable[[Draft], str], given: Given) -> None:
    """Give every draft that will be imported its number. `given` tells how many its series has given already.

    A number that stands twice goes to its first row; the other gets the next one that is free (the second 23
    becomes 24). Warnings are added to the drafts.
    """
    counted = (Status.NEW, Status.KNOWN)
    rows = [(draft, draft.ledger) for draft in drafts if draft.ledger and draft.status in counted]
    rows.sort(key=lambda pair: series_key(pair[1]))
    for _series, group in groupby(rows, key=lambda pair: series_key(pair[1])):
        _number_series(list(group), cells, given)


def _number_series(rows: list[tuple[Draft, LedgerRow]], cells: Callable[[Draft], str], given: Given) -> None:
    wanted = _without_doubles([draft for draft, _row in rows])
    rows.sort(key=lambda pair: wanted[id(pair[0])])
    following = given(rows[0][1])
    for draft, row in rows:
        serial = wanted[id(draft)]
        reason = _moved(draft, own=serial, given=serial) if draft.wanted else ""  # of a row that is here
        if draft.status == Status.NEW:
            following += 1
            reason = _moved(draft, own=serial, given=following)
            serial = following
        if reason:
            draft.warnings.append(Remark(draft.sheet, draft.row, cells(draft), reason))
        draft.ledger = replace(row, serial=serial)


def _without_doubles(drafts: list[Draft]) -> dict[int, int]:
    """A number for each draft: its first bearer keeps it, others take the next that nobody wants."""
    taken = {draft.wanted for draft in drafts if draft.wanted}
    held: set[int] = set()
    wanted: dict[int, int] = {}
    for draft in drafts:
        number = draft.wanted or max(taken, default=0) + 1
        if number in held:
            number = next(n for n in count(number + 1) if n not in taken | held)
        held.add(number)
        taken.add(number)
        wanted[id(draft)] = number
    return wanted


def _moved(draft: Draft, *, own: int, given: int) -> str:
    words = {"number": draft.wanted, "serial": given}
    if draft.wanted == given:
        return ""
    if draft.wanted is None:
        return _("The ledger gives no number; it is registered as no. %(serial)s.") % words
    if draft.wanted != own:
        return _("No. %(number)s stands twice; this row is imported as no. %(serial)s.") % words
    return (
        _("No. %(number)s cannot be kept, because numbers have no gaps; it is imported as no. %(serial)s.")
        % words
    )
