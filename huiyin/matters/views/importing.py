"""Importing a ledger in the browser: choose the file, look at what would happen, import.

The file waits on the server for an hour under a random name of its township; nothing is written before the
clerk says so, and then everything at once.
"""

import re
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from huiyin.core.clock import today
from huiyin.core.errors import ActRefused
from huiyin.files.models import File
from huiyin.files.storage import clear_incoming, open_stored, write_incoming
from huiyin.matters.actions.importing import Imported, import_ledger
from huiyin.matters.forms.importing import ColumnsForm, LedgerFileForm
from huiyin.matters.imports.columns import Meaning
from huiyin.matters.imports.drafts import Status
from huiyin.matters.imports.proposal import Proposal, propose_import
from huiyin.matters.imports.workbook import Sheet, UnreadableWorkbook, read_workbook
from huiyin.people.pages import doing, town_of, user_of
from huiyin.people.permissions import is_clerk
from huiyin.townships.models import Township

TOKEN = re.compile(r"[0-9a-f]{32}")


def _town_of_clerk(request: HttpRequest, town: str) -> Township:
    township = town_of(request, town)
    if not is_clerk(user_of(request), township):
        raise PermissionDenied("import")
    return township


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_file(request: HttpRequest, town: str) -> HttpResponse:
    """The clerk chooses the ledger's file."""
    township = _town_of_clerk(request, town)
    form = LedgerFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        clear_incoming(township.pk, lambda name: File.objects.of(township).filter(stored_name=name).exists())
        stored = write_incoming(township.pk, form.cleaned_data["file"])
        return redirect("matters:import_preview", town, stored.stored_name)
    return render(request, "matters/import.html", {"township": township, "town": town, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, town: str, token: str) -> HttpResponse:
    """What an import would do, with each column's meaning to be changed; sent, it is done."""
    township = _town_of_clerk(request, town)
    sheets = _sheets(township, token)
    if sheets is None:
        messages.warning(request, _("The file was kept for an hour only. Choose it again."))
        return redirect("matters:import", town)
    form = ColumnsForm(request.GET, sheets=sheets)
    told = form.told() if form.is_valid() else None
    try:
        proposal = propose_import(sheets, township, today=today(), told=told)
    except UnreadableWorkbook as refusal:
        messages.error(request, str(refusal))
        return redirect("matters:import", town)
    if request.method == "POST" and told is not None:
        return _import(request, township, proposal, form)
    return _page(request, township, proposal, form)


def _sheets(township: Township, token: str) -> list[Sheet] | None:
    """The waiting file's sheets; None when it is gone."""
    if not TOKEN.fullmatch(token):
        raise Http404
    if File.objects.of(township).filter(stored_name=token).exists():
        raise Http404  # an attachment is no ledger
    try:
        with open_stored(township.pk, token) as file:
            return read_workbook(file.read())
    except FileNotFoundError:
        return None


def _import(request: HttpRequest, township: Township, proposal: Proposal, form: ColumnsForm) -> HttpResponse:
    try:
        done = import_ledger(township, ledger=proposal.ledger, **doing(request))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return _page(request, township, proposal, form, status=409)
    if isinstance(done, Imported) and done.imported:
        said = ngettext("%(count)s matter was imported.", "%(count)s matters were imported.", done.imported)
        messages.success(request, said % {"count": done.imported})
    else:
        messages.info(request, _("Everything that can be imported is here already; nothing was changed."))
    return redirect(request.get_full_path())


def _page(
    request: HttpRequest, township: Township, proposal: Proposal, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    counts = {str(kind): len(proposal.having(kind)) for kind in Status}
    page: dict[str, Any] = {
        "township": township,
        "town": township.slug,
        "form": form,
        "proposal": proposal,
        "sheets": form.shown(proposal),
        "meanings": Meaning.choices,
        "counts": counts,
        "whole": proposal.remarks,
        "query": request.GET.urlencode(),
    }
    return render(request, "matters/import_preview.html", page, status=status)
