"""Several PDFs as one: a contents page with page numbers, then every page of theirs as it is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from huiyin.papers.layouts.fonts import told_faces
from huiyin.papers.layouts.pdf import Pdf, set_in_type
from huiyin.papers.titles import break_lines

TEMPLATE = Path(__file__).parent / "bundle.typ"


@dataclass(frozen=True)
class Bundled:
    """One paper of the whole; without pages where it has no PDF, and is only named."""

    title: str
    number: str
    content: bytes
    pages: int


def bundle(title: str, organ: str, on: date, papers: Sequence[Bundled], note: str = "") -> Pdf:
    """One PDF of all. Raises NoChineseFont where the contents page cannot be drawn."""
    told = {
        "title": title,
        "lines": break_lines(title, 20),
        "organ": organ,
        "on": [on.year, on.month, on.day],
        "note": note,
        "fonts": told_faces(),
        "papers": [
            {"title": one.title, "number": one.number, "pages": one.pages, "file": _file(place)}
            for place, one in enumerate(papers)
        ],
    }
    files = {_file(place): one.content for place, one in enumerate(papers) if one.pages}
    moment = datetime.combine(on, time(), tzinfo=UTC)
    inputs = {"bundle": json.dumps(told, ensure_ascii=False)}
    return set_in_type(TEMPLATE.read_bytes(), inputs, files, moment)


def _file(place: int) -> str:
    return f"{place}.pdf"
