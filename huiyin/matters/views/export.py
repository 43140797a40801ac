"""The worklist as an Excel file: the same matters as on the page, in the same order."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from huiyin.core.clock import today
from huiyin.matters.models.checks import Verification
from huiyin.matters.models.matter import Matter, MatterQuerySet
from huiyin.matters.queries.lines import Line, lines_of, with_signers
from huiyin.matters.queries.paging import count_up_to, in_order
from huiyin.matters.queries.worklist import worklist
from huiyin.matters.views.worklist import address_of_list, filters_of
from huiyin.people.pages import town_of, user_of
from huiyin.townships.models import Township

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 20_000
CHUNK = 500
FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")  # full-width signs too: an input method may turn them back


@login_required
@require_safe
def export(request: HttpRequest, town: str) -> HttpResponseBase:
    """What the address names, as a file; too much at once is refused with a sentence."""
    township, on = town_of(request, town), today()
    form = filters_of(request, township, on)
    if not form.is_valid():
        return redirect(address_of_list(township, request.GET.dict()))
    wanted = form.wanted()
    matters = worklist(township, user_of(request), wanted, on)
    if count_up_to(matters, MOST) > MOST:
        messages.error(
            request,
            _("These are more than %(most)s matters. Narrow the list, say to one year, and export again.")
            % {"most": MOST},
        )
        return redirect(address_of_list(township, wanted.in_address()))
    file = _written(_lines(matters, wanted.order, township, user_of(request), on))
    name = _("Matters of %(town)s %(day)s") % {"town": township.name, "day": on.isoformat()}
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _lines(matters: MatterQuerySet, order: str, township: Township, user: Any, on: date) -> Iterator[Line]:
    parts = (part.iterator(chunk_size=CHUNK) for part in in_order(with_signers(matters), order))
    found = chain.from_iterable(parts)
    while chunk := list(islice(found, CHUNK)):
        yield from lines_of(chunk, township, user, on)


def _written(lines: Iterable[Line]) -> IO[bytes]:
    """The workbook in a temporary file; the rows pass through and are never all in memory."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Matters"))
    sheet.freeze_panes = "A2"
    for place, (_head, width) in enumerate(_columns(), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_bold(sheet, head) for head, _width in _columns()])
    for line in lines:
        sheet.append([cell(value) for value in _values(line)])
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _bold(sheet: Any, text: str) -> Any:
    head = WriteOnlyCell(sheet, value=text)
    head.font = Font(bold=True)
    return head


def cell(value: Any) -> Any:
    """A value as a cell may hold it: text that Excel would take for a formula gets an apostrophe in front."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    return f"'{text}" if FORMULA.match(text) else text


def _columns() -> list[tuple[str, int]]:
    return [
        (_("Number"), 32),
        (_("Kind"), 12),
        (_("Title"), 48),
        (_("Raised by"), 22),
        (_("Field"), 14),
        (_("Village"), 12),
        (_("Lead unit"), 18),
        (_("State"), 14),
        (_("Round"), 8),
        (_("Received on"), 12),
        (_("Handed over on"), 12),
        (_("Due"), 12),
        (_("Replied on"), 12),
        (_("Unit's claim"), 12),
        (_("Verification"), 12),
    ]


def _values(line: Line) -> list[Any]:
    matter: Matter = line.matter
    return [
        matter.number,
        str(matter.get_kind_display()),
        matter.title,
        line.signers,
        line.field,
        line.village,
        line.unit,
        str(line.state.label),
        matter.round or None,
        matter.received_on,
        matter.handed_over_on,
        matter.due_on,
        matter.replied_on,
        matter.claim,
        str(Verification.Result(matter.verified).label) if matter.verified else "",
    ]
