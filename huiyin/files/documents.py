"""Office documents told by their content: PDF, Word and Excel of both generations, plain text.

A document must be one thing only. What is at the same time a web page, an archive or a program (a
*polyglot*), what holds macros and what unpacks to a flood is refused.
"""

import re
import struct
import zipfile
import zlib
from typing import IO

from django.utils.translation import gettext as _

from huiyin.files.refusals import UploadRefused

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "txt": "text/plain; charset=utf-8",
}
UNPACKED = 200 * 1024 * 1024
ENTRIES = 5_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAMS = (".exe", ".dll", ".class", ".jar", ".js", ".vbs", ".ps1", ".bat", ".cmd", ".com", ".scr", ".hta")
NO_ZIP = (zipfile.BadZipFile, struct.error, zlib.error, NotImplementedError, OSError, ValueError, EOFError)
PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|script|svg|iframe|\?php)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def document_type(content: IO[bytes], head: bytes, name: str) -> str:
    """The ending that belongs to the content: pdf, docx, xlsx, doc, xls or txt. Raises UploadRefused."""
    _require_no_page(head, name)
    if head.startswith(b"%PDF-"):
        return _pdf(content, name)
    if head.startswith(b"PK\x03\x04"):
        return _office_archive(content, name)
    if head.startswith(OLE):
        return _old_office(content, name)
    return _text(content, name)


def _pdf(content: IO[bytes], name: str) -> str:
    raw = _whole(content)
    _body, end, rest = raw.rpartition(b"%%EOF")
    if not end:
        raise _damaged(name)
    if rest.strip(b"\x00 \t\r\n\x1a") or _is_archive(content):
        raise _two_in_one(name)
    return "pdf"


def _office_archive(content: IO[bytes], name: str) -> str:
    try:
        content.seek(0)
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            comment = archive.comment
    except NO_ZIP:
        raise _damaged(name) from None
    _require_harmless(entries, comment, name)
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        for start, ending in (("word/document", "docx"), ("xl/workbook", "xlsx")):
            if any(entry.startswith(start) for entry in names):
                return ending
    raise UploadRefused(
        _("%(name)s is an archive. Unpack it and attach the photos and documents one by one.")
        % {"name": name}
    )


def _require_harmless(entries: list[zipfile.ZipInfo], comment: bytes, name: str) -> None:
    if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED:
        raise UploadRefused(
            _("%(name)s would unpack to more than %(most)s MB. Save it as PDF and attach that.")
            % {"name": name, "most": UNPACKED // 1024 // 1024}
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked(name)
    paths = [entry.filename.lower() for entry in entries]
    if any(path.endswith("vbaproject.bin") for path in paths):
        raise _macros(name)
    if any(path.endswith(PROGRAMS) for path in paths):
        raise _two_in_one(name)
    if comment or (entries and min(entry.header_offset for entry in entries) != 0):
        raise _two_in_one(name)


def _old_office(content: IO[bytes], name: str) -> str:
    """Compound files name their parts in UTF-16; what matters is which parts are there."""
    raw = _whole(content)
    if _part("EncryptedPackage") in raw or _part("EncryptionInfo") in raw:
        raise _locked(name)
    if _part("_VBA_PROJECT") in raw:
        raise _macros(name)
    if _is_archive(content):
        raise _two_in_one(name)
    if _part("WordDocument") in raw:
        return "doc"
    if _part("Workbook") in raw or _part("Book") in raw:
        return "xls"
    raise _not_accepted(name)


def _text(content: IO[bytes], name: str) -> str:
    raw = _whole(content)
    _require_no_page(raw, name)
    text = _decoded(raw)
    if text is None or CONTROL.search(text):
        raise _not_accepted(name)
    _require_no_page(text.encode("utf-8", "ignore"), name)
    if text.lstrip("\ufeff \t\r\n").startswith(("#!", "<?")):
        raise _a_page(name)
    return "txt"


def _decoded(raw: bytes) -> str | None:
    encodings = ["utf-16"] if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _whole(content: IO[bytes]) -> bytes:
    content.seek(0)
    return content.read()


def _is_archive(content: IO[bytes]) -> bool:
    content.seek(0)
    return zipfile.is_zipfile(content)


def _part(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def _require_no_page(raw: bytes, name: str) -> None:
    if PAGE.search(raw):
        raise _a_page(name)


def _a_page(name: str) -> UploadRefused:
    return UploadRefused(
        _("%(name)s is by its content a web page, a drawing (SVG) or a script. Save it as PDF or JPEG.")
        % {"name": name}
    )


def _two_in_one(name: str) -> UploadRefused:
    return UploadRefused(
        _("%(name)s hides a second file or a program. Print it to PDF and attach the new file.")
        % {"name": name}
    )


def _macros(name: str) -> UploadRefused:
    return UploadRefused(
        _("%(name)s holds macros (small programs). Save it without macros, or as PDF.") % {"name": name}
    )


def _locked(name: str) -> UploadRefused:
    return UploadRefused(
        _("%(name)s is locked with a password. Save it without one, then choose it again.") % {"name": name}
    )


def _damaged(name: str) -> UploadRefused:
    return UploadRefused(
        _("%(name)s is damaged or cut off. Open it, save it anew, then choose it again.") % {"name": name}
    )


def _not_accepted(name: str) -> UploadRefused:
    return UploadRefused(
        _("%(name)s is of a kind that is not accepted. Attach photos, PDF, Word, Excel or text (.txt).")
        % {"name": name}
    )
