"""Draws the generated documents anew: `./run docs`; with --check it only tells whether one is stale."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))


def documents() -> dict[Path, str]:
    """Every generated document and what it must contain."""
    return {ROOT / "docs" / "reference" / "lifecycle.md": lifecycle_page()}


def lifecycle_page() -> str:
    from django.utils.translation import override  # noqa: PLC0415 - Django is set up by now

    from huiyin.core.diagrams import markdown, state_diagram, table_of_acts, table_of_states  # noqa: PLC0415
    from huiyin.matters.lifecycle import MATTER_LIFECYCLE as LIFECYCLE  # noqa: PLC0415
    from huiyin.people.roles import Role  # noqa: PLC0415

    with override("en"):
        conditions = [f"- `{t.act}`: {t.needs.otherwise}" for t in LIFECYCLE.transitions if t.needs]
        return PAGE.format(
            diagram=state_diagram(LIFECYCLE),
            states=markdown(table_of_states(LIFECYCLE)),
            acts=markdown(table_of_acts(LIFECYCLE, list(Role.values), may)),
            conditions="\n".join(conditions),
        )


PAGE = """# The life of a matter

Drawn by `./run docs` from `huiyin/matters/lifecycle.py`; do not edit.

## From state to state

```mermaid
{diagram}
```

Acts that leave the state as it is are in the tables only.

## What is possible in each state

{states}

## Who may do it

A unit's people: only where their unit has an order of the present round. A deputy: only who signed. Nobody of
a unit that ever handled the matter verifies it.

{acts}

## What else must hold

The refusal says it:

{conditions}
"""


def may(role: str, transition: Any) -> bool:
    """Whether the act's own predicate lets somebody of this role (of a handling unit, or who signed)."""
    from huiyin.people.models import Standing  # noqa: PLC0415
    from huiyin.people.roles import UNIT, Role  # noqa: PLC0415

    user = SimpleNamespace(standing_in=lambda _township: Standing(roles=frozenset({role})))
    matter = SimpleNamespace(
        township_id=1,
        is_handled_by=lambda _units: role in UNIT,
        was_handled_by=lambda _units: role in UNIT,
        is_signed_by=lambda _deputies: role == Role.DEPUTY,
    )
    return transition.who(user, matter)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.settings")
    import django  # noqa: PLC0415

    django.setup()
    stale = [path for path, text in documents().items() if not path.exists() or path.read_text() != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run ./run docs")  # noqa: T201
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(documents()[path])
        print(f"{path.relative_to(ROOT)} is drawn anew.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
