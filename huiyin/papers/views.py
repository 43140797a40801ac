"""The register of issued papers, and handing a paper out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from huiyin.core.clock import today
from huiyin.papers.models import Paper
from huiyin.papers.queries import PAGE, PaperDamaged, issued_bytes, issued_pdf, register_page
from huiyin.people.pages import town_of
from huiyin.people.permissions import has_role
from huiyin.people.roles import STAFF
from huiyin.townships.models import Township

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
FIRST_YEAR = 1954  # the year of the first congresses


def paper_response(request: HttpRequest, paper: Paper, *, as_pdf: bool = False) -> HttpResponse:
    """The paper as a download, or a page that says that its file was altered or is missing.

    Call it after the record that the paper is about was fetched through its own `visible_to`.
    """
    if as_pdf and not paper.pdf_name:
        raise Http404
    try:
        content = issued_pdf(paper) if as_pdf else issued_bytes(paper)
    except PaperDamaged as damage:
        page = {"paper": paper, "township": paper.township, "reason": str(damage)}
        return render(request, "papers/damaged.html", page, status=404)
    return file_response(content, paper.named("pdf" if as_pdf else "docx"), PDF if as_pdf else DOCX)


def file_response(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Bytes to be saved under this name, kept by no cache on the way."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def register(request: HttpRequest, town: str) -> HttpResponse:
    """The papers that the presidium issued in a year, for its staff."""
    township = _township_of_staff(request, town)
    year = _year(request.GET.get("year", ""))
    papers = Paper.objects.of(township).visible_to(request.user)
    rows = register_page(papers, year, _after(request.GET.get("after", "")))
    here = reverse("papers:register", args=[town])
    page: dict[str, Any] = {
        "township": township,
        "year": year,
        "papers": rows[:PAGE],
        "previous_url": f"{here}?year={year - 1}",
        "following_url": f"{here}?year={year + 1}" if year < today().year else "",
        "first_url": f"{here}?year={year}" if request.GET.get("after") else "",
        "next_url": f"{here}?year={year}&{urlencode({'after': _place(rows[PAGE - 1])})}"
        if len(rows) > PAGE
        else "",
    }
    return render(request, "papers/register.html", page)


@login_required
@require_safe
def download(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """A paper out of the register, for the presidium's staff."""
    township = _township_of_staff(request, town)
    papers = Paper.objects.of(township).visible_to(request.user).select_related("township")
    return paper_response(request, get_object_or_404(papers, pk=pk))


def _township_of_staff(request: HttpRequest, town: str) -> Township:
    township = town_of(request, town)
    if not has_role(request.user, township, *STAFF):
        raise Http404
    return township


def _year(text: str) -> int:
    if not text:
        return today().year
    if text.isascii() and text.isdecimal() and FIRST_YEAR <= int(text[:5]) <= today().year:
        return int(text)
    raise Http404


def _place(paper: Paper) -> str:
    return f"{paper.at.isoformat()}_{paper.pk}"


def _after(text: str) -> tuple[datetime, UUID] | None:
    if not text:
        return None
    at, _separator, key = text.partition("_")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, UUID(key)) if moment.tzinfo else None
    except ValueError as error:
        raise Http404 from error
