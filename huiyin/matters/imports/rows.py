"""Reading one row: each cell by its column's meaning, each doubt at its cell.

A cell that cannot be read refuses its row, because a row that was imported is never changed by importing
again: the clerk corrects the cell and imports once more. What is missing does not refuse a row: the
matter comes as far as the ledger carries it, with a warning that says what to add.
"""

import hashlib
import re
from datetime import date

from django.utils.translation import gettext as _

from huiyin.matters.actions.importing import LedgerReply, LedgerRow
from huiyin.matters.imports.cells import Cells, Setting
from huiyin.matters.imports.columns import Meaning
from huiyin.matters.imports.days import days_of, handed_over_on, received_on
from huiyin.matters.imports.drafts import Draft
from huiyin.matters.imports.names import remarks_in
from huiyin.matters.imports.people import cosigners, lead_deputy, lead_units, units
from huiyin.matters.imports.reply import reply_of
from huiyin.matters.imports.vocabulary import ledger_words, plain, tidy, word
from huiyin.matters.imports.workbook import address
from huiyin.matters.models.matter import Matter

FORMULA = re.compile(r"^\s*[=＝]|^\s*[@+\-][A-Za-z]+\(")
FAULT = re.compile(r"^#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)$")
LONGEST_TITLE, LONGEST_NAME = 120, 40


def read_row(setting: Setting, index: int) -> Draft | None:
    """The draft of one row (from 0); None for an empty line."""
    cells = Cells(setting, index)
    filled = [cell for cell in cells.set.sheet.rows[cells.index] if tidy(cell)]
    if not filled:
        return None
    cells.draft.number, cells.draft.title = plain(cells.text(Meaning.NUMBER)), cells.text(Meaning.TITLE)
    if reason := _no_matter(cells, plain(filled[0])):
        cells.draft.skipped = cells.remark(address(cells.index, 0), reason, "")
    elif not _has_formula(cells):
        cells.draft.wanted = _number_in(cells.draft.number)
        _read_matter(cells)
    return cells.draft


def _no_matter(cells: Cells, first: str) -> str:
    words = ledger_words()["words"]
    if first.startswith(tuple(words["total"])):
        return _("This row is a total, no matter.")
    if first.startswith(tuple(plain(note) for note in words["note"])):
        return _("This row is a note, no matter.")
    headings = [column.heading for column in cells.set.layout.columns]
    row = [str(cell).strip() for cell in cells.set.sheet.rows[cells.index]]
    if sum(bool(heading) and heading in row for heading in headings) >= 3:
        return _("This row repeats the headings.")
    said = [column for column in cells.set.layout.columns if column.meaning not in ("", Meaning.NUMBER)]
    if not any(cells.text(column.meaning) for column in said):
        return _("This row has a number only.")
    return ""


def _has_formula(cells: Cells) -> bool:
    """A formula typed as text, or Excel's own error, stands for nothing that can be entered."""
    for column in cells.set.layout.columns:
        text = cells.text(column.meaning) if column.meaning else ""
        if FORMULA.match(text):
            cells.refuse(
                column.meaning,
                _("A formula stands here as text: “%(text)s”.") % {"text": text[:40]},
                _("Type what it should show, then import again."),
            )
            return True
        if FAULT.match(text):
            cells.refuse(
                column.meaning,
                _("Excel shows the error %(text)s here.") % {"text": text},
                _("Type what it should show, then import again."),
            )
            return True
    return False


