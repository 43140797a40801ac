import click
from django.utils.translation import gettext as _

from huiyin.cli.output import json_option, show, speaking
from huiyin.cli.towns import town_named, town_option
from huiyin.core.clock import today
from huiyin.figures.registry import Figure, cut_off, figures_of


@click.command("figures")
@click.option(
    "--year", type=click.IntRange(1990, 2200), required=True, help="The year whose matters are counted."
)
@town_option
@json_option
@speaking
def command(year: int, town: str | None, as_json: bool) -> None:
    """Count a year's figures; each with numerator, denominator and cut-off day."""
    township = town_named(town)
    found = figures_of(township, year=year, as_of=cut_off(year, today()))
    show([figure.as_json() for figure in found], as_json=as_json, lines=[_line(figure) for figure in found])


def _line(figure: Figure) -> str:
    counts = f"{figure.numerator} / {figure.denominator}" if figure.is_share else str(figure.numerator)
    return _("%(label)s: %(text)s (%(counts)s, as of %(day)s)") % {
        "label": figure.label,
        "text": figure.text,
        "counts": counts,
        "day": figure.as_of.isoformat(),
    }
