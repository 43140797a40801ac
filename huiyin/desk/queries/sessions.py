from dataclasses import dataclass
from datetime import date

import cn2an
from django.utils.translation import get_language

from huiyin.townships.models import Session, Township


@dataclass(frozen=True)
class SinceSession:
    """The last session of the congress and the days that have passed since it closed."""

    term: int
    number: int
    days: int

    @property
    def term_said(self) -> str:
        return in_words(self.term)

    @property
    def number_said(self) -> str:
        return in_words(self.number)


def days_since_session(township: Township, today: date) -> SinceSession | None:
    """None before the first session that the system knows."""
    closed = Session.objects.of(township).filter(closes_on__lte=today).select_related("term")
    last = closed.order_by("-closes_on").first()
    if last is None:
        return None
    return SinceSession(last.term.number, last.number, (today - last.closes_on).days)


def in_words(number: int) -> str:
    """A number of a congress or a session as the page's language says it: 十三, or 13."""
    return str(cn2an.an2cn(number)) if (get_language() or "").startswith("zh") else str(number)
