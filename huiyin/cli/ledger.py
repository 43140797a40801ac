from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from huiyin.cli.output import json_option, show, speaking
from huiyin.cli.towns import town_named, town_option
from huiyin.core.clock import now, today
from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.importing import Imported, import_ledger
from huiyin.matters.imports.drafts import Remark, Status
from huiyin.matters.imports.proposal import Proposal, propose_import
from huiyin.matters.imports.sheets import Told
from huiyin.matters.imports.workbook import read_file

day = click.DateTime(["%Y-%m-%d"])


@click.command("import-ledger")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@town_option
@click.option("--dry-run", is_flag=True, help="Say what would be imported; write nothing.")
@click.option("--session", metavar="TERM.SESSION", help="The session, where the ledger names none: 13.3.")
@click.option("--opens-on", type=day, help="The session's first day, where the town does not know it.")
@click.option("--closes-on", type=day, help="The session's last day.")
@json_option
@speaking
def command(file: Path, town: str | None, dry_run: bool, as_json: bool, **session: Any) -> None:
    """Import an old ledger (.xlsx): each row becomes a matter or is listed with the reason why not.

    What was imported before stays as it is, so that importing again changes nothing.
    """
    township = town_named(town)
    proposal = propose_import(read_file(file), township, today=today(), told=_told(**session))
    done = Imported(len(proposal.having(Status.NEW)), len(proposal.having(Status.KNOWN)))
    if not dry_run:
        done = import_ledger(township, ledger=proposal.ledger, by=None, at=now(), act_id=uuid7())
    answer = {
        "imported": done.imported,
        "unchanged": done.unchanged,
        "refused": [_plain(remark) for remark in proposal.refused],
        "warnings": [_plain(remark) for remark in [*proposal.all_warnings, *proposal.skipped]],
    }
    show(answer, as_json=as_json, lines=_lines(proposal, done, dry_run))


def _told(session: str | None, opens_on: Any, closes_on: Any) -> Told:
    term, _dot, number = (session or "").partition(".")
    if session and not (term.isdigit() and number.isdigit()):
        raise click.BadParameter(_("Write it as TERM.SESSION, for example 13.3."), param_hint="--session")
    return Told(
        term=int(term) if term else None,
        session=int(number) if number else None,
        opens_on=opens_on.date() if opens_on else None,
        closes_on=closes_on.date() if closes_on else None,
    )


def _plain(remark: Remark) -> dict[str, Any]:
    return {"sheet": remark.sheet, "row": remark.row, "cell": remark.cell, "reason": remark.text}


def _lines(proposal: Proposal, done: Imported, dry_run: bool) -> list[str]:
    said = {"imported": done.imported, "unchanged": done.unchanged, "refused": len(proposal.refused)}
    first = (
        _("To be imported: %(imported)s; unchanged: %(unchanged)s; refused: %(refused)s. Nothing is written.")
        if dry_run
        else _("Imported: %(imported)s; unchanged: %(unchanged)s; refused: %(refused)s.")
    )
    heading = (
        _("To be imported (sheet, row, number in the ledger, number here, title):")
        if dry_run
        else _("Imported (sheet, row, number in the ledger, number here, title):")
    )
    rows = (
        f"  {draft.sheet}  {draft.row:>4}  {draft.number:>6} -> {draft.ledger.serial:<4} {draft.title}"
        for draft in proposal.having(Status.NEW)
        if draft.ledger
    )
    return [
        first % said,
        *_part(heading, rows),
        *_part(_("Refused:"), map(_line, proposal.refused)),
        *_part(_("Warnings:"), map(_line, proposal.all_warnings)),
        *_part(_("No matters:"), map(_line, proposal.skipped)),
    ]


def _line(remark: Remark) -> str:
    return f"  {remark.sheet}  {remark.cell:<5} {remark.text}"


def _part(heading: str, lines: Any) -> list[str]:
    found = list(lines)
    return ["", heading, *found] if found else []
