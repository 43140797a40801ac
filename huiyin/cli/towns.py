"""Which township a command works on: the named one, or the only one there is."""

import click
from django.utils.translation import gettext as _

from huiyin.core.errors import ActRefused
from huiyin.townships.models import Township

town_option = click.option(
    "--town", help="The short name of the township; not needed where there is only one."
)


def town_named(name: str | None) -> Township:
    """The township of this short name, or the only one.

    Raises ActRefused when there is none of this name, none at all, or several and none was named.
    """
    towns = list(Township.objects.order_by("slug")[:20])
    if name is not None:
        towns = list(Township.objects.filter(slug=name))
    if len(towns) == 1:
        return towns[0]
    if not towns:
        raise ActRefused(_("There is no such township here."))
    raise ActRefused(
        _("There are several townships: choose one with --town (%(names)s).")
        % {"names": ", ".join(town.slug for town in towns)}
    )
