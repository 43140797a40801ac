"""What a township's lists can be narrowed by: its fields, units and villages, the categories of claims."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import CharField, IntegerField, QuerySet, Value

from huiyin.core.prepared import Prepared
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
    rows = OFFERED.rows(township.pk)

    def choices(what: str) -> Choices:
        found = sorted((row for row in rows if row[0] == what), key=lambda row: (row[3], row[4], row[2]))
        return [(str(row[1]), row[2]) for row in found]

    chosen = choices("scheme")
    scheme = schemes()[chosen[0][1] if chosen else str(defaults()["scheme"])]
    claims = [(claim.code, str(claim)) for claim in scheme.claims]
    return Offered(choices("field"), choices("unit"), choices("village"), claims)


NOWHERE = Value(0, IntegerField())
NOTHING = Value("", CharField())


def _of(model: Any, code: str, township_id: UUID, *columns: Any) -> QuerySet[Any, Any]:
    rows: QuerySet[Any] = model.objects.filter(township_id=township_id)
    return rows.values_list(Value(code, CharField()), "id", *columns)


def _asked(township_id: UUID) -> QuerySet[Any, Any]:
    return _of(Field, "field", township_id, "name", "position", NOTHING).union(
        _of(Unit, "unit", township_id, "name", NOWHERE, "initials"),
        _of(Village, "village", township_id, "name", NOWHERE, "code"),
        _of(LoopSettings, "scheme", township_id, "scheme", NOWHERE, NOTHING),
        all=True,
    )


OFFERED: Prepared[Any] = Prepared(_asked, keys=1)
