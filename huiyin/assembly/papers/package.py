"""A session's package: all its papers as they were issued, byte for byte, in order; and one PDF of all."""

import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from django.utils.timezone import localtime

from huiyin.papers.kinds.package_contents import PackageContents, PackagedFile, compose
from huiyin.papers.layouts.bundle import Bundled, bundle
from huiyin.papers.layouts.drawing import draw
from huiyin.papers.layouts.fonts import NoChineseFont
from huiyin.papers.layouts.package import ZIP_EPOCH
from huiyin.papers.layouts.pdf import draw_pdf
from huiyin.papers.models import Paper
from huiyin.papers.queries import issued_bytes, issued_pdf

CONTENTS = "文件目录"
WITHOUT_PDF = "页码为“—”的文件印发时没有PDF，见文件包中的Word文件。"


def package_zip(session: str, organ: str, papers: Sequence[Paper]) -> bytes:
    """The papers as a zip: 00 the contents with digests, then each file under its number.

    Raises PaperDamaged when a file is not what was issued.
    """
    contents = compose(_contents(session, organ, papers))
    files = [("00-目录.docx", draw(contents))]
    with suppress(NoChineseFont):  # the Word file says the same
        files.append(("00-目录.pdf", draw_pdf(contents).content))
    for place, paper in enumerate(papers, 1):
        files.append((_name(place, paper, session, "docx"), issued_bytes(paper)))
        if paper.pdf_name:
            files.append((_name(place, paper, session, "pdf"), issued_pdf(paper)))
    return _zip(files)


def package_pdf(session: str, organ: str, papers: Sequence[Paper]) -> bytes:
    """One PDF of all: a contents page, then every page as it was issued, numbered through.

    Raises PaperDamaged, and NoChineseFont where no contents page can be drawn.
    """
    bundled = [
        Bundled(_short(paper, session), paper.number, issued_pdf(paper), paper.pdf_pages or 0)
        if paper.pdf_name
        else Bundled(_short(paper, session), paper.number, b"", 0)
        for paper in papers
    ]
    note = "" if all(one.pages for one in bundled) else WITHOUT_PDF
    return bundle(f"{session}{CONTENTS}", organ, _last_day(papers), bundled, note).content


def _last_day(papers: Sequence[Paper]) -> date:
    return max(localtime(paper.at).date() for paper in papers)


def _short(paper: Paper, session: str) -> str:
    """The title without the session's name, which the whole package bears."""
    return paper.title.removeprefix(session) or paper.title


def _name(place: int, paper: Paper, session: str, ending: str) -> str:
    """03-日程.docx; several of one kind are told apart by their title."""
    kind, title = paper.template.file_name, _short(paper, session)
    if kind not in title:
        title = f"{kind}-{title}"
    return f"{place:02}-{title}.{ending}".replace("/", "／")


def _contents(session: str, organ: str, papers: Sequence[Paper]) -> PackageContents:
    return {
        "organ": organ,
        "issued_on": _last_day(papers).isoformat(),
        "title": f"{session}{CONTENTS}",
        "files": [_file(place, paper, session) for place, paper in enumerate(papers, 1)],
    }


def _file(place: int, paper: Paper, session: str) -> PackagedFile:
    return {
        "place": f"{place:02}",
        "title": _short(paper, session),
        "number": paper.number,
        "issued_on": localtime(paper.at).date().isoformat(),
        "name": _name(place, paper, session, "docx"),
        "sha256": paper.sha256,
    }


def _zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    """The same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()
