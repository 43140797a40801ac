"""Handing a stored file to the browser, after the owner's view has asked who may see it."""

import hashlib
from typing import IO

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from huiyin.files.models import File
from huiyin.files.storage import open_stored

CHECKED_BYTES = 5 * 1024 * 1024  # read once more and compared; above it the length must do
CACHE = "private, max-age=300"


def file_response(request: HttpRequest, file: File, *, inline_photo: bool = False) -> HttpResponseBase:
    """The file as a download, a photo also for showing in a page; a page that says so when it is lost or
    altered.

    Call it after the record that holds the file was fetched through its own `visible_to`.
    """
    content = _unaltered(file)
    if content is None:
        return render(request, "files/missing.html", {"file": file}, status=404)
    if request.headers.get("If-None-Match") == _tag(file):
        content.close()
        return _with_headers(HttpResponse(status=304), file)
    shown = inline_photo and file.is_photo
    response = FileResponse(
        content, as_attachment=not shown, filename=file.original_name, content_type=file.content_type
    )
    return _with_headers(response, file)


def _with_headers(response: HttpResponseBase, file: File) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = CACHE
    response["ETag"] = _tag(file)
    return response


def _tag(file: File) -> str:
    return f'"{file.sha256}"'


def _unaltered(file: File) -> IO[bytes] | None:
    """The stored bytes, if they are there and what they were when the file was kept."""
    try:
        content = open_stored(file.township_id, file.stored_name)
    except OSError:
        return None
    if _is_as_kept(content, file):
        return content
    content.close()
    return None


def _is_as_kept(content: IO[bytes], file: File) -> bool:
    if content.seek(0, 2) != file.size:
        return False
    content.seek(0)
    if file.size > CHECKED_BYTES:
        return True
    same = hashlib.sha256(content.read()).hexdigest() == file.sha256
    content.seek(0)
    return same
