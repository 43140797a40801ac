"""Who a row names: the deputies who signed, and the units it was given to."""

from datetime import date

from django.utils.translation import gettext as _

from huiyin.matters.imports.cells import Cells
from huiyin.matters.imports.columns import Meaning
from huiyin.matters.imports.names import is_name, people_in, units_in


def lead_deputy(cells: Cells) -> str:
    """The deputy who leads; who stands under a heading without 代表 must be called so or be known."""
    names = people_in(cells.text(Meaning.LEAD))
    if not names:
        cells.refuse(
            Meaning.LEAD,
            _("No deputy is named."),
            _("Name the deputy who leads, or register it by hand as a voter's opinion."),
        )
        return ""
    if len(names) > 1:
        cells.warn(
            Meaning.LEAD,
            _("Several deputies are named as leading; %(name)s leads, the others co-sign.")
            % {"name": names[0]},
        )
    if not _is_deputy(cells, names[0]):
        cells.refuse(
            Meaning.LEAD,
            _("It is not clear whether “%(name)s” is a deputy.") % {"name": names[0]},
            _("Write 代表 behind the name, or enter the deputy first."),
        )
    _require_one(cells, Meaning.LEAD, names[0])
    return names[0]


def _is_deputy(cells: Cells, name: str) -> bool:
    column = cells.set.layout.first(Meaning.LEAD)
    vouched = "代表" in cells.text(Meaning.LEAD) or (column is not None and "代表" in column.heading)
    return cells.set.roster.deputies[name] > 0 or (vouched and is_name(name))


def _require_one(cells: Cells, meaning: str, name: str) -> None:
    if cells.set.roster.deputies[name] > 1:
        cells.refuse(
            meaning,
            _("Two deputies in office are named %(name)s.") % {"name": name},
            _("Register this matter by hand and choose the right one."),
        )


def cosigners(cells: Cells) -> list[str]:
    """The deputies who signed beside the leading one."""
    named = [*people_in(cells.text(Meaning.LEAD))[1:], *people_in(cells.text(Meaning.COSIGNERS))]
    for name in named:
        if not is_name(name):
            cells.refuse(
                Meaning.COSIGNERS,
                _("“%(name)s” is no name.") % {"name": name},
                _("Write the deputies' names, with 、 between them."),
            )
        _require_one(cells, Meaning.COSIGNERS, name)
    return named


def units(cells: Cells, meaning: str) -> list[str]:
    """The units of a cell by the names that the town has for them."""
    names = []
    for written in units_in(cells.text(meaning)):
        name = cells.set.units.get(written, written)
        if name in cells.set.roster.closed_units:
            cells.refuse(
                meaning,
                _("The unit %(name)s was closed.") % {"name": name},
                _("Write the unit that has taken over its work."),
            )
        if name != written:
            cells.warn(meaning, _("“%(written)s” is read as %(name)s.") % {"written": written, "name": name})
        names.append(name)
    return names


def lead_units(cells: Cells, handed_over_on: date | None) -> list[str]:
    """The units named as leading, the first of which leads; none for what was not handed over."""
    if handed_over_on is None:
        return []
    names = units(cells, Meaning.LEAD_UNIT)
    if len(names) > 1:
        cells.warn(
            Meaning.LEAD_UNIT,
            _("Several units are named as leading; %(name)s leads, the others assist.") % {"name": names[0]},
        )
    return names
