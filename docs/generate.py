"""Draws the generated documents anew: `./run docs`; with --check it only tells whether one is stale."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
from django.utils.translation import override

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.settings")
django.setup()

# What is drawn is imported when Django stands.
import click  # noqa: E402

from huiyin.assembly import lifecycle as of_assembly  # noqa: E402
from huiyin.cli.main import main as huiyin  # noqa: E402
from huiyin.core.diagrams import markdown, state_diagram, table_of_acts, table_of_states  # noqa: E402
from huiyin.core.lifecycle import Lifecycle  # noqa: E402
from huiyin.deadlines.permissions import may_set_rules  # noqa: E402
from huiyin.deadlines.reckoning import Rule  # noqa: E402
from huiyin.deadlines.rulebook import Profile, RuleCode, shipped_profiles  # noqa: E402
from huiyin.deadlines.sentences import event_label, period_said, rule_label  # noqa: E402
from huiyin.desk.navigation import PAGES  # noqa: E402
from huiyin.matters import permissions as of_matters  # noqa: E402
from huiyin.matters.claims import Claim, schemes  # noqa: E402
from huiyin.matters.lifecycle import MATTER_LIFECYCLE  # noqa: E402
from huiyin.people import permissions as of_people  # noqa: E402
from huiyin.people.models import Standing  # noqa: E402
from huiyin.people.roles import UNIT, Role  # noqa: E402
from huiyin.projects.lifecycle import PROJECT_LIFECYCLE  # noqa: E402

ROLES = [str(role) for role in Role.values]
MARK = "●"


def documents() -> dict[Path, str]:
    """Every generated document and what it must contain."""
    with override("en"):
        pages = {
            "lifecycle": lifecycle_page(),
            "assembly": assembly_page(),
            "roles": roles_page(),
            "commands": commands_page(),
            "rules": rules_page(),
            "claims": claims_page(),
        }
    return {REFERENCE / f"{name}.md": text for name, text in pages.items()}


# The life of a matter

LIFECYCLE_PAGE = """# The life of a matter

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


def lifecycle_page() -> str:
    conditions = [f"- `{t.act}`: {t.needs.otherwise}" for t in MATTER_LIFECYCLE.transitions if t.needs]
    return LIFECYCLE_PAGE.format(
        diagram=state_diagram(MATTER_LIFECYCLE),
        states=markdown(table_of_states(MATTER_LIFECYCLE)),
        acts=markdown(table_of_acts(MATTER_LIFECYCLE, ROLES, lambda role, t: allows(t.who, role))),
        conditions="\n".join(conditions),
    )


def allows(predicate: Any, role: str) -> bool:
    """Whether a predicate lets somebody of this role (of a handling unit, or who signed)."""
    user = SimpleNamespace(standing_in=lambda _township: Standing(roles=frozenset({role})))
    matter = SimpleNamespace(
        township_id=1,
        is_handled_by=lambda _units: role in UNIT,
        was_handled_by=lambda _units: role in UNIT,
        is_signed_by=lambda _deputies: role == Role.DEPUTY,
    )
    return bool(predicate(user, matter))


# The lives of what the assembly keeps

ASSEMBLY_PAGE = """# The assembly

Drawn by `./run docs` from `huiyin/assembly/lifecycle.py` and `huiyin/projects/lifecycle.py`; do not edit. A
deputy: only who signed.

{lives}
"""

LIVES = (
    ("A session", of_assembly.CONVOCATION_LIFECYCLE),
    ("A meeting", of_assembly.MEETING_LIFECYCLE),
    ("An item of the agenda", of_assembly.ITEM_LIFECYCLE),
    ("A motion, a recall", of_assembly.MOTION_LIFECYCLE),
    ("An interpellation", of_assembly.INTERPELLATION_LIFECYCLE),
    ("A vote", of_assembly.VOTE_LIFECYCLE),
    ("An election", of_assembly.ELECTION_LIFECYCLE),
    ("A by-election of deputies", of_assembly.BY_ELECTION_LIFECYCLE),
    ("A livelihood project", PROJECT_LIFECYCLE),
)


def assembly_page() -> str:
    return ASSEMBLY_PAGE.format(lives="\n\n".join(_life(title, one) for title, one in LIVES))


def _life(title: str, one: Lifecycle) -> str:
    acts = markdown(table_of_acts(one, ROLES, lambda role, t: allows(t.who, role)))
    return f"## {title}\n\n```mermaid\n{state_diagram(one)}\n```\n\n{acts}"


# Who sees and does what

ROLES_PAGE = """# Roles

Drawn by `./run docs` from `huiyin/people/roles.py`, `huiyin/desk/navigation.py` and the predicates in the
apps' `permissions.py`; do not edit. A person may hold several roles, in several townships.

| role | identifier |
| --- | --- |
{roles}

An **observer above** holds no role in a township but an `Oversight` of a region, and reads the figures of the
townships below it; nothing sealed and nothing personal.

## Pages in the navigation

{pages}

## Rights beside the lifecycle

Who may do which act of a matter stands in [lifecycle.md](lifecycle.md).

{rights}
"""

