"""What never gets into a log: the token of a personal link, which stands in its address."""

import logging
import re
from typing import Any

PERSONAL_LINK = re.compile(r"(/l/)[\w-]{16,}")


def masked(text: str) -> str:
    return PERSONAL_LINK.sub(r"\1…", text)


class MaskPersonalLinks(logging.Filter):
    """Blots out the token in whatever is written, ours and Django's, which names the path of each 404."""

    def filter(self, record: logging.LogRecord) -> bool:
        said: Any = record.msg
        if isinstance(said, dict):  # an event of structlog
            record.msg = {key: masked(v) if isinstance(v, str) else v for key, v in said.items()}
        else:
            record.msg, record.args = masked(record.getMessage()), ()
        return True
