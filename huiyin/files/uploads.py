"""What may be attached: photos and office documents, told by their content and never by their name alone.

A photo is drawn anew as a JPEG, so that nothing of the sender's file remains in it: no position, no camera,
no hidden second file. A document is kept as it is, but must be nothing else beside. Everything here happens
before the act begins, because drawing a picture takes longer than a transaction should.
"""

import io
import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

import filetype
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from huiyin.files.documents import CONTENT_TYPES, document_type
from huiyin.files.models import FileKind
from huiyin.files.photos import redrawn
from huiyin.files.refusals import UploadRefused

MAX_FILES = 9
MAX_NAME = 120
PHOTO_TYPES = {"image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"}
PHOTO_ENDINGS = {"", "jpg", "jpeg", "png", "webp", "heic", "heif"}
HEAD = 8192


@dataclass(frozen=True, kw_only=True)
class CheckedUpload:
    """An upload that may be kept: its bytes as they will be stored and what they are."""

    name: str
    kind: str
    content_type: str
    content: IO[bytes]
    width: int | None = None
    height: int | None = None


def check_uploads(uploads: list[UploadedFile]) -> list[CheckedUpload]:
    """Check all files of one act; at most nine.

    Raises UploadRefused, whose sentence names the file, what is wrong with it and what to do.
    """
    if len(uploads) > MAX_FILES:
        raise UploadRefused(
            _("You chose %(count)s files; at most %(most)s can be attached at once. Attach the rest later.")
            % {"count": len(uploads), "most": MAX_FILES}
        )
    return [check_upload(upload) for upload in uploads]


def check_upload(upload: UploadedFile) -> CheckedUpload:
    """Check one file by size, content and ending; redraw a photo (at most 1600 pixels, JPEG, no EXIF).

    Raises UploadRefused.
    """
    name = clean_name(upload.name or "")
    _require_size(name, upload.size or 0)
    upload.seek(0)
    head = upload.read(HEAD)
    guess = filetype.guess(head)
    if guess is not None and guess.mime in PHOTO_TYPES:
        return _checked_photo(name, upload)
    return _checked_document(name, upload, head)


def clean_name(name: str) -> str:
    """The sender's name of the file without folders, control and direction signs; at most 120 characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    shown = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    path = PurePosixPath(re.sub(r"\s+", " ", shown).strip(" .") or _("file"))
    suffix = path.suffix[:10]
    return path.name.removesuffix(path.suffix)[: MAX_NAME - len(suffix)] + suffix


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def _require_size(name: str, size: int) -> None:
    most = settings.HUIYIN_UPLOAD_MB
    if size == 0:
        raise UploadRefused(
            _("%(name)s is empty (0 bytes). See whether it opens on your computer, then choose it again.")
            % {"name": name}
        )
    if size > most * 1024 * 1024:
        raise UploadRefused(
            _("%(name)s has %(size)s MB; at most %(most)s MB are accepted. Make it smaller or split it.")
            % {"name": name, "size": round(size / 1024 / 1024, 1), "most": most}
        )


def _checked_photo(name: str, upload: Any) -> CheckedUpload:
    if ending_of(name) not in PHOTO_ENDINGS:
        raise UploadRefused(
            _("%(name)s is a picture, but its name ends in .%(ending)s. Rename it to end in .jpg.")
            % {"name": name, "ending": ending_of(name)}
        )
    photo = redrawn(upload, name)
    return CheckedUpload(
        name=str(PurePosixPath(name).with_suffix(".jpg")),
        kind=FileKind.PHOTO,
        content_type="image/jpeg",
        content=io.BytesIO(photo.jpeg),
        width=photo.width,
        height=photo.height,
    )


def _checked_document(name: str, upload: Any, head: bytes) -> CheckedUpload:
    found = document_type(upload, head, name)
    if ending_of(name) != found:
        raise UploadRefused(
            _("%(name)s is a .%(found)s file by its content, but not by its name. Rename it or save it anew.")
            % {"name": name, "found": found}
        )
    return CheckedUpload(name=name, kind=FileKind.DOCUMENT, content_type=CONTENT_TYPES[found], content=upload)
