from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.cli.output import json_option, show, speaking
from huiyin.core.clock import now
from huiyin.core.errors import ActRefused
from huiyin.deadlines.actions import add_notice
from huiyin.deadlines.generation import generated_notices
from huiyin.deadlines.holidays import as_toml, read_notice
from huiyin.deadlines.queries import calendar
from huiyin.matters.actions.clocks import recompute_township
from huiyin.townships.models import Township


@click.group("calendar")
def command() -> None:
    """The holiday notices by which working days and days of rest are told apart."""


@command.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@speaking
def add(file: Path, as_json: bool) -> None:
    """Enter a year's holiday notice, or correct it; open clocks are then reckoned anew."""
    notice = read_notice(file)
    changed = add_notice(notice, at=now())
    said = {"year": notice.year, "rest": len(notice.rest), "working": len(notice.working)}
    stored = _("The notice for %(year)s is entered: %(rest)d days of rest, %(working)d weekend days worked.")
    known = _("The notice for %(year)s is known already; nothing was changed.")
    show({**said, "changed": changed}, as_json=as_json, lines=[(stored if changed else known) % said])


@command.command("list")
@json_option
@speaking
def list_years(as_json: bool) -> None:
    """Show the years whose notice is known."""
    known = calendar()
    years = [
        {
            "year": year,
            "source": source,
            "rest": sum(day.year == year for day in known.rest),
            "working": sum(day.year == year for day in known.working),
        }
        for year, source in sorted(known.sources.items())
    ]
    line = _("%(year)s  %(source)s: %(rest)d days of rest, %(working)d weekend days worked")
    show(years, as_json=as_json, lines=[line % year for year in years])


@command.command("recompute")
@json_option
@speaking
def recompute(as_json: bool) -> int:
    """Reckon the open clocks of all townships anew, by the calendar and the rules as they stand now."""
    done = {town.slug: recompute_township(town, at=now()) for town in Township.objects.order_by("id")}
    line = _("%(town)s: %(matters)d matters looked at, %(failed)d could not be reckoned anew.")
    show(
        [
            {"town": slug, "matters": one.matters, "failed": [str(matter.pk) for matter in one.failed]}
            for slug, one in done.items()
        ],
        as_json=as_json,
        lines=[
            line % {"town": slug, "matters": one.matters, "failed": len(one.failed)}
            for slug, one in done.items()
        ],
    )
    return int(any(one.failed for one in done.values()))


@command.command("generate")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
@speaking
def generate(directory: Path, as_json: bool) -> None:
    """Write one notice a year from the package chinesecalendar (how the shipped files were made)."""
    try:
        notices = list(generated_notices())
    except ModuleNotFoundError as error:
        raise ActRefused(_("The package chinesecalendar is needed for this and is not installed.")) from error
    files = [directory / f"{notice.year}.toml" for notice in notices]
    for file, notice in zip(files, notices, strict=True):
        file.write_text(as_toml(notice), encoding="utf-8")
    said = ngettext("%(count)d file was written.", "%(count)d files were written.", len(files)) % {
        "count": len(files)
    }
    show([str(file) for file in files], as_json=as_json, lines=[said])
