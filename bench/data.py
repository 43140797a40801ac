"""Builds the data: `python -m bench.data MATTERS` in a HUIYIN_HOME of its own (minutes for 100,000).

Some hundreds of patterns are told by the real acts in a town that is rolled back; their rows are then copied
into twenty towns in bulk, with other keys, deputies, words and numbers, and with journals chained anew by the
journal's own functions. So every row is what the acts would have written, only sooner.
"""

import sys
import time
from collections import Counter
from random import Random
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench.copies import Copier, Pool, picked  # noqa: E402
from bench.patterns import MATTERS, Pattern, read_patterns  # noqa: E402
from bench.stories import tell  # noqa: E402
from bench.towns import TOWNS, Town, found  # noqa: E402
from huiyin.core.tenancy import uuid7  # noqa: E402
from huiyin.search.storage import FTS_TABLE  # noqa: E402

PATTERNS = 320
BATCH = 20_000
FAST = "PRAGMA foreign_keys=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-800000;"


class Writer:
    """Rows in bulk, past the models, on the driver's own connection."""

    def __init__(self) -> None:
        self.raw: Any = connection.connection
        self.waiting: dict[str, list[Any]] = {}
        self.rows = 0

    def __call__(self, insert: str, row: list[Any]) -> None:
        rows = self.waiting.setdefault(insert, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self._flush(insert)

    def _flush(self, insert: str) -> None:
        rows = self.waiting.pop(insert)
        self.raw.executemany(insert, rows)
        self.rows += len(rows)

    def head(self, township_key: str) -> tuple[int, str]:
        found = self.raw.execute("SELECT seq, digest FROM journal_head WHERE township_id = ?", [township_key])
        seq, digest = found.fetchone()
        return seq, digest

    def end(self, township_key: str, seq: int, digest: str, serials: Counter[str]) -> None:
        """The town is written: its head and its counters."""
        for insert in list(self.waiting):
            self._flush(insert)
        self.raw.execute(
            "UPDATE journal_head SET seq = ?, digest = ? WHERE township_id = ?", [seq, digest, township_key]
        )
        self.raw.executemany(
            "INSERT INTO core_counter (id, township_id, series, value) VALUES (?, ?, ?, ?)",
            [(uuid7().hex, township_key, f"matter:{series}", value) for series, value in serials.items()],
        )


class RolledBack(Exception):
    pass


def say(text: str, since: float) -> None:
    sys.stdout.write(f"  {time.monotonic() - since:6.1f} s  {text}\n")
    sys.stdout.flush()


def read_stories(count: int, random: Random) -> tuple[Town, list[Pattern]]:
    """The patterns and the town they were told in, which afterwards was never there."""
    try:
        with transaction.atomic():
            town = found(TOWNS + 1, "pattern")
            tell(town, count, random)
            patterns = read_patterns(town.township.pk.hex)
            raise RolledBack
    except RolledBack:
        return town, patterns


def build(matters: int) -> None:
    since, random = time.monotonic(), Random(20250310)
    call_command("migrate", verbosity=0, interactive=False)
    pattern_town, patterns = read_stories(min(PATTERNS, max(50, matters // 10)), random)
    states = Counter(pattern.matter[MATTERS.place("state")] for pattern in patterns)
    say(f"{len(patterns)} patterns told by the real acts: {dict(states)}", since)
    towns = [found(number) for number in range(TOWNS)]
    found(TOWNS, "bare")  # where the bare view of the register act writes
    say(f"{TOWNS} towns founded", since)
    share = matters // TOWNS
    pool = Pool(share, random)
    connection.connection.executescript(FAST)
    place = 1
    for number, town in enumerate(towns, 1):
        writer = Writer()
        with transaction.atomic():
            copier = Copier(pattern_town, town, pool, random, writer)
            place = copier.copy(picked(patterns, share, random), place)
        say(f"{number * share:7,} matters, {writer.rows:,} rows in {town.township.name}", since)
    _index(since)


def _index(since: float) -> None:
    with transaction.atomic():
        connection.connection.execute(f"INSERT INTO {FTS_TABLE} ({FTS_TABLE}) VALUES ('rebuild')")
    say("search index built", since)
    connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    say("written", since)


if __name__ == "__main__":
    build(int(sys.argv[1]))
