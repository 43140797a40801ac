"""Lists of people: the roster, the units, who holds which role; by name, never by what somebody did."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from huiyin.journal.models import Entry, PrivateText
from huiyin.journal.words import act_label, fact_words
from huiyin.people.models import Deputy, DeputyQuerySet, Membership, PersonalLink, Seat, Unit, User
from huiyin.townships.models import Township

PAGE = 50
Row = TypeVar("Row", bound=models.Model)


def page_by_key(
    rows: models.QuerySet[Row], keys: Sequence[str], after: str, *, size: int = PAGE
) -> tuple[list[Row], str]:
    """One page of a list in the order of its keys, the last of which is the row's id, and where it ended.

    Raises ValueError for an `after` that is no place in such a list.
    """
    if after:
        rows = rows.filter(_behind(keys, after.split("_")))
    page = list(rows.order_by(*keys)[: size + 1])
    if len(page) <= size:
        return page, ""
    last = page[size - 1]
    return page[:size], "_".join([*(str(getattr(last, key)) for key in keys[:-1]), last.pk.hex])


def _behind(keys: Sequence[str], place: list[str]) -> Q:
    if len(place) != len(keys):
        raise ValueError(place)
    values: list[Any] = [*place[:-1], UUID(place[-1])]
    behind = Q(**{f"{keys[-1]}__gt": values[-1]})
    for key, value in zip(reversed(keys[:-1]), reversed(values[:-1]), strict=True):
        behind = Q(**{f"{key}__gt": value}) | (Q(**{key: value}) & behind)
    return behind


@dataclass(frozen=True)
class RosterWanted:
    """Whom somebody looks for in the roster; empty means: not narrowed by it."""

    q: str = ""
    level: str = ""
    constituency: str = ""
    group: str = ""
    skill: str = ""
    office: str = ""  # empty: in office; ended; all

    def in_address(self) -> dict[str, str]:
        return {part.name: value for part in fields(self) if (value := getattr(self, part.name))}


def named(word: str) -> Q:
    """Rows whose name contains the word, or whose pinyin initials begin with it."""
    word = word.strip()
    return Q(name__icontains=word) | Q(initials__startswith=word.lower())


ROSTER_KEYS = ("initials", "id")


def roster(township: Township, wanted: RosterWanted) -> DeputyQuerySet:
    """The deputies who fit, without order."""
    found = Deputy.objects.of(township).select_related("constituency")
    if wanted.office != "all":
        found = found.filter(ended_on__isnull=wanted.office != "ended")
    if wanted.q.strip():
        found = found.filter(named(wanted.q))
    if wanted.constituency:
        found = found.filter(constituency=UUID(wanted.constituency))
    exact = {name: getattr(wanted, name) for name in ("level", "group") if getattr(wanted, name)}
    if wanted.skill.strip():
        found = found.filter(skills__icontains=wanted.skill.strip())
    return found.filter(**exact)


def groups_of(township: Township) -> list[str]:
    """The names of the deputies' groups (代表小组), each once."""
    names = Deputy.objects.of(township).exclude(group="").values_list("group", flat=True)
    return list(names.order_by("group").distinct())


def links_of(deputy: Deputy) -> list[PersonalLink]:
    """A deputy's personal links, newest first; the last twenty."""
    links = PersonalLink.objects.filter(township_id=deputy.township_id, deputy=deputy)
    return list(links.select_related("made_by").order_by("-made_at", "-id")[:20])


def seats_of(deputy: Deputy) -> list[Seat]:
    """The seats of the township's congress that a deputy holds or held, newest first."""
    held = Seat.objects.filter(township_id=deputy.township_id, deputy=deputy)
    return list(held.select_related("term", "constituency").order_by("-from_at", "-id"))


UNIT_KEYS = ("kind", "initials", "id")


def units(township: Township, *, q: str = "", kind: str = "", closed: bool = False) -> models.QuerySet[Unit]:
    """The handling units that fit, without order."""
    found = Unit.objects.of(township).filter(closed_at__isnull=not closed)
    if q.strip():
        found = found.filter(named(q))
    return found.filter(kind=kind) if kind else found


