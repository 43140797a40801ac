"""Keeping a file: always a part of another act (a matter registered, a verification recorded).

So it makes no journal entry; the act that attaches the file names its SHA-256 in its own entry.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from huiyin.files.models import File
from huiyin.files.storage import clear_incoming, discard, settle, write_incoming
from huiyin.files.uploads import CheckedUpload, check_upload
from huiyin.townships.models import Township


def keep_upload(
    township: Township, upload: CheckedUpload | UploadedFile, *, by: Any | None, at: datetime
) -> File:
    """Store a file and record it, inside the caller's transaction; rolled back, neither remains.

    Give what `check_uploads` (or the form's FilesField) returned: then the slow part was done before the
    transaction began. `by` is None when it came through a personal link. The same bytes twice make two rows.

    Raises UploadRefused for a file not yet checked.
    """
    checked = upload if isinstance(upload, CheckedUpload) else check_upload(upload)
    clear_incoming(township.pk, lambda name: File.objects.of(township).filter(stored_name=name).exists())
    written = write_incoming(township.pk, checked.content)
    try:
        with transaction.atomic():
            file = _record(township, checked, by=by, at=at, **written._asdict())
    except BaseException:
        discard(township.pk, written.stored_name)
        raise
    transaction.on_commit(partial(settle, township.pk, written.stored_name), robust=True)
    return file


def _record(township: Township, checked: CheckedUpload, **columns: Any) -> File:
    return File.objects.create(
        township=township,
        kind=checked.kind,
        content_type=checked.content_type,
        original_name=checked.name,
        width=checked.width,
        height=checked.height,
        **columns,
    )
