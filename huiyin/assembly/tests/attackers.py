"""Who tries to learn how each deputy voted: each has the whole database, the key and the logs.

They know in which order the deputies cast their ballots and which slip each of them drew, which is more than
anybody can know. Each arranges the ballots in some order and guesses: the first belongs to the first voter.
"""

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Row:
    """A row as it lies in the database: where, by which transaction it was written, what it holds."""

    table: str
    place: tuple[int, ...]
    written: int
    values: dict

    @property
    def text(self):
        return " ".join(str(value).replace("-", "") for value in self.values.values())

    @property
    def tells_a_day(self):
        return any(isinstance(value, date) for value in self.values.values())


def dump():
    """All rows of all tables in the order in which they lie there."""
    return [row for table in connection.introspection.table_names() for row in _rows(table)]


def _rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {_where(cursor, table)}, * FROM "{table}"')
        names = [column[0] for column in cursor.description][2:]
        found = [
            Row(table, _place(place), int(written), dict(zip(names, values, strict=True)))
            for place, written, *values in cursor.fetchall()
        ]
    return sorted(found, key=lambda row: row.place)


def _where(cursor, table):
    """The columns that say where a row lies and which transaction wrote it."""
    if connection.vendor == "postgresql":
        return "ctid::text, xmin::text"
    cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [table])
    return "0, 0" if "WITHOUT ROWID" in cursor.fetchone()[0] else "rowid, 0"


def _place(said):
    return (said,) if isinstance(said, int) else tuple(int(n) for n in str(said).strip("()").split(","))


@dataclass(frozen=True)
class Loot:
    """What the attackers have: ballots and slips as rows, slips' digests in the order of casting, the log."""

    ballots: list
    slips: list
    digests: list
    log: str = ""


def loot_of(rows, digests, log=""):
    ballots = [row for row in rows if row.table == "assembly_ballot"]
    slips = [row for row in rows if row.table == "assembly_slip"]
    return Loot(ballots, slips, digests, log)


def _key(row):
    return UUID(str(row.values["id"]))


def _by_rows(loot):
    return loot.ballots


def _by_rows_backwards(loot):
    return loot.ballots[::-1]


def _by_key(loot):
    return sorted(loot.ballots, key=_key)


def _by_time_in_key(loot):
    return sorted(loot.ballots, key=lambda row: (_key(row).int >> 80, row.place))


def _by_transaction(loot):
    return sorted(loot.ballots, key=lambda row: (row.written, row.place))


def _by_seal(loot):
    """By the time that a seal may bear, and by the seals themselves."""
    return sorted(loot.ballots, key=lambda row: (_clear_time(row), row.values["content"]))


def _clear_time(row):
    """The eight bytes that Fernet writes in clear before each text."""
    return int.from_bytes(urlsafe_b64decode(row.values["content"])[1:9])


def _along_slips(loot, order):
    """The n-th slip in this order belongs to the n-th ballot as it lies there."""
    used = [row.values["code_hash"] for row in sorted(loot.slips, key=order) if row.values["is_used"]]
    ballot_of = dict(zip(used, loot.ballots, strict=True))
    return [ballot_of[digest] for digest in loot.digests]


def _by_slip_rows(loot):
    return _along_slips(loot, lambda row: row.place)


def _by_slip_transactions(loot):
    return _along_slips(loot, lambda row: (row.written, row.place))


def _by_slip_keys(loot):
    return _along_slips(loot, _key)


def _by_receipts(loot):
    return _along_slips(loot, lambda row: row.values["receipt_hash"])


def _by_same_transaction(loot):
    """The ballot that was written together with the slip; where none is, as it lies there."""
    ballots = {row.written: row for row in loot.ballots}
    slips = {row.values["code_hash"]: row for row in loot.slips}
    pairs = zip(loot.digests, loot.ballots, strict=True)
    return [ballots.get(slips[digest].written, other) for digest, other in pairs]


def _by_log(loot):
    """In the order in which the log names their keys; those that it does not name as they lie there."""
    text = loot.log.replace("-", "")
    places = {row.place: text.find(_key(row).hex) for row in loot.ballots}
    far = len(text)
    return sorted(loot.ballots, key=lambda row: (places[row.place] % (far + 1), row.place))


ATTACKERS = (
    *(_by_rows, _by_rows_backwards, _by_key, _by_time_in_key, _by_transaction, _by_seal, _by_slip_rows),
    *(_by_slip_transactions, _by_slip_keys, _by_receipts, _by_same_transaction, _by_log),
)


def right_guesses(loot, read, truth):
    """How many of the voters each attacker gets right; `read` opens a ballot, which attackers can."""
    return {
        attack.__name__: sum(read(row) == said for row, said in zip(attack(loot), truth, strict=True))
        for attack in ATTACKERS
    }
