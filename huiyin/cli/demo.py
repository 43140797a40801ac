import os
from datetime import date, datetime

import click
from django.core.management import call_command
from django.utils.translation import gettext as _

from huiyin.cli.output import json_option, show, speaking
from huiyin.cli.serve import prepare, serve
from huiyin.core import clock
from huiyin.demo.installation import Installed, install_town, remembered_day
from huiyin.demo.tales import people
from huiyin.people.roles import Role

HOST = "127.0.0.1"


@click.command("demo")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="Show the town as of this day.")
@click.option("--no-serve", is_flag=True, help="Build the town and stop.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@json_option
@speaking
def command(today: datetime | None, no_serve: bool, port: int, as_json: bool) -> None:
    """Build the demonstration town, print how to sign in, and serve it.

    A second time the town is left as it is. Everything is invented.
    """
    if no_serve:
        call_command("migrate", verbosity=0, interactive=False)
    else:
        prepare()
    named = today.date() if today else None
    day = _stand_on(named or remembered_day())
    installed = install_town(today=day, fixed=named is not None)
    show(_answer(installed, day, port), as_json=as_json, lines=_lines(installed, day, port, named))
    if not no_serve:
        serve(host=HOST, port=port)


def _stand_on(day: date | None) -> date:
    """Set the clock of this process and of the server's workers to the demonstration's day."""
    if day is not None:
        os.environ["HUIYIN_TODAY"] = day.isoformat()
    return clock.today()


def _accounts() -> list[tuple[str, str, str]]:
    """Sign-in name, name, and what the person is."""
    told = people()["accounts"]
    username, name, _level = told["observer"]
    held = [(row[0], row[1], _standing(row[2], row[3], row[1])) for row in told["of"]]
    return [*held, (username, name, str(_("Observer above")))]


def _standing(role: str, stands_for: str, name: str) -> str:
    label = str(Role(role).label)
    if stands_for in ("", name):
        return label
    return _("%(role)s, %(unit)s") % {"role": label, "unit": stands_for}


def _answer(installed: Installed, day: date, port: int) -> dict[str, object]:
    accounts = [dict(zip(("username", "name", "role"), row, strict=True)) for row in _accounts()]
    return {
        "built": installed.built,
        "town": people()["town"]["slug"],
        "today": day.isoformat(),
        "built_for": installed.fixed_day.isoformat() if installed.fixed_day else "",
        "address": f"http://{HOST}:{port}/",
        "password": installed.password,
        "accounts": accounts,
    }


def _lines(installed: Installed, day: date, port: int, named: date | None) -> list[str]:
    built = _("The demonstration town is built.")
    found = _("The demonstration town was here already; nothing was changed.")
    return [
        built if installed.built else found,
        _("It shows the day %(day)s. All names are invented.") % {"day": day.isoformat()},
        *_another_day(installed, named),
        _("Address: %(address)s") % {"address": f"http://{HOST}:{port}/"},
        _("Password of all accounts, made for this installation: %(password)s")
        % {"password": installed.password},
        *(f"  {username:<12} {name}  {what}" for username, name, what in _accounts()),
        _("What to look at:"),
        *(f"  · {line}" for line in _sights()),
    ]


def _another_day(installed: Installed, named: date | None) -> list[str]:
    """A town is built around a day: shown as of another one much is late or lies ahead, so that is said."""
    if installed.built or named in (None, installed.fixed_day):
        return []
    built_for = installed.fixed_day.isoformat() if installed.fixed_day else _("the day of its building")
    words = _(
        "Careful: it was built for another day (%(built)s) and stays as it is; as of %(day)s much is late or "
        "lies ahead. For a town around that day name an empty folder in HUIYIN_HOME."
    )
    return [words % {"built": built_for, "day": named.isoformat() if named else ""}]


def _sights() -> list[str]:
    return [
        _("wenxiu: the workbench; what is due today, and which figure opens to which list."),
        _("wenxiu: matter 8号 of last year was called solved twice and was solved in its third round."),
        _("wenxiu: last year's session: votes, a tie, projects chosen, minutes, the package of papers."),
        _("zhuxi: who was satisfied though nothing was solved; what was promised and is late."),
        _("shuili: the water station's desk; answer the second round that is overdue."),
        _("xiaohong: a deputy's own matters, made for a telephone."),
    ]
