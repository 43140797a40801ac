"""The box: `python -m bench.ballots [--quick]` measures secret electronic ballots against `huiyin serve`.

71 phones cast at once on SQLite, as in a hall; 2,000 ballots by a hundred phones at once on PostgreSQL, as on
a server for many towns. Each phone asks for its page, answers, looks, and casts on a kept connection; one in
twenty sends its ballot twice. What is measured is the casting; afterwards the vote is closed and the count is
compared with what was cast. Every commit is on the disk before a phone hears of it, on both databases.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench.hall import ROOT, serving
from bench.server import cpu_of
from bench.table import Line, drawn
from tests.plugins.server import PostgreSQL

AT_ONCE = 100  # phones at the same moment, on a server for many towns
TWICE = 20  # one phone in so many sends its ballot twice
PLACES = 10  # of twelve projects
SLOWEST = 1000  # milliseconds (p99)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


class Durable(PostgreSQL):
    """A server that keeps what it said it kept."""

    durability = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True)
class Wanted:
    """One measurement: how many ballots, by how many phones at once, within how many seconds."""

    name: str
    ballots: int
    at_once: int
    seconds: float


@dataclass
class Heard:
    """What the phones heard."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    chosen: Counter[str] = field(default_factory=Counter)


class Connection:
    """A kept connection to the server."""

    def __init__(self, port: int) -> None:
        self.port = port

    async def open(self) -> "Connection":
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    async def ask(self, method: str, path: str, form: Any = (), cookie: str = "") -> tuple[int, str, str]:
        """Status, cookie and page."""
        body = urlencode(form).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {cookie}\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\n" if body else ""
        self.writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        said = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        said = {name.lower(): value for name, value in said.items()}
        page = await self.reader.readexactly(int(said.get("content-length", 0)))
        return int(lines[0].split()[1]), said.get("set-cookie", "").split(";")[0], page.decode()


@dataclass
class Phone:
    """A voter with a slip."""

    path: str
    chosen: list[str]
    cookie: str = ""
    sending: list[tuple[str, str]] = field(default_factory=list)

    async def prepare(self, line: Connection) -> None:
        """The question and the look, up to the last button."""
        _status, self.cookie, page = await line.ask("GET", self.path)
        answers = [*carried(page, 1), *(("chosen", key) for key in self.chosen)]
        _status, _cookie, page = await line.ask("POST", self.path, answers, self.cookie)
        self.sending = carried(page, -1)

    async def cast(self, line: Connection, heard: Heard) -> None:
        """Press the last button and wait until the page says that it was received."""
        for _time in range(2 if random.randrange(TWICE) == 0 else 1):
            since = time.perf_counter()
            status, _cookie, page = await line.ask("POST", self.path, self.sending, self.cookie)
            heard.took.append(time.perf_counter() - since)
            if status != 200 or "ballot-tick" not in page:
                heard.wrong.append(str(status))
                return
        heard.chosen.update(self.chosen)


def carried(page: str, form: int) -> list[tuple[str, str]]:
    return HIDDEN.findall(page.partition("<main")[2].split("<form")[form])


@dataclass(frozen=True)
class Cast:
    """One run: what the phones heard, how long it took, what the server spent on it, what was counted."""

    wanted: Wanted
    heard: Heard
    seconds: float
    preparing: float
    cpu: float
    returned: int
    counted: dict[str, int]


async def vote(
    wanted: Wanted, port: int, pid: int, plan: dict[str, Any]
) -> tuple[Heard, float, float, float]:
    """All phones look at their ballots; then as many as there may be at once cast, until all have."""
    phones = [
        Phone(f"/{plan['town']}/assembly/b/{code}/", random.sample(plan["options"], PLACES))
        for code in plan["codes"]
    ]
    lines = [await Connection(port).open() for _ in range(wanted.at_once)]
    heard = Heard()

    async def each(line: Connection, waiting: Iterator[Phone], *, cast: bool) -> None:
        for phone in waiting:
            await (phone.cast(line, heard) if cast else phone.prepare(line))

    begun = time.perf_counter()
    waiting = iter(phones)
    await asyncio.gather(*(each(line, waiting, cast=False) for line in lines))
    since, before = time.perf_counter(), cpu_of(pid)
    waiting = iter(phones)
    await asyncio.gather(*(each(line, waiting, cast=True) for line in lines))
    until, spent = time.perf_counter(), cpu_of(pid) - before
    for line in lines:
        line.writer.close()
    return heard, until - since, since - begun, spent


