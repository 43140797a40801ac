"""Copying patterns into the towns: new keys, new words, new numbers, a journal chained anew."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from bench.patterns import DOCS, ENTRIES, MATTERS, TEXTS, Pattern, Row, Table
from bench.texts import Words, matter_words, reply_words
from bench.towns import Town
from huiyin.journal.chain import digest_of, veil
from huiyin.journal.models import PrivateText
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.handling import Assignment
from huiyin.matters.models.matter import Petitioner
from huiyin.matters.numbering import written
from huiyin.search.bigrams import bigrams, document_tokens, scope_token, shingles
from huiyin.search.minhash import signature

DASHED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
INTAKE = ("register", "submit")
KEPT_TEXT = PrivateText._meta.get_field("text")  # encrypted


@dataclass(frozen=True)
class Text:
    """A text of the pool with what search keeps of it."""

    words: Words
    tokens: str
    signature: bytes


def _text(words: Words, texts: list[str]) -> Text:
    tokens = document_tokens(texts)
    return Text(words, " ".join(tokens), signature(shingles(tokens)))


class Pool:
    """Texts enough for one town, used in each of them; replies are fewer and come back."""

    def __init__(self, size: int, random: Random) -> None:
        matters = [matter_words(random) for _ in range(size)]
        self.matters = [_text(one, [one.title, one.situation, one.request]) for one in matters]
        replies = [reply_words(random) for _ in range(max(200, size // 2))]
        self.replies = [_text(Words("", one, ""), [one]) for one in replies]


@cache
def _name_tokens(name: str) -> str:
    return " ".join([*bigrams(name), "¦"])


class Copier:
    """Writes the matters of one town."""

    def __init__(self, pattern_town: Town, town: Town, pool: Pool, random: Random, write: Any) -> None:
        self.town, self.pool, self.random, self.write = town, pool, random, write
        self.key = town.township.pk.hex
        self.base = dict(zip(pattern_town.keys(), town.keys(), strict=True))
        self.old_deputies = [deputy.pk.hex for deputy in pattern_town.deputies]
        self.names = {deputy.pk.hex: deputy.name for deputy in town.deputies}
        self.names |= {unit.pk.hex: unit.name for unit in town.units}
        self.sessions = {session.pk.hex: session for session in town.sessions}
        self.serials: Counter[str] = Counter()
        self.chain: list[tuple[Any, int, dict[str, Any]]] = []

    def copy(self, patterns: Iterable[Pattern], place: int) -> int:
        """Write a copy of each pattern, in the order of registration; returns the next free search place."""
        registered = MATTERS.place("registered_at")
        for number, pattern in enumerate(
            sorted(patterns, key=lambda one: str(one.matter[registered] or "~"))
        ):
            place = self._matter(pattern, number, place)
        self._journal()
        return place

    def _keys(self, pattern: Pattern, number: int) -> dict[str, str]:
        """Old key -> new key; the deputies are other ones in each copy."""
        stamp = int(pattern.told[0].at.timestamp() * 1000) + self.random.randrange(28_000_000)
        new = {
            old: f"{stamp:012x}7{n:03x}{self.random.getrandbits(62) | 1 << 63:016x}"
            for n, old in enumerate(pattern.keys)
        }
        deputies = self.town.deputies
        turned = {
            old: deputies[(n + number) % len(deputies)].pk.hex for n, old in enumerate(self.old_deputies)
        }
        return {**self.base, **turned, **new}

    def _matter(self, pattern: Pattern, number: int, place: int) -> int:
        keys = self._keys(pattern, number)
        text = self.pool.matters[number % len(self.pool.matters)]
        replies = [self.random.choice(self.pool.replies) for _ in range(8)]
        matter = self._numbered(_copied(MATTERS, pattern.matter, keys), text.words)
        self.write(MATTERS.insert, matter)
        given = iter(replies)
        reply_text, names = 0, [matter[MATTERS.place("number")]]
        for table, row in pattern.rows:
            copy = _copied(table, row, keys)
            if table.model is Reply:
                reply_text = reply_text or table.place("text")
                copy[reply_text] = next(given).words.situation
            names += self._found_by(table, copy)
            self.write(table.insert, copy)
        self._tell(pattern, keys, matter, text.words, replies)
        return self._index(pattern, keys, place, text, replies, names)

    def _found_by(self, table: Table, row: list[Any]) -> list[str]:
        """By whose names the matter is found: deputies who signed, units with an order in force."""
        if table.model is Petitioner:
            return [self.names[key]] if (key := row[table.place("deputy_id")]) else []
        if table.model is Assignment and row[table.place("ended_at")] is None:
            return [self.names[row[table.place("unit_id")]]]
        return []

    def _numbered(self, matter: list[Any], words: Words) -> list[Any]:
        row = dict(zip(MATTERS.columns, matter, strict=True))
        row |= {"title": words.title, "situation": words.situation, "request": words.request}
        if row["series"]:
            self.serials[row["series"]] += 1
            row["serial"] = self.serials[row["series"]]
            session = self.sessions.get(row["session_id"])
            year = SimpleNamespace(year=int(str(row["received_on"])[:4]))
            said = SimpleNamespace(
                kind=row["kind"], session=session, session_id=row["session_id"], received_on=year
            )
            row["number"], row["short_number"] = written(said, row["serial"], {})  # type: ignore[arg-type]
        return list(row.values())

    def _tell(
        self, pattern: Pattern, keys: dict[str, str], matter: list[Any], words: Words, replies: list[Text]
    ) -> None:
        """Put the entries of this matter with those of the town, to be chained when all are there."""
        said = iter(replies)
        for told in pattern.told:
            entry = dict(zip(ENTRIES.columns, _copied(ENTRIES, told.row, keys), strict=True))
            entry["on_behalf_of"] = _renamed(entry["on_behalf_of"], keys)
            facts = json.loads(_renamed(told.facts, keys))
            if "number" in facts:
                facts["number"] = matter[MATTERS.place("number")]
            new = vars(words) if entry["act"] in INTAKE else {}
            if entry["act"] == "reply":
                new = {"text": next(said).words.situation}
            for row in told.private:
                facts |= self._private(_copied(TEXTS, row, keys), new)
            entry |= {"facts": facts, "at": told.at, "typed_at": told.typed_at}
            self.chain.append((told.typed_at, len(self.chain), entry))

    def _private(self, row: list[Any], new: dict[str, str]) -> dict[str, Any]:
        name = row[TEXTS.place("name")]
        if name not in new:
            self.write(TEXTS.insert, row)
            return {}
        salt = f"{self.random.getrandbits(128):032x}"
        row[TEXTS.place("salt")], row[TEXTS.place("text")] = salt, KEPT_TEXT.get_prep_value(new[name])
        self.write(TEXTS.insert, row)
        return {name: veil(new[name], salt)}

    def _index(
        self,
        pattern: Pattern,
        keys: dict[str, str],
        place: int,
        text: Text,
        replies: list[Text],
        names: list[str],
    ) -> int:
        given = iter(replies)
        said = " ".join(_name_tokens(name) for name in names if name)
        for row in pattern.docs:
            doc = dict(zip(DOCS.columns, _copied(DOCS, row, keys), strict=True))
            is_matter = doc["subject_table"] == "matters.Matter"
            body = text if is_matter else next(given)
            scope = scope_token(self.key, doc["subject_table"])
            doc["tokens"] = f"{scope} {body.tokens}" + (f" {said}" if is_matter else "")
            doc |= {"signature": body.signature, "place": place}
            self.write(DOCS.insert, list(doc.values()))
            place += 1
        return place

    def _journal(self) -> None:
        """Chain the entries of the town behind those of its founding, in the order of typing."""
        head = self.write.head(self.key)
        seq, digest = head
        for _at, _n, entry in sorted(self.chain, key=lambda one: one[:2]):
            seq += 1
            entry |= {"seq": seq, "prev": digest}
            digest = entry["digest"] = digest_of(_Dashed(entry))
            row = {**entry, "facts": json.dumps(entry["facts"]), "at": _plain(entry["at"])}
            self.write(ENTRIES.insert, [*{**row, "typed_at": _plain(entry["typed_at"])}.values()])
        self.write.end(self.key, seq, digest, self.serials)


class _Dashed:
    """An entry as `digest_of` reads it: keys with dashes, as a UUID is written."""

    def __init__(self, entry: dict[str, Any]) -> None:
        dashed = {name: _dashes(entry[name]) for name in ("township_id", "by_id", "subject_id", "act_id")}
        self.__dict__.update(entry | dashed)


def _dashes(key: str | None) -> str | None:
    return key and f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


def _plain(at: Any) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")


def _copied(table: Table, row: Row, keys: dict[str, str]) -> list[Any]:
    new = list(row)
    for place in table.keys:
        if (old := new[place]) is not None:
            new[place] = keys.get(old, old)
    return new


def _renamed(text: str, keys: dict[str, str]) -> str:
    """The text with the keys in it (as UUIDs are written) replaced by those of the copy."""
    if "-" not in text:
        return text
    return DASHED.sub(lambda match: str(UUID(keys.get(match[0].replace("-", ""), match[0]))), text)


def picked(patterns: list[Pattern], count: int, random: Random) -> list[Pattern]:
    """So many patterns: each as often as the others, the rest by lot."""
    whole, rest = divmod(count, len(patterns))
    return [*patterns * whole, *random.sample(patterns, rest)]
