"""Issuing a paper: always a part of another act (a matter handed over, a reply sent, a form sent out).

So it makes no journal entry; the act that issues the paper names its number and SHA-256 in its own entry.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import models, transaction

from huiyin.core.links import require_same_township
from huiyin.papers.blocks import Sheet
from huiyin.papers.kinds.catalogue import KINDS
from huiyin.papers.layouts.drawing import NO_PICTURES, draw
from huiyin.papers.layouts.fonts import NoChineseFont
from huiyin.papers.layouts.pdf import Pdf, draw_pdf
from huiyin.papers.models import Paper
from huiyin.papers.numbering import draw_number
from huiyin.papers.storage import clear_incoming, discard, settle, write_incoming
from huiyin.townships.models import Township


def draw_and_store(
    township: Township,
    kind: str,
    context: Mapping[str, Any],
    *,
    subject: models.Model,
    by: Any | None,
    at: datetime,
    act_id: UUID,
    number_code: str = "",
    part: str = "",
    pictures: Mapping[str, bytes] = NO_PICTURES,
    with_pdf: bool = False,
) -> Paper:
    """Draw a paper, give it its number and keep it as issued, inside the caller's transaction; rolled back,
    neither row nor number remains, and the file goes too.

    `kind` is a code of the catalogue and `context` what its TypedDict says. With a `number_code` (清人发) the
    next number of that code and of the year on the paper is drawn and put into the context; without, the
    context's own number stands. `part` tells several papers of one kind in one act apart. The same act id
    gives the paper of the first time. `with_pdf` keeps the paper as PDF too, where the computer has a Chinese
    font. `pictures` holds the photos' bytes by SHA-256.

    Raises KeyError for a kind that does not exist or a context that lacks a key, LookupError for a subject
    of another township.
    """
    require_same_township(township.pk, subject)
    first = Paper.objects.of(township).filter(act_id=act_id, kind=kind, part=part).first()
    if first is not None:
        return first
    clear_incoming(township.pk, lambda name: _is_recorded(township, name))
    template, filled, serial = KINDS[kind], dict(context), None
    with transaction.atomic():
        if number_code:
            year = date.fromisoformat(context["issued_on"]).year
            filled["number"], serial = draw_number(township, number_code, year)
        sheet = template.compose(filled)
        pdf = _pdf(sheet, pictures) if with_pdf else None
        columns = {
            "kind": kind,
            "title": sheet.title,
            "number": filled.get("number", ""),
            "serial": serial,
            "year": sheet.on.year,
            "template_version": template.version,
            "context": template.kept(filled),
            "subject_table": subject._meta.label_lower,
            "subject_id": subject.pk,
        }
        return _keep(
            township, draw(sheet, pictures), pdf, **columns, by=by, at=at, act_id=act_id, part=part
        )  # fmt: skip


def _is_recorded(township: Township, name: str) -> bool:
    named = models.Q(stored_name=name) | models.Q(pdf_name=name)
    return Paper.objects.of(township).filter(named).exists()


def _pdf(sheet: Sheet, pictures: Mapping[str, bytes]) -> Pdf | None:
    """The PDF beside the Word file; none on a computer without a Chinese font, which the page then says."""
    try:
        return draw_pdf(sheet, pictures)
    except NoChineseFont:
        return None


def _keep(township: Township, content: bytes, pdf: Pdf | None, **columns: Any) -> Paper:
    names = [write_incoming(township.pk, content)]
    try:
        if pdf:
            names.append(write_incoming(township.pk, pdf.content, ".pdf"))
            columns |= _columns_of(pdf, names[-1])
        with transaction.atomic():
            paper = Paper.objects.create(
                township=township,
                stored_name=names[0],
                size=len(content),
                sha256=hashlib.sha256(content).hexdigest(),
                **columns,
            )
    except BaseException:
        for name in names:
            discard(township.pk, name)
        raise
    for name in names:
        transaction.on_commit(partial(settle, township.pk, name), robust=True)
    return paper


def _columns_of(pdf: Pdf, name: str) -> dict[str, Any]:
    return {
        "pdf_name": name,
        "pdf_size": len(pdf.content),
        "pdf_sha256": hashlib.sha256(pdf.content).hexdigest(),
        "pdf_pages": pdf.pages,
    }
