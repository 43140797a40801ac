"""The real server with the bare pages beside the real ones: `python -m bench.server PORT`."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def serve(port: int) -> None:
    """As `huiyin serve`: the same preparation, workers and threads."""
    import django  # noqa: PLC0415 - the rest of this module runs without Django

    django.setup()

    from granian import Granian  # noqa: PLC0415
    from granian.constants import Interfaces  # noqa: PLC0415

    from huiyin.cli.serve import THREADS, WORKERS, prepare  # noqa: PLC0415

    prepare()
    Granian(
        "bench.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_enabled=False,
        websockets=False,
    ).serve()


@contextmanager
def running(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The server, started and stopped again; gives its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "bench.server", str(port)], env=environment)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("The server did not start; the lines above say why.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not answer within a minute.")


def memory_of(pid: int) -> float:
    """The memory of a process and all below it in MB, shared pages counted once (PSS)."""
    return sum(_pss(one) for one in _tree(pid)) / 1024


def resident_of(pid: int) -> float:
    """The same in MB, each process by itself (RSS): what pages they share is counted for each."""
    pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in _tree(pid))
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def cpu_of(pid: int) -> float:
    """The processor time in seconds that a process and all below it have used."""
    ticks = 0
    for one in _tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _tree(int(child)))]


def _pss(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    serve(int(sys.argv[1]))
