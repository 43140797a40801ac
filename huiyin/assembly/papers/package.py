"""A session's package: all its papers as they were issued, byte for byte, in order; and one PDF of all.

The notices, a letter with a code for each deputy, are personal: the package has one letter without either.
"""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from huiyin.papers.kinds import session_notice
from huiyin.papers.kinds.package_contents import PackageContents, PackagedFile, compose
from huiyin.papers.layouts.bundle import Bundled, bundle
from huiyin.papers.layouts.drawing import draw
from huiyin.papers.layouts.fonts import NoChineseFont
from huiyin.papers.layouts.package import ZIP_EPOCH
from huiyin.papers.layouts.pdf import draw_pdf
from huiyin.papers.models import Paper
from huiyin.papers.queries import issued_bytes, issued_pdf

CONTENTS = "文件目录"
OF_NOTICE = "会议通知（存档样式）"
WITHOUT_PDF = "页码为“—”的文件印发时没有PDF，见文件包中的Word文件。"


@dataclass(frozen=True)
class Packed:
    """A paper as it goes into the package."""

    paper: Paper
    title: str
    content: bytes
    pdf: bytes
    pages: int  # 0 where it was issued without a PDF

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def _packed(papers: Sequence[Paper], session: str) -> list[Packed]:
    return [
        _specimen(paper) if paper.kind == session_notice.KIND else _as_issued(paper, session)
        for paper in papers
    ]


def _as_issued(paper: Paper, session: str) -> Packed:
    pdf = issued_pdf(paper) if paper.pdf_name else b""
    return Packed(paper, _short(paper, session), issued_bytes(paper), pdf, paper.pdf_pages or 0)


def _specimen(paper: Paper) -> Packed:
    sheet = session_notice.specimen(paper.context)
    with suppress(NoChineseFont):
        pdf = draw_pdf(sheet)
        return Packed(paper, OF_NOTICE, draw(sheet), pdf.content, pdf.pages)
    return Packed(paper, OF_NOTICE, draw(sheet), b"", 0)


def package_zip(session: str, organ: str, papers: Sequence[Paper]) -> bytes:
    """The papers as a zip: 00 the contents with digests, then each file under its number.

    Raises PaperDamaged when a file is not what was issued.
    """
    packed = _packed(papers, session)
    contents = compose(_contents(session, organ, packed))
    files = [("00-目录.docx", draw(contents))]
    with suppress(NoChineseFont):  # the Word file says the same
        files.append(("00-目录.pdf", draw_pdf(contents).content))
    for place, one in enumerate(packed, 1):
        files.append((_name(place, one, "docx"), one.content))
        if one.pdf:
            files.append((_name(place, one, "pdf"), one.pdf))
    return _zip(files)


def package_pdf(session: str, organ: str, papers: Sequence[Paper]) -> bytes:
    """One PDF of all: a contents page, then every page as it was issued, numbered through.

    Raises PaperDamaged, and NoChineseFont where no contents page can be drawn.
    """
    packed = _packed(papers, session)
    bundled = [Bundled(one.title, one.paper.number, one.pdf, one.pages) for one in packed]
    note = "" if all(one.pages for one in bundled) else WITHOUT_PDF
    return bundle(f"{session}{CONTENTS}", organ, _last_day(papers), bundled, note).content


def _last_day(papers: Sequence[Paper]) -> date:
    return max(localtime(paper.at).date() for paper in papers)


def _short(paper: Paper, session: str) -> str:
    """The title without the session's name, which the whole package bears."""
    return paper.title.removeprefix(session) or paper.title


def _name(place: int, one: Packed, ending: str) -> str:
    """03-日程.docx; several of one kind are told apart by their title."""
    kind, title = one.paper.template.file_name, one.title
    if kind not in title:
        title = f"{kind}-{title}"
    return f"{place:02}-{title}.{ending}".replace("/", "／")


def _contents(session: str, organ: str, packed: Sequence[Packed]) -> PackageContents:
    return {
        "organ": organ,
        "issued_on": _last_day([one.paper for one in packed]).isoformat(),
        "title": f"{session}{CONTENTS}",
        "files": [_file(place, one) for place, one in enumerate(packed, 1)],
        "specimen": OF_NOTICE if any(one.title == OF_NOTICE for one in packed) else "",
    }


def _file(place: int, one: Packed) -> PackagedFile:
    return {
        "place": f"{place:02}",
        "title": one.title,
        "number": one.paper.number,
        "issued_on": localtime(one.paper.at).date().isoformat(),
        "name": _name(place, one, "docx"),
        "sha256": one.sha256,
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
