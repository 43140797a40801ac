"""Which session a ledger belongs to, which sheet is of the time between sessions, and which year it means."""

import re
from collections import Counter as Tally
from collections.abc import Sequence
from datetime import date
from typing import Any

import cn2an
from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from huiyin.matters.actions.importing import LedgerSession
from huiyin.matters.imports.columns import Meaning
from huiyin.matters.imports.dates import NoDay, read_day, year_in
from huiyin.matters.imports.days import DAYS
from huiyin.matters.imports.drafts import Remark
from huiyin.matters.imports.roster import session_numbered
from huiyin.matters.imports.sheets import SheetProposal, Told, remark_on
from huiyin.matters.imports.vocabulary import plain, word
from huiyin.matters.imports.workbook import Sheet
from huiyin.townships.models import Township

SESSION = re.compile(
    r"第?([\d〇零一二三四五六七八九十百]{1,4})届.{0,14}?第?([\d一二三四五六七八九十]{1,3})次会议"
)
YEAR = re.compile(r"((?:19|20)\d\d)年")


def session_of(
    found: Sequence[SheetProposal], township: Township, told: Told, shift: int, remarks: list[Remark]
) -> LedgerSession | None:
    named = (told.term, told.session) if told.term and told.session else None
    sheet = next((sheet for sheet in found if sheet.layout and not is_between(sheet)), None)
    if sheet is None:
        return None
    term, number = named or _session_named(sheet.sheet) or (None, None)
    if term is None or number is None:
        return None
    known = session_numbered(township, term, number)
    if known is not None:
        return LedgerSession(term, number, known.opens_on, known.closes_on)
    if told.opens_on:
        return LedgerSession(term, number, told.opens_on, told.closes_on or told.opens_on)
    day = _first_day(sheet, shift)
    if day is None:
        return None
    remarks.append(
        remark_on(
            sheet.sheet,
            _("Session no. %(session)s of congress no. %(term)s is new here; the ledger does not say when it "
              "sat: it is entered with the first handing over, %(day)s.")
            % {"session": number, "term": term, "day": day},
            _("Enter the session with its own days first, if you know them."),
        )
    )  # fmt: skip
    return LedgerSession(term, number, day, day)


def _session_named(sheet: Sheet) -> tuple[int, int] | None:
    for text in [sheet.name, *(str(cell) for row in sheet.rows[:10] for cell in row)]:
        if match := SESSION.search(plain(text)):
            return _figure(match[1]), _figure(match[2])
    return None


def _figure(text: str) -> int:
    return int(text) if text.isdigit() else int(cn2an.cn2an(text, "smart"))


def _first_day(sheet: SheetProposal, shift: int) -> date | None:
    values = [*sheet.values(Meaning.HANDED_OVER_ON), *sheet.values(Meaning.RECEIVED_ON)]
    days = [day for value in values if (day := _full_day(value))]
    return min(days) + relativedelta(years=shift) if days else None


def _full_day(value: Any) -> date | None:
    try:
        return read_day(value, None)
    except NoDay:
        return None


def is_between(sheet: SheetProposal) -> bool:
    """Whether a sheet holds what came in between sessions: by its name, or by the numbers of its rows."""
    if word("between") in sheet.name:
        return True
    return any(word("between") in str(number) for number in sheet.values(Meaning.NUMBER))


def year_of(sheet: SheetProposal) -> int | None:
    """The year for days that name none: that of most days in the sheet, else that above the headings."""
    if sheet.layout is None:
        return None
    years = Tally(year for meaning in DAYS for value in sheet.values(meaning) if (year := year_in(value)))
    if years:
        return years.most_common(1)[0][0]
    above = "".join(str(cell) for row in sheet.sheet.rows[: sheet.layout.header] for cell in row)
    named = YEAR.search(plain(above))
    return int(named[1]) if named else None