def build(ballots: int) -> None:
    """A congress of 71 in session and an open vote with so many slips, by the acts that people use."""
    import django  # noqa: PLC0415 - the rest of this module runs without Django

    django.setup()

    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)

    from bench.towns import DEPUTIES, found  # noqa: PLC0415
    from huiyin.assembly.actions.attendance import sign_in_deputies  # noqa: PLC0415
    from huiyin.assembly.actions.convening import call_session, open_session, prepare_session  # noqa: PLC0415
    from huiyin.assembly.actions.meetings import open_meeting, plan_meeting  # noqa: PLC0415
    from huiyin.assembly.actions.slips import print_slips  # noqa: PLC0415
    from huiyin.assembly.actions.voting import Choice, open_vote, prepare_vote  # noqa: PLC0415
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
    sign_in_deputies(meeting, deputies=seated, **_doing())
    meeting = open_meeting(meeting, **_doing())
    choices = [Choice(f"民生项目{n:02}") for n in range(1, PLACES + 3)]
    vote = prepare_vote(
        meeting, title="民生实事项目票决", subject="choice", method="slips", rule="most_over_half",
        winners=PLACES, choices=choices, **_doing(),
    )  # fmt: skip
    codes = print_slips(vote, max(ballots, DEPUTIES), **_doing()).codes[:ballots]
    open_vote(vote, **_doing())
    options = [str(one.pk) for one in vote.options.order_by("position")]
    plan = {"town": town.township.slug, "codes": codes, "options": options, "vote": str(vote.pk)}
    sys.stdout.write(json.dumps(plan))


def close(vote: str, issued: int) -> None:
    """Close the vote; prints how many ballots were in the box and what each option came to."""
    import django  # noqa: PLC0415

    django.setup()

    from huiyin.assembly.actions.voting import close_vote  # noqa: PLC0415
    from huiyin.assembly.models.votes import Vote  # noqa: PLC0415

    closed = close_vote(Vote.objects.get(pk=vote), issued=issued, **_doing())
    counted = {str(one.pk): one.in_favour for one in closed.options.all()}
    sys.stdout.write(json.dumps([closed.returned, counted]))


def _doing() -> dict[str, Any]:
    from huiyin.core.clock import now  # noqa: PLC0415
    from huiyin.core.tenancy import uuid7  # noqa: PLC0415

    return {"by": None, "at": now(), "act_id": uuid7()}


def run(wanted: Wanted, database: str) -> Cast:
    """One measurement from an empty database to the count."""
    with tempfile.TemporaryDirectory(prefix="huiyin-box-") as home:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
        told = {"HUIYIN_HOME": home, "DJANGO_SETTINGS_MODULE": "huiyin.settings"}
        environment = {**clean, **told, **({"HUIYIN_DATABASE_URL": database} if database else {})}
        plan = _told(environment, "build", str(wanted.ballots))
        with serving(environment) as (port, pid):
            heard, seconds, preparing, cpu = asyncio.run(vote(wanted, port, pid, plan))
        returned, counted = _told(environment, "close", plan["vote"], str(wanted.ballots))
    return Cast(wanted, heard, seconds, preparing, cpu, returned, counted)


def _told(environment: dict[str, str], *words: str) -> Any:
    command = [sys.executable, "-m", "bench.ballots", *words]
    done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


@contextmanager
def postgresql() -> Iterator[str]:
    """The server at TEST_DATABASE_URL, or one of our own whose commits are on the disk."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    server = Durable()
    try:
        yield server.start()
    finally:
        server.stop()


def lines_of(found: Cast) -> list[Line]:
    wanted, heard = found.wanted, found.heard
    took = sorted(1000 * one for one in heard.took)
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    right = found.returned == wanted.ballots and found.counted == dict(heard.chosen) and not heard.wrong
    rate = f"{wanted.ballots / found.seconds:.0f}/s; {1000 * found.cpu / len(took):.1f} ms of processor each"
    name = f"{wanted.ballots:,} ballots, {wanted.at_once} phones at once, {wanted.name}"
    looked = f"pages before it: {found.preparing:.1f} s"
    limit = f"≤ {wanted.seconds:.0f} s"
    return [
        Line(name, f"{found.seconds:.2f} s", f"{rate}; {looked}", limit, found.seconds <= wanted.seconds),
        Line("  slowest (p99)", f"{p99:.0f} ms", f"p50 {p50:.0f} ms", f"< {SLOWEST} ms", p99 < SLOWEST),
        Line(
            "  in the box, and the count as cast", f"{found.returned:,}", f"{len(took):,} sendings",
            f"{wanted.ballots:,}, alike", right,
        ),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench.ballots", description="Measure secret electronic ballots.")
    parser.add_argument("--quick", action="store_true", help="fewer ballots: a look, not a measurement")
    many = 200 if parser.parse_args().quick else 2000
    before = os.getloadavg()[0]
    lines = lines_of(run(Wanted("SQLite", 71, 71, 3), ""))
    with postgresql() as url:
        lines += lines_of(run(Wanted("PostgreSQL", many, AT_ONCE, 10), url))
    sys.stdout.write(
        f"\n{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}; "
        f"load average before {before:.1f}, after {os.getloadavg()[0]:.1f}\n\n{drawn(lines)}\n"
    )


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["build", ballots]:
            build(int(ballots))
        case ["close", vote_key, issued]:
            close(vote_key, int(issued))
        case _:
            main()
