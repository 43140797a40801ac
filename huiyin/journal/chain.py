"""The hash chain: each entry carries the digest of the one before, so that none can be changed or taken out
unseen.

`digest = SHA-256(prev || canonical JSON of the rest)`. Personal text stands in an entry only as a salted
digest; the text and its salt lie in a row of their own that a lawful erasure may empty while the chain stays
whole.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

START = "0" * 64

COVERED = (
    "township_id", "seq", "at", "typed_at", "by_id", "on_behalf_of", "channel",
    "act", "subject_table", "subject_id", "facts", "act_id",
)  # fmt: skip


def canonical(value: Any) -> str:
    """The one way to write these facts down: keys in order, no blanks, moments in UTC."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value)


def digest_of(entry: Any) -> str:
    """The digest (64 hexadecimal digits) that this entry must bear."""
    covered = {name: getattr(entry, name) for name in COVERED}
    return hashlib.sha256((entry.prev + canonical(covered)).encode()).hexdigest()


def veil(text: str, salt: str) -> dict[str, str]:
    """How a personal text stands in the facts: its salted digest only."""
    return {"sha256": hashlib.sha256((salt + text).encode()).hexdigest()}