RIGHTS = (
    ("read the town's settings, people, units and journal", of_people.reads_settings),
    ("change the town's settings, people, claim scheme, fields, numbering", of_people.keeps_settings),
    ("choose the rule profile, set and withdraw the town's own periods", may_set_rules),
    ("revoke a personal link", of_people.keeps_settings),
    ("send personal links, issue papers about a matter", of_matters.office),
    ("issue the unit's own reply letter", of_matters.office_or_unit),
    ("read voters' names and telephone numbers", of_matters.office),
    ("import a ledger", of_people.is_clerk),
)


def roles_page() -> str:
    pages = [[str(label), *(MARK if role in who else "" for role in ROLES)] for label, who in _pages()]
    rights = [[text, *(MARK if allows(may, role) else "" for role in ROLES)] for text, may in RIGHTS]
    return ROLES_PAGE.format(
        roles="\n".join(f"| {Role(role).label} | `{role}` |" for role in ROLES),
        pages=markdown([["page", *ROLES], *pages]),
        rights=markdown([["right", *ROLES], *rights]),
    )


def _pages() -> Iterator[tuple[Any, frozenset[Any]]]:
    for group in PAGES:
        for label, _name, who in group:
            yield label, who


# Commands

COMMANDS_PAGE = """# Commands

Drawn by `./run docs` from the commands' own help; do not edit. In a checkout the program is
`.venv/bin/huiyin`; data live under `HUIYIN_HOME` ([operate.md](../guides/operate.md)). Exit status: 0 good,
1 refused or found broken, 2 wrong use. With `--json` the answer is one line of JSON.

{commands}
"""


def commands_page() -> str:
    return COMMANDS_PAGE.format(commands="\n\n".join(_helps(huiyin, None, "huiyin")))


def _helps(command: click.Command, parent: click.Context | None, name: str) -> Iterator[str]:
    """The help of a command and of every command below it."""
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, max_content_width=100)
    if parent is not None:
        yield f"## {context.command_path}\n\n```text\n{command.get_help(context).strip()}\n```"
    if isinstance(command, click.Group):
        for below in command.list_commands(context):
            found = command.get_command(context, below)
            if found is not None:
                yield from _helps(found, context, below)


# Rule profiles

RULES_PAGE = """# Rule profiles

Drawn by `./run docs` from `huiyin/deadlines/profiles/*.toml`; do not edit. A township picks one profile and
may set a period of its own with a reason. A period in *italics* is a province's rule for townships, which
goes before its general rule; (c) marks common practice that stands in no legal text. The law's own limit
binds every profile: a date behind it is cut at the limit and flagged.

{periods}

{profiles}
"""


def rules_page() -> str:
    profiles = list(shipped_profiles().values())
    head = ["clock", "identifier", *(str(profile.name) for profile in profiles)]
    rows = [
        [rule_label(code), f"`{code}`", *(_period(profile.rule(code)) for profile in profiles)]
        for code in RuleCode.values
    ]
    return RULES_PAGE.format(
        periods=markdown([head, *rows]), profiles="\n\n".join(_profile(profile) for profile in profiles)
    )


def _period(rule: Rule) -> str:
    if rule.amount is None or rule.unit is None:
        return "required" if rule.required else "–"
    words = period_said(rule.amount, rule.unit, rule.before)
    words = f"*{words}*" if rule.scope == "township" else words
    return f"{words} (c)" if rule.kind == "custom" else words


def _profile(profile: Profile) -> str:
    """Start, basis and source of each clock that this profile itself lays down."""
    rows = [["clock", "period", "starts when", "basis", "source"]]
    rows += [
        [f"`{code}`", _period(rule), event_label(rule.start_event), str(rule.basis), rule.source.zh]
        for code in RuleCode.values
        if _is_its_own(profile, rule := profile.rule(code))
    ]
    return f"## {profile.name} (`{profile.id}`)\n\n{profile.source.zh}\n\n{markdown(rows)}"


def _is_its_own(profile: Profile, rule: Rule) -> bool:
    national = shipped_profiles()["national"]
    return profile.id == national.id or rule != national.rule(rule.code)


# Claim schemes

CLAIMS_PAGE = """# Claim schemes

Drawn by `./run docs` from `huiyin/matters/schemes/*.toml`; do not edit. What follows from a claim is a flag
of the scheme; no letter is ever asked for in the code.

{schemes}
"""
FLAGS = ("counts_as_solved", "needs_date", "needs_reason", "needs_followup", "needs_upward_report")


def claims_page() -> str:
    return CLAIMS_PAGE.format(
        schemes="\n\n".join(
            f"## {scheme.name_zh} · {scheme.name_en} (`{scheme.id}`)\n\n{scheme.source}\n\n"
            + markdown([["code", "label", *(f"`{flag}`" for flag in FLAGS)], *map(_claim, scheme.claims)])
            for scheme in schemes().values()
        )
    )


def _claim(claim: Claim) -> list[str]:
    marks = [MARK if getattr(claim, flag) else "" for flag in FLAGS]
    return [claim.code, f"{claim.label_zh} · {claim.label_en}", *marks]


def main() -> int:
    drawn = documents()
    stale = [path for path, text in drawn.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is stale: run ./run docs")  # noqa: T201
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn[path], "utf-8")
        print(f"{path.relative_to(ROOT)} is drawn anew.")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