MEMBER_KEYS = ("role", "id")


def members(township: Township, *, ended: bool = False) -> models.QuerySet[Membership]:
    """Who holds (or held) which role here, without order."""
    found = Membership.objects.of(township).filter(ended_at__isnull=not ended)
    return found.select_related("user", "unit", "deputy")


def people_of(unit: Unit) -> list[Membership]:
    """The accounts that answer for a unit."""
    held = Membership.objects.filter(township_id=unit.township_id, unit=unit, ended_at__isnull=True)
    return list(held.select_related("user").order_by("role", "id"))


@dataclass(frozen=True)
class JournalLine:
    """One entry of the journal as a reader may see it."""

    entry: Entry
    what: str
    facts: str
    subject: str  # how the record is called, for who may see it
    url: str
    on_behalf_of: str
    texts: list[PrivateText]

    @property
    def was_typed_later(self) -> bool:
        return localdate(self.entry.at) != localdate(self.entry.typed_at)


def journal_page(
    township: Township, user: User, *, before: int | None, private: bool, size: int = PAGE
) -> tuple[list[JournalLine], int | None]:
    """One page of the journal, newest first, and the number before which more follow.

    Personal texts are fetched only where `private` allows it; a rating's never: they are sealed until the
    window closes, and the matter's own page shows them then.
    """
    entries = Entry.objects.of(township).select_related("by").order_by("-seq")
    if before is not None:
        entries = entries.filter(seq__lt=before)
    if private:
        entries = entries.prefetch_related("private_texts")
    found = list(entries[: size + 1])
    shown = found[:size]
    rows = _rows_named_in(township, user, shown)
    lines = [_line(entry, rows, private) for entry in shown]
    return lines, shown[-1].seq if len(found) > size else None


SEALED_ACTS = frozenset({"evaluate"})


def _line(entry: Entry, rows: dict[tuple[str, UUID], models.Model], private: bool) -> JournalLine:
    subject = rows.get((entry.subject_table, entry.subject_id))
    shows_texts = private and entry.act not in SEALED_ACTS
    table, _colon, key = entry.on_behalf_of.partition(":")
    behalf = rows.get((table, UUID(key))) if key else None
    return JournalLine(
        entry=entry,
        what=act_label(entry.act),
        facts=fact_words(entry.facts),
        subject=str(subject) if subject else _said_name(entry),
        url=subject.get_absolute_url() if subject else "",  # type: ignore[attr-defined]
        on_behalf_of=str(behalf) if behalf and subject else "",
        texts=[text for text in entry.private_texts.all() if text.text] if shows_texts else [],
    )


def _said_name(entry: Entry) -> str:
    """The public name that the entry itself bears (a person's name stands there only as a digest)."""
    name = entry.facts.get("name", "")
    return name if isinstance(name, str) else ""


def _rows_named_in(
    township: Township, user: User, entries: Sequence[Entry]
) -> dict[tuple[str, UUID], models.Model]:
    """The records that these entries are about and that have a page this person may open: a query a table."""
    wanted: dict[str, set[UUID]] = {}
    for entry in entries:
        wanted.setdefault(entry.subject_table, set()).add(entry.subject_id)
        table, _colon, key = entry.on_behalf_of.partition(":")
        if key:
            wanted.setdefault(table, set()).add(UUID(key))
    found: dict[tuple[str, UUID], models.Model] = {}
    for table, keys in wanted.items():
        for row in _visible_rows(table, keys, township, user):
            row.township = township
            found[table, row.pk] = row
    return found


def _visible_rows(table: str, keys: set[UUID], township: Township, user: User) -> list[Any]:
    model: Any = apps.get_model(table)
    if not hasattr(model, "get_absolute_url"):
        return []
    rows = model.objects.of(township)
    if hasattr(rows, "visible_to"):
        rows = rows.visible_to(user)
    return list(rows.filter(pk__in=keys))
