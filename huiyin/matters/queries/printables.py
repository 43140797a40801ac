"""Which papers can be issued for a matter now, and by whom; computed from its records, no query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.matters.lifecycle import MatterState
from huiyin.matters.models.matter import Matter, Petitioner
from huiyin.matters.permissions import office, unit
from huiyin.matters.queries.page import Records

OF = _("{paper}: {about}")


@dataclass(frozen=True)
class Printable:
    """A paper that could be issued: kind, name, and the record it is about if not the matter itself."""

    kind: str
    label: str | Promise
    about: str = ""  # the key of the reply, petitioner or verification


def printables(matter: Matter, records: Records, user: Any, today: date) -> list[Printable]:
    """The papers that this person may issue for the matter now, in the order of the loop."""
    if office(user, matter):
        return list(_of_office(matter, records, today))
    own = user.standing_in(matter.township_id).unit_ids
    return list(_replies(records, own)) if unit(user, matter) else []


def _of_office(matter: Matter, records: Records, today: date) -> Iterator[Printable]:
    if matter.round:
        yield Printable("hand_over_letter", _("Hand-over letter of this round"))
    if matter.state == MatterState.ANSWERED and not matter.is_window_closed(today):
        yield from _each(_("Evaluation form"), "evaluation_form", records.deputies)
    yield from _replies(records, None)
    if matter.replied_on:
        yield Printable("verification_record", _("Blank verification record"))
    for seen in records.verifications:
        label = format_lazy("{} {}", _("Verification record"), date_format(seen.on, "SHORT_DATE_FORMAT"))
        yield Printable("verification_record", label, str(seen.pk))
    yield from _each(
        _("Receipt slip"), "receipt_slip", [one for one in records.petitioners if not one.erased_at]
    )


def _each(label: Any, kind: str, petitioners: list[Petitioner]) -> Iterator[Printable]:
    """One paper for each of them; a voter is not named on a button."""
    voters = [one for one in petitioners if one.deputy is None]
    for one in petitioners:
        about = one.deputy.name if one.deputy else _voter(voters, one)
        yield Printable(kind, format_lazy(OF, paper=label, about=about), str(one.pk))


def _voter(voters: list[Petitioner], one: Petitioner) -> Any:
    if len(voters) == 1:
        return _("the voter")
    return format_lazy(_("voter no. {place}"), place=voters.index(one) + 1)


def _replies(records: Records, units: frozenset[Any] | None) -> Iterator[Printable]:
    for reply in records.replies:
        if units is None or reply.assignment.unit_id in units:
            label = format_lazy(OF, paper=_("Reply letter"), about=reply.assignment.unit.name)
            yield Printable("reply_letter", label, str(reply.pk))
