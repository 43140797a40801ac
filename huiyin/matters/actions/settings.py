"""A township's own choices for the loop: claim scheme, list of fields, how numbers are written."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.journal.actions import record
from huiyin.journal.acts import act
from huiyin.matters.claims import schemes
from huiyin.matters.models.settings import Field, LoopSettings
from huiyin.matters.numbering import (
    LONG_EXAMPLE,
    LONGEST_NUMBER,
    LONGEST_SHORT,
    defaults,
    is_faulty,
    places_of,
)
from huiyin.people.models import User
from huiyin.people.permissions import keeps_settings
from huiyin.townships.models import Township


def _require_keeper(by: User | None, township: Township) -> None:
    if by is not None and not keeps_settings(by, township):
        raise PermissionDenied("settings")


@act
def set_up_loop(township: Township, *, by: User | None, at: datetime, act_id: UUID) -> Township:
    """Give a new township the shipped claim scheme and list of fields.

    Raises ActRefused when it was set up before.
    """
    _require_keeper(by, township)
    if LoopSettings.objects.of(township).exists():
        raise ActRefused(_("This township was set up already."))
    LoopSettings.objects.create(township=township, scheme=defaults()["scheme"])
    Field.objects.bulk_create(
        Field(township=township, name=row["zh"], name_en=row["en"], position=n)
        for n, row in enumerate(defaults()["fields"])
    )
    record(township, "set_up_loop", by=by, at=at, act_id=act_id, scheme=defaults()["scheme"])
    return township


@act
def choose_scheme(
    township: Township, *, scheme: str, by: User | None, at: datetime, act_id: UUID
) -> LoopSettings:
    """Choose the claim scheme for replies from now on; replies given before keep theirs.

    Raises ActRefused for a scheme that is not shipped or is followed already.
    """
    _require_keeper(by, township)
    if scheme not in schemes():
        raise ActRefused(_("There is no claim scheme of this name."))
    settings = _settings(township)
    if settings.scheme == scheme:
        raise ActRefused(_("The town follows this claim scheme already."))
    before, settings.scheme = settings.scheme, scheme
    settings.save(update_fields=["scheme"])
    record(township, "choose_scheme", by=by, at=at, act_id=act_id, before=before, after=scheme)
    return settings


@act
def change_pattern(
    township: Township, *, key: str, number: str, short: str, by: User | None, at: datetime, act_id: UUID
) -> LoopSettings:
    """Change how the numbers of one series are written, from the next number on.

    Raises ActRefused for an unknown series, a pattern without its running number {n} or with a place that
    this series does not know, and for one that writes numbers too long for lists and papers.
    """
    _require_keeper(by, township)
    if key not in defaults()["numbering"]:
        raise ActRefused(_("There is no such series of numbers."))
    for pattern, longest in ((number, LONGEST_NUMBER), (short, LONGEST_SHORT)):
        _require_pattern(key, pattern, longest)
    settings = _settings(township)
    settings.patterns = {**settings.patterns, key: {"number": number, "short": short}}
    settings.save(update_fields=["patterns"])
    record(township, "change_pattern", by=by, at=at, act_id=act_id, key=key, number=number, short=short)
    return settings


def _require_pattern(key: str, pattern: str, longest: int) -> None:
    known = places_of(key)
    if is_faulty(pattern, known):
        raise ActRefused(
            _("The pattern “%(pattern)s” must contain {n}; besides, only %(known)s may stand in it.")
            % {"pattern": pattern, "known": ", ".join(f"{{{place}}}" for place in known if place != "n")}
        )
    if len(pattern.format(**LONG_EXAMPLE)) > longest:
        raise ActRefused(
            _("The pattern “%(pattern)s” writes numbers longer than %(longest)d characters.")
            % {"pattern": pattern, "longest": longest}
        )


def _settings(township: Township) -> LoopSettings:
    found = LoopSettings.objects.of(township).select_for_update().first()
    return found or LoopSettings.objects.create(township=township, scheme=defaults()["scheme"])


@act
def add_field(
    township: Township, *, name: str, by: User | None, at: datetime, act_id: UUID, name_en: str = ""
) -> Field:
    """Add a field of work to the town's list.

    Raises ActRefused without a name or when there is one of this name.
    """
    _require_keeper(by, township)
    if not name.strip():
        raise ActRefused(_("The name is missing."))
    if Field.objects.of(township).filter(name=name).exists():
        raise ActRefused(_("There is already a field named %(name)s.") % {"name": name})
    field = Field.objects.create(
        township=township, name=name, name_en=name_en, position=Field.objects.of(township).count()
    )
    record(township, "add_field", by=by, at=at, act_id=act_id, name=name)
    return field


@act
def close_field(field: Field, *, by: User | None, at: datetime, act_id: UUID) -> Field:
    """Take a field from the list; matters that bear it keep it.

    Raises ActRefused when it was closed before.
    """
    _require_keeper(by, field.township)
    field = Field.objects.locked(field)
    if field.closed_at is not None:
        raise ActRefused(_("This field was closed already."))
    field.closed_at = at
    field.save(update_fields=["closed_at"])
    record(field, "close_field", by=by, at=at, act_id=act_id, name=field.name)
    return field
