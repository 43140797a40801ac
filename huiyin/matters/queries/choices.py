"""What a township's lists can be narrowed by: its fields, units and villages, the categories of claims."""

from dataclasses import dataclass

from django.db.models import CharField, IntegerField, Value

from huiyin.matters.claims import schemes
from huiyin.matters.models.settings import Field, LoopSettings
from huiyin.matters.numbering import defaults
from huiyin.people.models import Unit
from huiyin.townships.models import Township, Village

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """Keys and names, in the order in which the office looks for them."""

    fields: Choices
    units: Choices
    villages: Choices
    claims: Choices


def offered_by(township: Township) -> Offered:
    """All that the filters of a township's lists offer, asked at once."""
    rows = list(_fields(township).union(*_others(township), all=True))

    def choices(what: str) -> Choices:
        found = sorted((row for row in rows if row[0] == what), key=lambda row: (row[3], row[4], row[2]))
        return [(str(row[1]), row[2]) for row in found]

    chosen = choices("scheme")
    scheme = schemes()[chosen[0][1] if chosen else str(defaults()["scheme"])]
    claims = [(claim.code, str(claim)) for claim in scheme.claims]
    return Offered(choices("field"), choices("unit"), choices("village"), claims)


NOWHERE = Value(0, IntegerField())
NOTHING = Value("", CharField())


def _fields(township: Township):  # type: ignore[no-untyped-def]
    return Field.objects.of(township).values_list(
        Value("field", CharField()), "id", "name", "position", NOTHING
    )


def _others(township: Township):  # type: ignore[no-untyped-def]
    return (
        Unit.objects.of(township).values_list(Value("unit", CharField()), "id", "name", NOWHERE, "initials"),
        Village.objects.of(township).values_list(
            Value("village", CharField()), "id", "name", NOWHERE, "code"
        ),
        LoopSettings.objects.of(township).values_list(
            Value("scheme", CharField()), "id", "scheme", NOWHERE, NOTHING
        ),
    )
