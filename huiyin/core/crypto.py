"""Text that is unreadable in the database: the key lies in a file beside it, never in it."""

import hashlib
import hmac
import os
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


@cache
def _secret(path: Path) -> bytes:
    """The installation's key, made at the first use and readable by its owner alone."""
    if not path.exists():
        _make_key(path)
    return path.read_bytes()


def _make_key(path: Path) -> None:
    """Write the key whole before it gets its name: another process never reads half of it, and the first
    one stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # readable by its owner alone
    with os.fdopen(handle, "wb") as file:
        file.write(Fernet.generate_key())
    with suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)


def _key() -> Fernet:
    return _fernet(_installation_secret())


@cache
def _fernet(secret: bytes) -> Fernet:
    return Fernet(secret)


def _installation_secret() -> bytes:
    return _secret(Path(settings.HUIYIN_HOME) / "data.key")


def keyed_digest(text: str) -> str:
    """The digest of a text (64 hexadecimal digits) that nobody can try out without the key."""
    return hmac.new(_installation_secret(), text.encode(), hashlib.sha256).hexdigest()


class EncryptedTextField(models.TextField):
    """A text kept encrypted (Fernet). It cannot be searched or sorted; empty stays empty."""

    def get_prep_value(self, value: Any) -> Any:
        return _key().encrypt(str(value).encode()).decode() if value else ""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str:
        return _key().decrypt(value.encode()).decode() if value else ""


class SealedTextField(EncryptedTextField):
    """Likewise, for what must not tell when it was written: Fernet puts the time in clear before each text,
    and here that time is always the same.
    """

    def get_prep_value(self, value: Any) -> Any:
        return _key().encrypt_at_time(str(value).encode(), 0).decode() if value else ""
