"""Rows of two townships never meet: PostgreSQL refuses it by composite keys, elsewhere the act asks here."""

from typing import Any

from django.utils.translation import gettext as _

from huiyin.core.errors import ForeignRow


def require_same_township(township_id: Any, *rows: Any) -> None:
    """Refuse when one of the rows (None is skipped) belongs to another township.

    Raises ForeignRow.
    """
    if any(row is not None and row.township_id != township_id for row in rows):
        raise ForeignRow(_("This record belongs to another township and cannot be linked here."))
