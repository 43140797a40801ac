"""Runs in pairs: real page, bare page, real page ... so that a busy machine weighs on both alike."""

import json
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from bench.server import cpu_of


@dataclass
class Runs:
    """All runs of one kind of request with one number of clients."""

    rates: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def cpu_ms(self) -> float:
        """Processor time of the server for one answer: what a busy machine distorts least."""
        return statistics.median(self.cpu)

    @property
    def rate(self) -> float:
        """Answers in a second: the median of the runs."""
        return statistics.median(self.rates)

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 of 100 answers came."""
        return 1000 * sorted(self.took)[int(len(self.took) * 0.95)]

    def as_json(self) -> dict[str, float]:
        said = {"per_second": round(self.rate, 1), "p95_ms": round(self.p95, 2)}
        return said | {"cpu_ms": round(self.cpu_ms, 2), "answers": len(self.took)}


@dataclass
class Pair:
    """A page beside its bare twin, and beside the same bytes with nothing drawn."""

    real: Runs = field(default_factory=Runs)
    bare: Runs = field(default_factory=Runs)
    floor: Runs = field(default_factory=Runs)

    @property
    def ratio(self) -> float:
        """The share of the limit that the page reaches: the median over the pairs of runs."""
        return statistics.median(a / b for a, b in zip(self.real.rates, self.bare.rates, strict=True))

    @property
    def cpu_ratio(self) -> float:
        """The same by processor time."""
        return statistics.median(b / a for a, b in zip(self.real.cpu, self.bare.cpu, strict=True))


def load(port: int, clients: int, seconds: float, requests: list[dict[str, Any]]) -> dict[str, Any]:
    """One run in a process of its own."""
    wanted = json.dumps({"port": port, "clients": clients, "seconds": seconds, "requests": requests})
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"], input=wanted, capture_output=True, text=True, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    if result["wrong"]:
        raise SystemExit(f"Wrong answers: {result['wrong']}")
    return result


def add(
    runs: Runs, where: tuple[int, int], clients: int, seconds: float, requests: list[dict[str, Any]]
) -> None:
    """One run more; `where` are the server's port and process."""
    port, pid = where
    before = cpu_of(pid)
    result = load(port, clients, seconds, requests)
    runs.cpu.append(1000 * (cpu_of(pid) - before) / len(result["took"]))
    runs.rates.append(len(result["took"]) / result["seconds"])
    runs.took += result["took"]


def twins_of(name: str, requests: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """The bare requests that belong to the real ones."""
    if name == "register":
        return [{**requests[0], "path": "/bare/register/0/"}]
    return [{**one, "path": f"/{kind}/{name}/{number}/"} for number, one in enumerate(requests)]


def measure(
    where: tuple[int, int],
    name: str,
    requests: list[dict[str, Any]],
    *,
    clients: int,
    seconds: float,
    rounds: int,
) -> Pair:
    """The page and its twins in turn, after one turn that only warms up."""
    pair = Pair()
    sides = [(pair.real, requests), (pair.bare, twins_of(name, requests, "bare"))]
    if name != "register":
        sides.append((pair.floor, twins_of(name, requests, "floor")))
    for _runs, wanted in sides:
        add(Runs(), where, clients, min(1.0, seconds), wanted)
    for turn in range(rounds):
        for runs, wanted in sides if turn % 2 == 0 else reversed(sides):
            add(runs, where, clients, seconds, wanted)
    return pair