def _read_matter(cells: Cells) -> None:
    cells.draft.key = _key(cells)
    _require_title(cells)
    lead, signers = lead_deputy(cells), cosigners(cells)
    days = days_of(cells)
    received = received_on(cells, days)
    handed_over = handed_over_on(cells, days, received)
    reply = reply_of(cells, days, handed_over)
    leading = lead_units(cells, handed_over)
    assisting = [*leading[1:], *units(cells, Meaning.ASSISTING)] if leading else []
    written, village = _name_of(cells, Meaning.FIELD), _village(cells)
    field = cells.set.fields.get(written, written)
    _look_for_second_matter(cells)
    if cells.draft.problems or received is None:
        return
    cells.draft.ledger = LedgerRow(
        key=cells.draft.key,
        place=_("Sheet “%(sheet)s”, row %(row)s") % {"sheet": cells.draft.sheet, "row": cells.draft.row},
        serial=0,
        title=cells.draft.title,
        situation=_situation(cells, reply, handed_over),
        received_on=received,
        channel=_channel(cells),
        lead=lead,
        signed_off_by=word("unknown"),
        cosigners=tuple(name for name in dict.fromkeys(signers) if name != lead),
        field=field,
        village=village,
        in_session=not cells.set.between,
        lead_unit=leading[0] if leading else "",
        assisting=tuple(unit for unit in dict.fromkeys(assisting) if unit != leading[0]),
        handed_over_on=handed_over,
        reply=reply,
    )


def _key(cells: Cells) -> str:
    """What names this row in every copy of the ledger: sheet, number and title, and the session's name."""
    session = cells.set.session
    told = f"{session.term}:{session.number}" if session and not cells.set.between else ""
    digest = hashlib.sha256(f"{told}\n{plain(cells.draft.title)}".encode()).hexdigest()
    return f"{cells.draft.sheet[:31]}#{cells.draft.number[:20]}#{digest[:16]}"


def _require_title(cells: Cells) -> None:
    if not cells.draft.title:
        cells.refuse(Meaning.TITLE, _("The title is missing."), _("Say in one line what is to be solved."))
    elif len(cells.draft.title) > LONGEST_TITLE:
        cells.refuse(
            Meaning.TITLE,
            _("The title has %(count)s characters.") % {"count": len(cells.draft.title)},
            _("Shorten it to %(most)s; the rest belongs to the content.") % {"most": LONGEST_TITLE},
        )


def _name_of(cells: Cells, meaning: str) -> str:
    name = plain(cells.text(meaning))
    if len(name) > LONGEST_NAME:
        cells.refuse(meaning, _("This name is too long."), _("Write one short name."))
    return name


def _village(cells: Cells) -> str:
    """The village column's word; without one, the single village of the town that the title names."""
    if cells.set.layout.first(Meaning.VILLAGE):
        return _name_of(cells, Meaning.VILLAGE)
    named = [name for name in cells.set.roster.villages if name in cells.draft.title]
    return named[0] if len(named) == 1 else ""


def _situation(cells: Cells, reply: LedgerReply | None, handed_over_on: date | None) -> str:
    """The content, and below it what the ledger says beside and no other place can hold."""
    beside = "" if reply else cells.remarks()
    if handed_over_on is None:
        units = cells.text(Meaning.LEAD_UNIT)
        beside = "；".join(
            f"{word(name)}：{text}"
            for name, text in (
                ("raised_by", cells.text(Meaning.LEAD) if remarks_in(cells.text(Meaning.LEAD)) else ""),
                ("unit", units),
                ("state", beside),
            )
            if text
        )
    note = f"（{word('remark')}：{beside}）" if beside else ""
    return "\n".join(part for part in (cells.text(Meaning.SITUATION), note) if part)


def _look_for_second_matter(cells: Cells) -> None:
    words = ledger_words()["words"]["two_matters"]
    texts = {meaning: plain(cells.text(meaning)) for meaning in (Meaning.SITUATION, Meaning.TITLE)}
    texts[Meaning.REMARK] = plain(cells.remarks())
    found = [meaning for meaning, text in texts.items() if any(known in text for known in words)]
    if found:
        cells.warn(
            found[0],
            _("This row seems to hold two matters; it is imported as one."),
            _("Register the second one as a matter of its own."),
        )


def _channel(cells: Cells) -> str:
    if not cells.set.between:
        return Matter.Channel.SESSION
    said = cells.text(Meaning.LEAD)
    for channel, words in ledger_words()["channels"].items():
        if any(known in said for known in words):
            return str(channel)
    return Matter.Channel.PAPER


def _number_in(text: str) -> int | None:
    """The running number in what the ledger writes: 9, 第9号, 闭会1号, 2024-3."""
    figures = re.findall(r"\d+", text)
    return int(figures[-1]) if figures and len(figures[-1]) <= 6 else None
