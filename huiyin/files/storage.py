"""Where the bytes lie: `HUIYIN_HOME/files/<township>/<random name>`, never inside what the web server
serves.

A file is first written under `incoming` and moved to its place when the transaction is committed. A crash
between commit and move loses nothing: it is read from `incoming` and moved later. What a transaction that
failed left there is cleared an hour later, at the township's next upload.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple
from uuid import UUID

from django.conf import settings

INCOMING = "incoming"
ABANDONED_AFTER = 60 * 60  # seconds by the machine's clock; no act takes so long
CHUNK = 1024 * 1024


class Written(NamedTuple):
    stored_name: str
    sha256: str
    size: int


def write_incoming(township_id: UUID, content: IO[bytes]) -> Written:
    """Write the bytes to the disk under a new random name."""
    name = secrets.token_hex(16)
    path = _incoming(township_id) / name
    for folder in (_folder(township_id), path.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            while chunk := content.read(CHUNK):
                target.write(chunk)
                digest.update(chunk)
                size += len(chunk)
            target.flush()
            os.fsync(target.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return Written(name, digest.hexdigest(), size)


def settle(township_id: UUID, stored_name: str) -> None:
    """Move a written file to its place; harmless when it is there."""
    with suppress(FileNotFoundError):
        (_incoming(township_id) / stored_name).rename(_folder(township_id) / stored_name)


def discard(township_id: UUID, stored_name: str) -> None:
    """Remove a written file that no record will name."""
    (_incoming(township_id) / stored_name).unlink(missing_ok=True)


def clear_incoming(township_id: UUID, is_recorded: Callable[[str], bool]) -> None:
    """Settle or remove what has lain in `incoming` for more than an hour."""
    folder = _incoming(township_id)
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > ABANDONED_AFTER:
                (settle if is_recorded(path.name) else discard)(township_id, path.name)


def open_stored(township_id: UUID, stored_name: str) -> IO[bytes]:
    """The stored bytes. Raises FileNotFoundError."""
    place, incoming = _folder(township_id) / stored_name, _incoming(township_id) / stored_name
    for path in (place, incoming):  # between the two looks it may be moved, hence the third
        with suppress(FileNotFoundError):
            return path.open("rb")
    return place.open("rb")


def _folder(township_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / str(township_id)


def _incoming(township_id: UUID) -> Path:
    return _folder(township_id) / INCOMING
