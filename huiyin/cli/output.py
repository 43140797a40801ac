"""What every command shares: JSON for machines, sentences for people, refusals without a traceback."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError
from django.utils.translation import override

from huiyin.cli.database import why_not_ready
from huiyin.core.errors import ActRefused

REFUSED = 1

json_option = click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
language_option = click.option(
    "--language",
    type=click.Choice(["zh-hans", "en"]),
    default="zh-hans",
    envvar="HUIYIN_LANGUAGE",
    show_default=True,
    help="Language of what is printed.",
)


def show(answer: Any, *, as_json: bool, lines: list[str]) -> None:
    """Print the answer: as JSON on one line, or as the given lines."""
    if as_json:
        click.echo(json.dumps(answer, cls=DjangoJSONEncoder, ensure_ascii=False))
        return
    for line in lines:
        click.echo(line)


def speaking(function: Callable[..., int | None]) -> Callable[..., None]:
    """Wrap a command: it speaks the chosen language, and what it returns is the exit status (None: good).

    A refusal's sentence goes to standard error with status 1, and so does what to do where there is no
    database yet.
    """

    @language_option
    @click.pass_context
    @wraps(function)
    def run(ctx: click.Context, language: str, **options: Any) -> None:
        with override(language):
            try:
                status = function(**options)
            except ActRefused as refusal:
                click.echo(str(refusal), err=True)
                status = REFUSED
            except DatabaseError:
                reason = why_not_ready()
                if not reason:
                    raise
                click.echo(reason, err=True)
                status = REFUSED
        ctx.exit(status or 0)

    return run
