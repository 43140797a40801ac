"""The papers of a session or of one meeting: what can be issued, what was issued, and the package of all."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from huiyin.assembly.actions.issuing import issue_assembly_paper
from huiyin.assembly.models.elections import Election
from huiyin.assembly.models.meetings import Meeting
from huiyin.assembly.models.sessions import Convocation
from huiyin.assembly.models.votes import Vote
from huiyin.assembly.pages import convocation_of, meeting_of, parts_of
from huiyin.assembly.papers.package import package_pdf, package_zip
from huiyin.assembly.permissions import office, staff
from huiyin.assembly.queries.printables import (
    BEFORE,
    FOR_DEPUTIES,
    IN_MEETINGS,
    WAITS,
    Printable,
    last_issued,
    papers_of_meeting,
    papers_of_session,
)
from huiyin.assembly.titles import meeting_name, session_name, session_on_paper
from huiyin.core.errors import ActRefused
from huiyin.papers.layouts.fonts import HOW_TO_GET, NoChineseFont, can_draw
from huiyin.papers.models import Paper
from huiyin.papers.queries import PaperDamaged
from huiyin.papers.views import PDF, file_response, paper_response
from huiyin.people.models import Seat
from huiyin.people.pages import SENT_BEFORE, doing, town_of, user_of, was_sent_before

TABLES: dict[str, Any] = {
    model._meta.model_name or "": model for model in (Convocation, Meeting, Vote, Election, Seat)
}
ZIP = "application/zip"


@login_required
@require_safe
def session_papers(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The papers of a session in the order in which it needs them."""
    convocation = convocation_of(request, town, pk)
    found = _readable(request, convocation, papers_of_session(convocation))
    page = {
        "convocation": convocation,
        "title": session_name(convocation.session),
        "parts": parts_of(convocation, town, "assembly:papers"),
        "has_package": bool(last_issued(found)) and staff(request.user, convocation),
        **_shown(request, town, convocation, found),
    }
    return render(request, "assembly/papers.html", page)


@login_required
@require_safe
def meeting_papers(request: HttpRequest, town: str, pk: UUID) -> HttpResponse:
    """The papers of one meeting: those of the presidium between sessions are found nowhere else."""
    meeting = meeting_of(request, town, pk)
    found = _readable(request, meeting, papers_of_meeting(meeting))
    page = {
        "meeting": meeting,
        "title": meeting_name(meeting),
        **_shown(request, town, meeting, found),
    }
    return render(request, "assembly/meeting_papers.html", page)


def _readable(request: HttpRequest, holder: Any, found: list[Printable]) -> list[Printable]:
    """Staff see all; a deputy what was issued for everybody."""
    if staff(request.user, holder):
        return found
    return [
        one for one in found if one.kind in FOR_DEPUTIES and one.papers and not _of_presidium(one.subject)
    ]


def _of_presidium(subject: Any) -> bool:
    """Whether it is about a meeting of the presidium, or a vote in one."""
    meeting = subject if isinstance(subject, Meeting) else getattr(subject, "meeting", None)
    return meeting is not None and meeting.kind == Meeting.Kind.PRESIDIUM


def _shown(request: HttpRequest, town: str, holder: Any, found: list[Printable]) -> dict[str, Any]:
    after = [one for one in found if one.kind not in (*BEFORE, *IN_MEETINGS)]
    groups = (
        (_("Before the session"), [one for one in found if one.kind in BEFORE]),
        (_("In the meetings"), [one for one in found if one.kind in IN_MEETINGS]),
        (_("Afterwards"), after),
    )
    return {
        "town": town,
        "groups": [(label, rows) for label, rows in groups if rows],
        "may_issue": office(request.user, holder),
        "without_pdf": "" if can_draw() else HOW_TO_GET,
    }


