"""What never gets into a log: a key that stands in an address, of a personal link, a receipt, a ballot."""

import logging
import re
import traceback
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
            record.msg, record.args = masked(record.getMessage() + _fault(record)), ()
            record.exc_info = record.exc_text = None
        return True


def _fault(record: logging.LogRecord) -> str:
    """The traceback as text: what an exception says can name an address too."""
    if not record.exc_info or record.exc_info[0] is None:
        return ""
    return "\n" + "".join(traceback.format_exception(*record.exc_info)).rstrip()
