"""What never gets into a log: a key that stands in an address, of a personal link, a receipt, a ballot."""

import logging
import re
from typing import Any

KEYS = re.compile(r"(/[blr]/)[\w-]{9,}")


def masked(text: str) -> str:
    return KEYS.sub(r"\1…", text)


class MaskPersonalLinks(logging.Filter):
    """Blots out the key in whatever is written, ours and Django's, which names the path of each 404."""

    def filter(self, record: logging.LogRecord) -> bool:
        said: Any = record.msg
        if isinstance(said, dict):  # an event of structlog
            record.msg = {key: masked(v) if isinstance(v, str) else v for key, v in said.items()}
        else:
            record.msg, record.args = masked(record.getMessage()), ()
        return True