def _subject(request: HttpRequest, town: str, table: str, pk: UUID) -> Any:
    """The record that a paper is about, for who may read it."""
    township = town_of(request, town)
    if table not in TABLES:
        raise Http404
    rows = TABLES[table].objects.of(township)
    if table == "seat":
        if not staff(user_of(request), township):
            raise Http404
    else:
        rows = rows.visible_to(user_of(request))
    return get_object_or_404(rows.select_related("township"), pk=pk)


def _home_of(subject: Any, town: str) -> str:
    """The page that lists the paper."""
    meeting = subject if isinstance(subject, Meeting) else getattr(subject, "meeting", None)
    convocation = subject if isinstance(subject, Convocation) else getattr(subject, "convocation", None)
    convocation = convocation or (meeting.convocation if meeting else None)
    if convocation is not None:
        return reverse("assembly:papers", args=[town, convocation.pk])
    if meeting is not None:
        return reverse("assembly:meeting_papers", args=[town, meeting.pk])
    return reverse("papers:register", args=[town])


@login_required
@require_POST
def issue(request: HttpRequest, town: str, kind: str, table: str, pk: UUID) -> HttpResponse:
    """Issue a paper and go back to the list, where it can be downloaded; sent twice, it is issued once."""
    subject = _subject(request, town, table, pk)
    if (kind, type(subject)) not in WAITS:
        raise Http404
    again = was_sent_before(request, subject.township)
    try:
        paper = issue_assembly_paper(subject, kind=kind, link_to=_sign_in(request, town), **doing(request))
    except ActRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(_home_of(subject, town))
    if again:
        messages.info(request, SENT_BEFORE)
    else:
        messages.success(request, _issued(town, paper))
    return redirect(_home_of(subject, town))


def _sign_in(request: HttpRequest, town: str) -> Callable[[str], str]:
    """The address behind the code of a notice, under the name by which this page itself was reached."""
    return lambda code: request.build_absolute_uri(reverse("assembly:sign_in_by_code", args=[town, code]))


def _issued(town: str, paper: Paper) -> Any:
    said = _("Issued: %(paper)s.") % {"paper": f"{paper.get_kind_display()} {paper.number}".strip()}
    address = reverse("assembly:paper", args=[town, paper.pk])
    return format_html('{} <a href="{}">{}</a>', said, address, _("Download"))


@login_required
@require_safe
def paper(request: HttpRequest, town: str, pk: UUID, *, as_pdf: bool = False) -> HttpResponse:
    """An issued paper: to staff any, to a deputy those that are for everybody."""
    township = town_of(request, town)
    rows = Paper.objects.of(township).filter(subject_table__in=_labels()).select_related("township")
    found = get_object_or_404(rows, pk=pk)
    subject = _subject(request, town, found.subject_table.split(".")[1], found.subject_id)
    if not staff(user_of(request), subject) and found.kind not in FOR_DEPUTIES:
        raise Http404
    return paper_response(request, found, as_pdf=as_pdf)


def _labels() -> list[str]:
    return [model._meta.label_lower for model in TABLES.values()]


@login_required
@require_safe
def package(request: HttpRequest, town: str, pk: UUID, *, as_pdf: bool = False) -> HttpResponse:
    """All papers of the session as they were issued: a zip, or one PDF. For the presidium's staff."""
    convocation = convocation_of(request, town, pk)
    if not staff(user_of(request), convocation):
        raise PermissionDenied("package")
    papers = last_issued(papers_of_session(convocation))
    if not papers:
        messages.error(request, _("No paper of this session was issued yet; there is nothing to pack."))
        return redirect("assembly:papers", town, pk)
    session, organ = session_on_paper(convocation), convocation.township.organ_name
    try:
        if as_pdf:
            return file_response(package_pdf(session, organ, papers), f"{session}文件.pdf", PDF)
        return file_response(package_zip(session, organ, papers), f"{session}文件.zip", ZIP)
    except (PaperDamaged, NoChineseFont) as damage:
        messages.error(request, str(damage))
        return redirect("assembly:papers", town, pk)
