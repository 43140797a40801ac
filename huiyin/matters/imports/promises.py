"""A promise with a day in a ledger's remark: 承诺10月底前建成40个."""

import re
from calendar import monthrange
from datetime import date
from decimal import Decimal

from huiyin.matters.actions.replying import Pledge
from huiyin.matters.imports.vocabulary import plain, word

BY = re.compile(r"(?:(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|底|末)?|(\d{4})?年底)之?前")
QUANTITY = re.compile(r"(\d+(?:\.\d+)?)(公里|米|亩|户|盏|处|个|台|座|条|口|间)")
LONGEST = 200


def promise_in(remark: str, replied_on: date) -> Pledge | None:
    """The promise that a remark makes, None without a day; a day without a year comes after the reply."""
    text = plain(remark)
    found = BY.search(text)
    day = _day(found, replied_on) if found else None
    if day is None or day < replied_on:
        return None
    quantity = QUANTITY.search(text)
    return Pledge(
        what=text[:LONGEST],
        person=word("unknown"),
        due_on=day,
        quantity=Decimal(quantity[1]) if quantity else None,
        measure=quantity[2] if quantity else "",
    )


def _day(found: re.Match[str], replied_on: date) -> date | None:
    named = found[1] or found[4]
    year, month = int(named or replied_on.year), int(found[2] or 12)
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = date(year, month, min(int(found[3] or last) or last, last))
    return (
        day
        if named or day >= replied_on
        else date(year + 1, month, min(day.day, monthrange(year + 1, month)[1]))
    )
