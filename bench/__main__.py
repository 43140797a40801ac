"""`./run bench [--matters N] [--quick] [--home DIR]`: builds the data, measures, prints the table."""

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench.measure import Pair, measure
from bench.server import memory_of, running
from bench.sizes import Weight, weight
from bench.table import FIRST_LOAD, GROWTH, LIMIT_SHARE, MEMORY, NEXT_PAGE, Line, drawn

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "bench"
SMALL, TODAY = 1000, "2025-03-10"
NAMES = {"worklist": "worklist page", "matter": "matter page", "search": "search", "register": "register act"}
DATA_FILES = (
    "words.toml",
    *(f"{name}.py" for name in ("texts", "towns", "stories", "patterns", "copies", "data")),
)
AT_ONCE = 4


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run bench", description="Measure speed, memory and size.")
    parser.add_argument("--matters", type=int, default=100_000, help="how many matters (100000)")
    parser.add_argument("--quick", action="store_true", help="short runs: a look, not a measurement")
    parser.add_argument("--home", type=Path, default=RESULTS, help="where the data lie between runs")
    return parser.parse_args()


def fingerprint() -> str:
    """Changes when the builder of the data changes: then they are built anew. Migrations run on kept data."""
    files = b"".join((ROOT / "bench" / name).read_bytes() for name in DATA_FILES)
    return hashlib.sha256(files).hexdigest()[:10]


def environment(home: Path) -> dict[str, str]:
    told = {"HUIYIN_HOME": str(home), "HUIYIN_TODAY": TODAY, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    return clean | told


def python(home: Path, *words: str) -> None:
    subprocess.run([sys.executable, "-m", *words], env=environment(home), cwd=ROOT, check=True)


def prepared(where: Path, matters: int) -> dict[str, Any]:
    """The data of this size, built when they are not there, and the plan of requests."""
    home = where / f"{matters}-{fingerprint()}"
    if not (home / "built").exists():
        say(f"Building {matters:,} matters in {home}")
        python(home, "bench.data", str(matters))
        (home / "built").touch()
    python(home, "bench.plan")
    return {"home": home, **json.loads((home / "plan.json").read_text())}


def measured(plan: dict[str, Any], names: list[str], quick: bool) -> dict[str, Any]:
    """Everything that is asked of one running server."""
    seconds, rounds = (1.0, 1) if quick else (4.0, 3)
    found: dict[str, Any] = {"pairs": {}}
    with running(environment(plan["home"])) as (port, pid):
        for name in names:
            for clients in (1, AT_ONCE):
                wanted = plan["pages"][name]
                pair = measure((port, pid), name, wanted, clients=clients, seconds=seconds, rounds=rounds)
                found["pairs"][name, clients] = pair
                say(
                    f"  {NAMES[name]}, {clients} at once: {pair.real.rate:.0f}/s, "
                    f"bare {pair.bare.rate:.0f}/s; "
                    f"processor {pair.real.cpu_ms:.1f} ms, bare {pair.bare.cpu_ms:.1f} ms"
                )
        found["memory"] = memory_of(pid)
        found["sizes"] = sizes(port, plan)
    return found


def sizes(port: int, plan: dict[str, Any]) -> dict[str, Weight]:
    one = plan["pages"]["worklist"][0]
    town = one["path"].split("/")[1]
    paths = {
        "sign-in": "/sign-in/",
        "workbench": f"/{town}/",
        "worklist": one["path"],
        "register form": f"/{town}/matters/register/",
    }
    paths["matter"] = plan["pages"]["matter"][0]["path"]
    return {
        name: weight(port, path, "" if name == "sign-in" else one["cookie"]) for name, path in paths.items()
    }


def lines_of(large: dict[str, Any], small: dict[str, Any], matters: int) -> list[Line]:
    lines = [_pair_line(name, clients, pair) for (name, clients), pair in large["pairs"].items()]
    for clients in (1, AT_ONCE):
        here, there = (found["pairs"]["worklist", clients].real.p95 for found in (large, small))
        what = f"worklist p95 at {matters:,} against {SMALL:,}, {clients} at once"
        lines.append(
            Line(
                what,
                f"{here:.1f} ms",
                f"{there:.1f} ms, × {here / there:.2f}",
                f"≤ × {GROWTH}",
                here <= GROWTH * there,
            )
        )
    lines.append(
        Line(
            "server memory after the load (PSS)",
            f"{large['memory']:.0f} MB",
            "",
            f"≤ {MEMORY} MB",
            large["memory"] <= MEMORY,
        )
    )
    return lines + size_lines(large["sizes"])


def _pair_line(name: str, clients: int, pair: Pair) -> Line:
    value = f"{pair.real.rate:.0f}/s, p95 {pair.real.p95:.1f} ms"
    beside = f"bare {pair.bare.rate:.0f}/s, p95 {pair.bare.p95:.1f} ms: {pair.ratio:.2f} of the limit"
    beside += f"; {pair.cpu_ratio:.2f} by processor time"
    return Line(
        f"{NAMES[name]}, {clients} at once", value, beside, f"≥ {LIMIT_SHARE}", pair.ratio >= LIMIT_SHARE
    )


def size_lines(found: dict[str, Weight]) -> list[Line]:
    first = max(("sign-in", "workbench"), key=lambda name: found[name].page + found[name].assets)
    whole = (found[first].page + found[first].assets) / 1000
    lines = [
        Line(
            f"first load ({first}, all its files)",
            f"{whole:.0f} kB",
            "",
            f"≤ {FIRST_LOAD} kB",
            whole <= FIRST_LOAD,
        )
    ]
    for name, one in found.items():
        size = one.page / 1000
        lines.append(
            Line(
                f"next page: {name}",
                f"{size:.1f} kB",
                f"unpacked {one.plain / 1000:.0f} kB",
                f"≤ {NEXT_PAGE} kB",
                size <= NEXT_PAGE,
            )
        )
    return lines


def kept(lines: list[Line], large: dict[str, Any], plan: dict[str, Any], quick: bool, machine: str) -> Path:
    """Write the figures for machines."""
    pairs = [
        {
            "page": name,
            "clients": clients,
            "ratio": round(pair.ratio, 3),
            "cpu_ratio": round(pair.cpu_ratio, 3),
        }
        | {side: runs.as_json() for side, runs in vars(pair).items() if runs.rates}
        for (name, clients), pair in large["pairs"].items()
    ]
    path = RESULTS / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {"machine": machine, "matters": plan["matters"], "quick": quick, "statements": plan["statements"]}
    whole |= {"pairs": pairs, "lines": [line.as_json() for line in lines]}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1))
    return path


def main() -> None:
    chosen = options()
    before = os.getloadavg()[0]
    plans = {matters: prepared(chosen.home, matters) for matters in (SMALL, chosen.matters)}
    say(f"At {SMALL:,} matters:")
    small = measured(plans[SMALL], ["worklist"], chosen.quick)
    say(f"At {chosen.matters:,} matters:")
    large = measured(plans[chosen.matters], list(NAMES), chosen.quick)
    machine = (
        f"{os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}, SQLite; "
        f"load average before {before:.1f}, after {os.getloadavg()[0]:.1f}"
    )
    lines = lines_of(large, small, chosen.matters)
    say(f"\n{machine}\n\n{drawn(lines)}\n")
    say(f"Written to {kept(lines, large, plans[chosen.matters], chosen.quick, machine)}")


if __name__ == "__main__":
    main()
