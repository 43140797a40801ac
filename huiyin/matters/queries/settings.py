"""What a township chose for its loop."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huiyin.core.models import Counter
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field, LoopSettings
from huiyin.matters.numbering import OF_SESSION, defaults, series_of, written
from huiyin.townships.models import Session, Township


def scheme_of(township: Township) -> str:
    """The id of the claim scheme that the township follows."""
    settings = LoopSettings.objects.of(township).first()
    return settings.scheme if settings else str(defaults()["scheme"])


def fields_of(township: Township) -> list[Field]:
    """The township's fields in use, in its own order."""
    return list(Field.objects.of(township).in_use())


SERIES: dict[str, tuple[str | Promise, str]] = {
    "session": (_("Suggestions of a session"), Matter.Kind.SUGGESTION),
    "between": (_("Suggestions between sessions"), Matter.Kind.SUGGESTION),
    "motion": (_("Motions turned into suggestions"), Matter.Kind.MOTION),
    "opinion": (_("Voters' opinions"), Matter.Kind.OPINION),
    "finding": (_("Findings of supervision"), Matter.Kind.FINDING),
}

Patterns = dict[str, dict[str, str]]


@dataclass(frozen=True)
class NumberLine:
    """How one series is written, and the number that comes next."""

    key: str
    label: str
    number: str
    short: str
    is_own: bool  # the town departs from the shipped pattern
    next_number: str  # empty: no session is entered yet
    next_short: str


def patterns_of(township: Township) -> Patterns:
    """The patterns in which the town departs from the shipped ones."""
    settings = LoopSettings.objects.of(township).first()
    return settings.patterns if settings else {}


def number_table(township: Township, today: date) -> list[NumberLine]:
    """All series with their patterns and their next numbers; nothing is counted by looking."""
    patterns, session = patterns_of(township), _latest_session(township)
    given = dict(Counter.objects.of(township).values_list("series", "value"))
    return [_number_line(key, township, patterns, session, given, today) for key in SERIES]


def next_numbers(township: Township, key: str, patterns: Patterns, today: date) -> tuple[str, str]:
    """The number that comes next in a series, as these patterns would write it (empty without a session)."""
    session = _latest_session(township)
    given = dict(Counter.objects.of(township).values_list("series", "value"))
    line = _number_line(key, township, patterns, session, given, today)
    return line.next_number, line.next_short


def _latest_session(township: Township) -> Session | None:
    sessions = Session.objects.of(township).select_related("term")
    return sessions.order_by("-opens_on", "-id").first()


def _number_line(
    key: str,
    township: Township,
    patterns: Patterns,
    session: Session | None,
    given: dict[str, int],
    today: date,
) -> NumberLine:
    label, kind = SERIES[key]
    chosen = {**defaults()["numbering"][key], **patterns.get(key, {})}
    in_session = session if key in OF_SESSION else None
    number = short = ""
    if in_session is not None or key not in OF_SESSION:
        example = Matter(township=township, kind=kind, session=in_session, received_on=today)
        number, short = written(example, given.get(f"matter:{series_of(example)}", 0) + 1, patterns)
    return NumberLine(key, str(label), chosen["number"], chosen["short"], key in patterns, number, short)
