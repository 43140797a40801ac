"""`huiyin COMMAND`: exit status 0 good, 1 refused or found broken, 2 wrong use."""

import os
from importlib import import_module

import click
import django

COMMANDS = {  # name: module in huiyin.cli; its function is `command`
    "calendar": "calendar",
    "clock": "clock",
    "demo": "demo",
    "figures": "figures",
    "found": "found",
    "import-ledger": "ledger",
    "journal": "journal",
    "serve": "serve",
}


class Commands(click.Group):
    """Loads a command's module, and Django with it, only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.settings")
        django.setup()
        command: click.Command = import_module(f"huiyin.cli.{COMMANDS[name]}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Huiyin 回音: the casework of a township's People's Congress."""
