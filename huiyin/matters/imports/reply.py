"""The reply of a row: its day, its category, its remark, and the deputy's evaluation."""

from datetime import date

from django.utils.translation import gettext as _

from huiyin.matters.actions.importing import LedgerReply
from huiyin.matters.claims import Claim, schemes
from huiyin.matters.imports.cells import Cells
from huiyin.matters.imports.columns import Meaning
from huiyin.matters.imports.days import Days
from huiyin.matters.imports.legend import claim_in
from huiyin.matters.imports.promises import promise_in
from huiyin.matters.imports.vocabulary import ledger_words, plain, word


def reply_of(cells: Cells, days: Days, handed_over_on: date | None) -> LedgerReply | None:
    """What the ledger says of the reply; None when it says none or only half of one."""
    on, claim, rating = days[Meaning.REPLIED_ON], _claim(cells), _rating(cells)
    if on is None or claim is None or handed_over_on is None:
        _warn_of_half_a_reply(cells, on, claim, rating)
        return None
    if on < handed_over_on:
        cells.refuse(
            Meaning.REPLIED_ON,
            _("The reply (%(day)s) lies before the handing over (%(before)s).")
            % {"day": on, "before": handed_over_on},
            _("Correct one of the two days."),
        )
    remark = cells.remarks()
    pledge = promise_in(remark, on) if claim.needs_date else None
    if claim.needs_date and pledge is None:
        cells.warn(
            Meaning.CLAIM,
            _("“%(claim)s” needs a promise, but the ledger names no day.") % {"claim": claim},
            _("Ask the unit by when it will be done."),
        )
    text = f"{word('remark')}：{remark}" if remark else word("no_reply_text")
    reason = remark if claim.needs_reason else ""
    return LedgerReply(on, claim.code, cells.set.scheme, text, reason, pledge, rating)


def _claim(cells: Cells) -> Claim | None:
    text, scheme = cells.text(Meaning.CLAIM), schemes()[cells.set.scheme]
    claim = claim_in(text, scheme) if text else None
    if text and claim is None:
        known = "、".join(str(claim) for claim in scheme.claims)
        cells.refuse(
            Meaning.CLAIM,
            _("“%(text)s” is none of the categories: %(known)s.") % {"text": text, "known": known},
            _("Write one of them."),
        )
    return claim


def _rating(cells: Cells) -> str:
    said = plain(cells.text(Meaning.RATING))
    for rating, words in ledger_words()["ratings"].items():
        if said in words:
            return "" if rating == "none" else str(rating)
    cells.refuse(
        Meaning.RATING,
        _("“%(text)s” is no evaluation.") % {"text": said},
        _("Write 满意, 基本满意 or 不满意, or leave the cell empty."),
    )
    return ""


def _warn_of_half_a_reply(cells: Cells, on: date | None, claim: Claim | None, rating: str) -> None:
    if on is None and claim is None and not rating:
        return
    cells.warn(
        Meaning.REPLIED_ON if on is None else Meaning.CLAIM,
        _("A reply needs a day, a category and a handing over; one is missing, so none is entered."),
        _("Enter the reply on the matter's page."),
    )
