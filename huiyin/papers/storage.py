"""Where issued papers lie: `HUIYIN_HOME/papers/<township>/<random name>`.

A paper is written under `incoming` before its row is, and moved to its place on commit. A crash between the
two loses nothing (it is read from `incoming` too); what a failed transaction left there is removed when the
township issues its next paper, an hour later or more.
"""

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

ABANDONED_AFTER = 60 * 60  # seconds by the machine's clock; no act takes so long


def folder_of(township_id: UUID) -> Path:
    return Path(settings.HUIYIN_HOME) / "papers" / str(township_id)


def incoming_of(township_id: UUID) -> Path:
    return folder_of(township_id) / "incoming"


ENDINGS = (".docx", ".pdf")


def write_incoming(township_id: UUID, content: bytes, ending: str = ".docx") -> str:
    """Put the bytes safely on the disk under a new random name, which is returned."""
    name = f"{secrets.token_hex(16)}{ending}"
    folder = incoming_of(township_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    return name


def settle(township_id: UUID, name: str) -> None:
    """Move a written paper to its place; harmless when it is there."""
    with suppress(FileNotFoundError):
        (incoming_of(township_id) / name).rename(folder_of(township_id) / name)


def discard(township_id: UUID, name: str) -> None:
    (incoming_of(township_id) / name).unlink(missing_ok=True)


def read_stored(township_id: UUID, name: str) -> bytes:
    """The bytes as they lie there now. Raises FileNotFoundError."""
    try:
        return (folder_of(township_id) / name).read_bytes()
    except FileNotFoundError:
        return (incoming_of(township_id) / name).read_bytes()


def clear_incoming(township_id: UUID, is_recorded: Callable[[str], bool]) -> None:
    """Settle what a crash left behind, remove what failed acts left behind."""
    limit = time.time() - ABANDONED_AFTER
    for path in incoming_of(township_id).glob("*"):
        if path.suffix not in ENDINGS:
            continue
        with suppress(FileNotFoundError):
            if path.stat().st_mtime > limit:
                continue
        if is_recorded(path.name):
            settle(township_id, path.name)
        else:
            discard(township_id, path.name)
