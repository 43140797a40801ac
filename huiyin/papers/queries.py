"""Reading issued papers: of a record, of a year, and the bytes themselves, compared with their digest."""

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from huiyin.core.prepared import Prepared
from huiyin.papers.models import Paper, PaperQuerySet
from huiyin.papers.storage import read_stored

PAGE = 50


class PaperDamaged(Exception):
    """The file of an issued paper is gone or is not what was issued; the text says which."""


def papers_of(subject: models.Model) -> models.QuerySet[Paper]:
    """What was issued about this record, oldest first."""
    rows = Paper.objects.filter(township_id=subject.township_id, subject_id=subject.pk)  # type: ignore[attr-defined]
    return rows.filter(subject_table=subject._meta.label_lower).select_related("by").order_by("at", "id")


OF_SUBJECT: Prepared[Paper] = Prepared(
    lambda township_id, subject_id: (
        Paper.objects.filter(township_id=township_id, subject_id=subject_id)
        .select_related("by")
        .order_by("at", "id")
    ),
    keys=2,
)


def listed_papers_of(subject: models.Model) -> list[Paper]:
    """The same as a list, asked by a query that is written once: for pages."""
    table = subject._meta.label_lower
    found = OF_SUBJECT.rows(subject.township_id, subject.pk)  # type: ignore[attr-defined]
    return [paper for paper in found if paper.subject_table == table]


def register_page(
    papers: PaperQuerySet, year: int, after: tuple[datetime, UUID] | None = None
) -> list[Paper]:
    """One page of a year's register, newest first, and one row more when another page follows."""
    rows = papers.filter(year=year).select_related("by").order_by("-at", "-id")
    if after is not None:
        at, key = after
        rows = rows.filter(models.Q(at__lt=at) | models.Q(at=at, id__lt=key))
    return list(rows[: PAGE + 1])


def issued_bytes(paper: Paper) -> bytes:
    """The paper exactly as it was issued. Raises PaperDamaged with a sentence for the reader."""
    return _as_issued(paper, paper.stored_name, paper.sha256)


def issued_pdf(paper: Paper) -> bytes:
    """The PDF that was kept with it, likewise."""
    return _as_issued(paper, paper.pdf_name, paper.pdf_sha256)


def _as_issued(paper: Paper, name: str, sha256: str) -> bytes:
    words = {"title": str(paper), "digest": sha256}
    try:
        content = read_stored(paper.township_id, name)
    except OSError as error:
        raise PaperDamaged(
            _("The file of “%(title)s” is missing. It was issued with SHA-256 %(digest)s.") % words
        ) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise PaperDamaged(
            _("The file of “%(title)s” was altered after it was issued with SHA-256 %(digest)s.") % words
        )
    return content
