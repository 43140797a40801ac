"""How tokens and queries are written for each database: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

Neither database's own parser sees a text: SQLite gets words between spaces (tokenizer `ascii`, which leaves
every other character alone), PostgreSQL gets the literal of a tsvector.
"""

import re
from collections.abc import Sequence

from huiyin.search.bigrams import Phrase

FTS_TABLE = "search_fts"
CREATE_FTS = f"""CREATE VIRTUAL TABLE {FTS_TABLE} USING fts5(
    tokens, content='search_searchdoc', content_rowid='place', tokenize='ascii')"""
CREATE_GIN = "CREATE INDEX search_doc_tokens ON search_searchdoc USING gin (tokens) WITH (fastupdate = off)"

_LEXEME = re.compile(r"'((?:[^']|'')+)':([\d,]+)")


def to_database(tokens: Sequence[str], vendor: str) -> str:
    """The stored form of a document's tokens."""
    if vendor != "postgresql":
        return " ".join(tokens)
    return " ".join(f"{_quoted(token)}:{place}" for place, token in enumerate(tokens, 1))


def from_database(stored: str, vendor: str) -> list[str]:
    """The tokens of a stored document, in their order."""
    if vendor != "postgresql":
        return stored.split(" ")
    placed = [
        (int(place), lexeme.replace("''", "'"))
        for lexeme, places in _LEXEME.findall(stored)
        for place in places.split(",")
    ]
    return [lexeme for _, lexeme in sorted(placed)]


def match_expression(scope: str, phrases: Sequence[Phrase], vendor: str) -> str:
    """The query as the database reads it: the township's own token and every phrase."""
    write = _tsquery if vendor == "postgresql" else _fts_query
    return write(scope, phrases)


def _fts_query(scope: str, phrases: Sequence[Phrase]) -> str:
    parts = [f'"{scope}"']
    parts += ['"' + " ".join(phrase.tokens) + '"' + (" *" if phrase.open_end else "") for phrase in phrases]
    return " AND ".join(parts)


def _tsquery(scope: str, phrases: Sequence[Phrase]) -> str:
    parts = [_quoted(scope)]
    for phrase in phrases:
        words = [_quoted(token) for token in phrase.tokens]
        parts.append("(" + " <-> ".join(words) + (":*" if phrase.open_end else "") + ")")
    return " & ".join(parts)


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
