"""Whether this installation has its tables yet: asked before an error of the database is shown as one."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _


def has_tables() -> bool:
    """Whether the tables are there; an SQLite file is not made by asking."""
    if _is_missing():
        return False
    try:
        return "deadlines_calendarversion" in connection.introspection.table_names()
    except DatabaseError:
        return False


def _is_missing() -> bool:
    """Whether there is no SQLite file, or one without a single byte, as a first question leaves it."""
    name = settings.DATABASES["default"]["NAME"]
    return (
        connection.vendor == "sqlite"
        and isinstance(name, Path)
        and not (name.exists() and name.stat().st_size > 0)
    )


def why_not_ready() -> str:
    """Why the database cannot be used yet, in one sentence with what to do; empty when it can be."""
    if has_tables():
        return ""
    if not _is_missing():
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            first = str(error).strip().partition("\n")[0]
            return _("The database does not answer: %(error)s") % {"error": first}
    return _(
        "There is no town here yet. Enter one with `huiyin found`, or build the invented one with "
        "`huiyin demo`."
    )
