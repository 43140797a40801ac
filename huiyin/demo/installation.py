"""Where the demonstration lives: in an installation of its own, with a password made for it."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.core.clock import DEMONSTRATION_DAY
from huiyin.core.errors import ActRefused
from huiyin.demo.building import build_town, make_password
from huiyin.townships.models import Township

PASSWORD, DAY = "demo-password", DEMONSTRATION_DAY  # files in HUIYIN_HOME


class NotTheDemonstration(ActRefused):
    """The installation holds a township that is nobody's demonstration."""


@dataclass(frozen=True)
class Installed:
    """The demonstration as it stands: whether it was built just now, its password, and its fixed day."""

    built: bool
    password: str
    fixed_day: date | None


def remembered_day() -> date | None:
    """The day for which the town was built when one was named; the clock then stands on that day."""
    path = _home() / DAY
    return date.fromisoformat(path.read_text()) if path.exists() else None


def install_town(*, today: date, fixed: bool) -> Installed:
    """Build the demonstration town, or find it as it was built: a second time nothing changes.

    `fixed` remembers the day. The password is made once and kept beside the database, readable by the owner
    alone; the database holds its hash.

    Raises NotTheDemonstration when there is a township that was not built here.
    """
    password = _home() / PASSWORD
    if Township.objects.exists():
        if not password.exists():
            raise NotTheDemonstration(
                _(
                    "There is a township here already that is no demonstration. Name an empty folder in "
                    "HUIYIN_HOME, then try again."
                )
            )
        return Installed(False, password.read_text(), remembered_day())
    made = make_password()
    _write(password, made)
    if fixed:
        _write(_home() / DAY, today.isoformat())
    else:
        (_home() / DAY).unlink(missing_ok=True)
    build_town(today=today, password=made)
    return Installed(True, made, today if fixed else None)


def _home() -> Path:
    return Path(settings.HUIYIN_HOME)


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
