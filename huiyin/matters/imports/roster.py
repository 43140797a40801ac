"""What the town has already: the names against which a ledger is read."""

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import date

from huiyin.core.models import Counter
from huiyin.matters.models.matter import Matter
from huiyin.matters.models.settings import Field
from huiyin.matters.numbering import series_of
from huiyin.matters.queries.settings import scheme_of
from huiyin.people.models import Deputy, Unit
from huiyin.townships.models import Session, Township, Village


@dataclass(frozen=True)
class Roster:
    """Names of the township, by kind."""

    deputies: Tally[str]
    units: tuple[str, ...]
    closed_units: frozenset[str]
    fields: tuple[str, ...]
    villages: tuple[str, ...]
    scheme: str


def roster_of(township: Township) -> Roster:
    """Everything of the town that a ledger may name."""
    units = list(Unit.objects.of(township).values_list("name", "closed_at"))
    return Roster(
        deputies=Tally(Deputy.objects.of(township).in_office().values_list("name", flat=True)),
        units=tuple(name for name, closed in units if closed is None),
        closed_units=frozenset(name for name, closed in units if closed is not None),
        fields=tuple(Field.objects.of(township).in_use().values_list("name", flat=True)),
        villages=tuple(Village.objects.of(township).values_list("name", flat=True)),
        scheme=scheme_of(township),
    )


def session_numbered(township: Township, term: int, number: int) -> Session | None:
    """The session of this term and number, if the town has it."""
    sessions = Session.objects.of(township).select_related("term")
    return sessions.filter(term__number=term, number=number).first()


def numbers_given(township: Township, session: Session | None, day: date) -> int:
    """How many numbers the series to which such a matter belongs has given so far."""
    series = f"matter:{series_of(Matter(township=township, session=session, received_on=day))}"
    counter = Counter.objects.of(township).filter(series=series).first()
    return counter.value if counter else 0
