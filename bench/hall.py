"""The hall: `python -m bench.hall [--followers N] [--seconds N]` measures what a hall full of screens costs.

So many browsers follow the screen of one meeting, each asking every two seconds on a kept connection with the
mark of what it shows, against `huiyin serve` on SQLite, while deputies go on signing in.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.server import cpu_of, memory_of, resident_of
from bench.table import MEMORY, Line, drawn

ROOT = Path(__file__).resolve().parent.parent
EVERY = 2.0  # seconds between two questions of one screen, as in static/assembly/follow.js
CHANGE = 7.0  # seconds between two deputies who sign in
QUORUM = 48  # of 71
WARM = 4.0  # seconds in which nothing is measured yet
CORES, SLOWEST = 1.0, 1000  # the server's processor time for a second; milliseconds (p99)


@dataclass
class Heard:
    """What the followers heard."""

    took: list[float] = field(default_factory=list)
    unchanged: int = 0
    changed: int = 0
    wrong: list[str] = field(default_factory=list)


class Follower:
    """One screen: a kept connection, and the mark of what it shows."""

    def __init__(self, port: int, path: str, heard: Heard) -> None:
        self.port, self.path, self.heard, self.mark = port, path, heard, ""

    async def follow(self, begin: float, until: float) -> None:
        await asyncio.sleep(random.random() * EVERY)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while (since := time.perf_counter()) < until:
            status = await self._ask(reader, writer)
            if since >= begin:
                self._note(status, time.perf_counter() - since)
            await asyncio.sleep(EVERY)
        writer.close()

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> int:
        asked = f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAccept-Encoding: gzip\r\n"
        writer.write(f"{asked}If-None-Match: {self.mark}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        said = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        await reader.readexactly(int(said.get("content-length", 0)))
        self.mark = said.get("etag", self.mark).replace("w/", "W/", 1)
        return int(head[0].split()[1])

    def _note(self, status: int, took: float) -> None:
        self.heard.took.append(took)
        if status == 304:
            self.heard.unchanged += 1
        elif status == 200:
            self.heard.changed += 1
        else:
            self.heard.wrong.append(str(status))


async def follow_all(port: int, path: str, followers: int, seconds: float) -> Heard:
    heard, begin = Heard(), time.perf_counter() + WARM
    screens = [Follower(port, path, heard) for _ in range(followers)]
    await asyncio.gather(*(one.follow(begin, begin + seconds) for one in screens))
    return heard


def build() -> None:
    """A town with 71 seats, a session and an open meeting, by the acts that people use; prints its screen."""
    import django  # noqa: PLC0415 - the rest of this module runs without Django

    django.setup()

    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)

    from bench.towns import DEPUTIES, found  # noqa: PLC0415
    from huiyin.assembly.actions.agenda import plan_item, take_up_item  # noqa: PLC0415
    from huiyin.assembly.actions.attendance import sign_in_deputies  # noqa: PLC0415
    from huiyin.assembly.actions.convening import call_session, open_session, prepare_session  # noqa: PLC0415
    from huiyin.assembly.actions.meetings import open_meeting, plan_meeting  # noqa: PLC0415
    from huiyin.core.clock import now  # noqa: PLC0415
    from huiyin.people.actions.roster import enrol_deputy  # noqa: PLC0415

    town = found(1)
    term = town.sessions[-1].term
    names = [f"代表{n:02}" for n in range(1, DEPUTIES + 1)]
    seated = [enrol_deputy(town.township, name=name, term=term, **_doing()) for name in names]
    session = prepare_session(town.sessions[-1], place="会议室", **_doing())
    session = open_session(call_session(session, **_doing()), **_doing())
    meeting = plan_meeting(
        town.township, convocation=session, kind="plenary", starts_at=now(), **_doing()
    )  # fmt: skip
    items = [plan_item(meeting, title=f"听取第{n}个报告", speaker="镇长", **_doing()) for n in range(1, 9)]
    sign_in_deputies(meeting, deputies=seated[:QUORUM], **_doing())
    open_meeting(meeting, **_doing())
    take_up_item(items[0], **_doing())
    sys.stdout.write(json.dumps([town.township.slug, meeting.hall_key]))


def sign_in(slug: str, key: str) -> None:
    """Sign deputies in, one every few seconds, until stopped."""
    import django  # noqa: PLC0415

    django.setup()

    from huiyin.assembly.actions.attendance import sign_in_deputy, sign_out_deputy  # noqa: PLC0415
    from huiyin.assembly.models.meetings import Meeting  # noqa: PLC0415
    from huiyin.assembly.queries.counts import entitled_at  # noqa: PLC0415
    from huiyin.core.clock import now  # noqa: PLC0415

    meeting = Meeting.objects.get(township__slug=slug, hall_key=key)
    deputies = list(entitled_at(meeting, now()).order_by("id"))[QUORUM:]
    while True:
        for deputy in deputies:
            presence = sign_in_deputy(meeting, deputy=deputy, **_doing())
            time.sleep(CHANGE)
            sign_out_deputy(presence, **_doing())


def _doing() -> dict[str, Any]:
    from huiyin.core.clock import now  # noqa: PLC0415
    from huiyin.core.tenancy import uuid7  # noqa: PLC0415

    return {"by": None, "at": now(), "act_id": uuid7()}


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """`huiyin serve`, started and stopped again; gives its port and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "huiyin"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(900):
        if process.poll() is not None:
            raise SystemExit("The server did not start; the lines above say why.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not answer.")


