"""`huiyin serve`: the whole site in one command: database, static files, web server."""

import hashlib
import os
import socket

import click
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from huiyin.cli.output import speaking

WORKERS, THREADS = 2, 3
EVERYWHERE = {"0.0.0.0", "::"}


@click.command(short_help="Serve this installation.")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0: the whole office network.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@speaking
def command(host: str, port: int) -> None:
    """Bring database and static files up to date and serve the site until stopped."""
    prepare()
    serve(host=host, port=port)


def prepare() -> None:
    """Everything that the site needs before its first page."""
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()


def collect_static() -> None:
    """Copy the static files under their hashed names, unless the last copy was made from the same files."""
    wanted = _fingerprint()
    stamp = settings.STATIC_ROOT / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=settings.STATIC_ROOT.exists())
    stamp.write_text(wanted)


def _fingerprint() -> str:
    files = sorted(
        (name, storage.size(name), storage.get_modified_time(name).timestamp())
        for finder in get_finders()
        for name, storage in finder.list([])
    )
    return hashlib.sha256(repr(files).encode()).hexdigest()


def serve(*, host: str, port: int) -> None:
    """Serve until SIGTERM or Ctrl-C. The workers inherit the names to which they answer."""
    names = [*settings.ALLOWED_HOSTS, *_addresses(host)]
    os.environ["HUIYIN_HOSTS"] = ",".join(dict.fromkeys(names))
    for address in _addresses(host):
        click.echo(f"Huiyin 回音: http://{address}:{port}/")
    server = Granian(
        "huiyin.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_enabled=settings.DEBUG,
        websockets=False,
    )
    server.serve()


def _addresses(host: str) -> list[str]:
    """Under which addresses the site can be reached."""
    if host not in EVERYWHERE:
        return [f"[{host}]" if ":" in host else host]
    here = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    return list(dict.fromkeys(["127.0.0.1", *(str(found[4][0]) for found in here)]))
