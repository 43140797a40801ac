import re
from datetime import date
from typing import Any

import click
from django.utils.translation import gettext as _

from huiyin.cli.output import REFUSED, json_option, show, speaking
from huiyin.cli.towns import town_named, town_option
from huiyin.journal.queries import Break, Digest, digest_of_month, verify_chain
from huiyin.townships.models import Township


@click.group("journal")
def command() -> None:
    """The journal: check its chains, print a month's digest."""


def _printed(ctx: click.Context, option: click.Parameter, typed: tuple[str, ...]) -> tuple[Digest, ...]:
    """Digest lines as minutes print them: a number, a blank, 64 hexadecimal digits."""
    found = []
    for line in typed:
        match = re.fullmatch(r"\s*(\d+)\s+([0-9a-fA-F]{64})\s*", line)
        if match is None:
            raise click.BadParameter(
                f"{line!r}: write the entry's number, a blank and the 64 digits of the digest."
            )
        found.append(Digest(int(match[1]), match[2].lower()))
    return tuple(found)


@command.command("verify")
@town_option
@click.option(
    "--printed", multiple=True, callback=_printed, help="A digest line printed in minutes; may be repeated."
)
@json_option
@speaking
def verify(town: str | None, printed: tuple[Digest, ...], as_json: bool) -> int:
    """Check every chain (or one town's) against its entries, its head and the digests that were printed."""
    towns = [town_named(town)] if town or printed else list(Township.objects.order_by("slug"))
    checked = [(township, *verify_chain(township, printed)) for township in towns]
    broken = [(township, found) for township, _count, found in checked if found is not None]
    entries = sum(count for _township, count, _found in checked)
    answer = {"entries": entries, "broken": [_as_json(township, found) for township, found in broken]}
    lines = [_sentence(township, count, found) for township, count, found in checked]
    show(answer, as_json=as_json, lines=lines or [_("There is no township yet.")])
    return REFUSED if broken else 0


def _as_json(township: Township, found: Break) -> dict[str, Any]:
    return {"town": township.slug, "seq": found.seq, "reason": found.reason}


def _sentence(township: Township, count: int, found: Break | None) -> str:
    if found is None:
        return _("%(town)s: %(count)s entries, the chain is whole.") % {"town": township.name, "count": count}
    return _("%(town)s: broken at entry %(seq)s. %(reason)s") % {
        "town": township.name,
        "seq": found.seq,
        "reason": found.reason,
    }


@command.command("digest")
@click.option("--month", required=True, help="Like 2024-10.")
@town_option
@json_option
@speaking
def digest(month: str, town: str | None, as_json: bool) -> None:
    """Print the digest of a month for the presidium's minutes."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise click.BadParameter(_("Write the month like 2024-10.")) from error
    found = digest_of_month(town_named(town), first)
    answer = {"month": month, "seq": found.seq if found else 0, "digest": found.digest if found else ""}
    show(answer, as_json=as_json, lines=[str(found) if found else _("Nothing was written until then.")])
