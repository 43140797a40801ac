"""The days of a row: received, handed over, replied."""

from collections.abc import Mapping
from datetime import date

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from huiyin.matters.imports.cells import Cells
from huiyin.matters.imports.columns import Meaning
from huiyin.matters.imports.dates import NoDay, read_day, year_in
from huiyin.matters.imports.names import units_in

DAYS = (Meaning.RECEIVED_ON, Meaning.HANDED_OVER_ON, Meaning.REPLIED_ON)
Days = Mapping[str, date | None]


def days_of(cells: Cells) -> Days:
    """Each of the row's days, None where the ledger has none."""
    return {meaning: _day(cells, meaning) for meaning in DAYS}


def _day(cells: Cells, meaning: str) -> date | None:
    value = cells.value(meaning)
    try:
        day = read_day(value, cells.set.year)
    except NoDay as fault:
        cells.refuse(meaning, str(fault), _("Write the day like 2024-07-01, then import again."))
        return None
    if day is None:
        return None
    if isinstance(value, str) and year_in(value) is None:
        cells.warn(
            meaning, _("“%(text)s” names no year; %(year)s is taken.") % {"text": value, "year": day.year}
        )
    day += relativedelta(years=cells.set.shift)
    if day > cells.set.today:
        cells.refuse(meaning, _("%(day)s lies in the future.") % {"day": day}, _("Correct the day."))
    return day


def received_on(cells: Cells, days: Days) -> date | None:
    """The ledger's day of receipt; in session the session's last day, or the handing over if earlier."""
    told, handed = days[Meaning.RECEIVED_ON], days[Meaning.HANDED_OVER_ON]
    session = None if cells.set.between else cells.set.session
    if session is None and not cells.set.between:
        cells.refuse(
            Meaning.NUMBER,
            _("The ledger does not say to which session it belongs."),
            _("Say which congress and session it is, then import again."),
        )
    if told is None and session is not None:
        return min(session.closes_on, handed or date.max)
    if told is None and not cells.draft.problems:
        cells.refuse(
            Meaning.RECEIVED_ON, _("The day of receipt is missing."), _("Write when it was received.")
        )
    return told


def handed_over_on(cells: Cells, days: Days, received: date | None) -> date | None:
    """The day of handing over; without it or without a unit the matter waits to be handed over."""
    day = days[Meaning.HANDED_OVER_ON]
    if day is None or not units_in(cells.text(Meaning.LEAD_UNIT)):
        if cells.text(Meaning.LEAD_UNIT) or day or days[Meaning.REPLIED_ON]:
            cells.warn(
                Meaning.HANDED_OVER_ON if day is None and cells.set.layout.first(Meaning.HANDED_OVER_ON)
                else Meaning.LEAD_UNIT,
                _("The ledger does not say when and to whom it was handed over; it waits to be handed over."),
                _("Hand it over on its own page; what the ledger says beside stands in its content."),
            )  # fmt: skip
        return None
    if received is not None and day < received:
        cells.refuse(
            Meaning.HANDED_OVER_ON,
            _("It cannot be handed over (%(day)s) before it was received (%(received)s).")
            % {"day": day, "received": received},
            _("Correct one of the two days."),
        )
    return day