@dataclass(frozen=True)
class Measured:
    heard: Heard
    cores: float
    resident: float  # MB, every process of the tree by itself
    memory: float  # MB, shared pages counted once


async def measured(port: int, pid: int, path: str, followers: int, seconds: float) -> Measured:
    """Follow, and look at the server's processes meanwhile."""
    following = asyncio.create_task(follow_all(port, path, followers, seconds))
    await asyncio.sleep(WARM)
    before, since = cpu_of(pid), time.perf_counter()
    await asyncio.sleep(seconds)
    cores = (cpu_of(pid) - before) / (time.perf_counter() - since)
    sizes = resident_of(pid), memory_of(pid)
    return Measured(await following, cores, *sizes)


def lines_of(found: Measured, followers: int, seconds: float) -> list[Line]:
    heard = found.heard
    took = sorted(1000 * one for one in heard.took)
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    share = heard.unchanged / len(took)
    rate = f"{len(took)} answers, {len(took) / seconds:.0f}/s"
    redrawn = f"{heard.changed} answers with the new screen"
    return [
        Line(
            f"{followers} screens: processor",
            f"{found.cores:.2f} cores",
            rate,
            f"< {CORES:.0f}",
            found.cores < CORES,
        ),
        Line(
            "server memory, shared pages once (PSS)",
            f"{found.memory:.0f} MB",
            f"process by process (RSS): {found.resident:.0f} MB",
            f"< {MEMORY} MB",
            found.memory < MEMORY,
        ),
        Line("answer, p99", f"{p99:.1f} ms", f"p50 {p50:.1f} ms", f"< {SLOWEST} ms", p99 < SLOWEST),
        Line("answers without content (304)", f"{100 * share:.1f} %", redrawn, "", True),
        Line("wrong answers", str(len(heard.wrong)), ", ".join(heard.wrong[:3]), "0", not heard.wrong),
    ]


def _environment(home: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    return clean | {"HUIYIN_HOME": home, "DJANGO_SETTINGS_MODULE": "huiyin.settings"}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.hall", description="Measure the hall's screen.")
    parser.add_argument("--followers", type=int, default=300, help="how many screens (300)")
    parser.add_argument("--seconds", type=float, default=20, help="for how long (20)")
    parser.add_argument("--part", choices=["build", "sign-in"], help=argparse.SUPPRESS)
    parser.add_argument("words", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    chosen = options()
    if chosen.part == "build":
        return build()
    if chosen.part == "sign-in":
        return sign_in(*chosen.words)
    with tempfile.TemporaryDirectory(prefix="huiyin-hall-") as home:
        environment, run = _environment(home), [sys.executable, "-m", "bench.hall", "--part"]
        built = subprocess.run([*run, "build"], env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        slug, key = json.loads(built.stdout)
        path = f"/{slug}/assembly/hall/{key}/state/"
        with serving(environment) as (port, pid):
            door = subprocess.Popen([*run, "sign-in", slug, key], env=environment, cwd=ROOT)
            try:
                found = asyncio.run(measured(port, pid, path, chosen.followers, chosen.seconds))
            finally:
                door.terminate()
    lines = lines_of(found, chosen.followers, chosen.seconds)
    machine = f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, SQLite"
    load = f"load average {os.getloadavg()[0]:.1f}"
    sys.stdout.write(f"{machine}; {load}\n\n{drawn(lines)}\n")
    raise SystemExit(0 if all(line.good for line in lines) else 1)


if __name__ == "__main__":
    main()
