"""`huiyin found`: enter a township of an installation, with the clerk who does the rest in the browser."""

import secrets
from typing import Any

import click
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.cli.output import json_option, show, speaking
from huiyin.core.clock import now
from huiyin.core.tenancy import uuid7
from huiyin.matters.actions.settings import set_up_loop
from huiyin.people.actions.accounts import admit_person
from huiyin.people.roles import Role
from huiyin.townships.actions import found_township, name_region
from huiyin.townships.models import Region, Township

PASSWORD_BYTES = 9


@click.command("found", short_help="Enter a township with its clerk.")
@click.option("--slug", required=True, help="How it stands in addresses, like qingxi; it stays for good.")
@click.option("--name", required=True, help="Like 清溪镇.")
@click.option("--code", required=True, help="The state's region code: nine digits.")
@click.option("--province", required=True, help="The province's name.")
@click.option("--city", required=True, help="The name of the city above the county.")
@click.option("--county", required=True, help="The name of the county.")
@click.option("--paper-code", required=True, help="The code of its papers, like 清人发.")
@click.option("--population", default=0, type=click.IntRange(0), help="How many people live there.")
@click.option("--clerk", required=True, help="The clerk's sign-in name.")
@click.option("--clerk-name", required=True, help="The clerk's name.")
@json_option
@speaking
def command(as_json: bool, **told: Any) -> None:
    """Enter a township as a tenant and open its clerk's account; the clerk does the rest in the browser."""
    if not (told["code"].isdigit() and len(told["code"]) in (9, 12)):
        raise click.BadParameter(
            _("A township's region code has nine or twelve digits."), param_hint="--code"
        )
    call_command("migrate", verbosity=0, interactive=False)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    with transaction.atomic():
        township = _found(told, password)
    answer = {"town": township.slug, "clerk": told["clerk"], "password": password}
    lines = [
        _("%(name)s is entered.") % {"name": township.name},
        _("The clerk signs in as %(user)s with the password %(password)s and changes it at once.")
        % {"user": told["clerk"], "password": password},
    ]
    show(answer, as_json=as_json, lines=lines)


def _found(told: dict[str, Any], password: str) -> Township:
    township = Township(
        slug=told["slug"],
        name=told["name"],
        code=told["code"],
        region=_county(told),
        population=told["population"],
        organ_name=f"{told['name']}人民代表大会主席团",
        paper_code=told["paper_code"],
    )
    found_township(township, **_first())
    set_up_loop(township, **_first())
    admit_person(
        township,
        username=told["clerk"],
        name=told["clerk_name"],
        password=password,
        role=Role.CLERK,
        **_first(),
    )
    return township


def _county(told: dict[str, Any]) -> Region:
    """Province, city and county by the first two, four and six digits of the township's code."""
    code = told["code"]
    province = name_region(code=f"{code[:2]}0000", name=told["province"])
    city = name_region(code=f"{code[:4]}00", name=told["city"], parent=province)
    return name_region(code=code[:6], name=told["county"], parent=city)


def _first() -> dict[str, Any]:
    """The words of an act before anybody has an account."""
    return {"by": None, "at": now(), "act_id": uuid7()}
