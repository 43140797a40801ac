"""How Chinese text becomes searchable: overlapping pairs of characters.

Chinese is written without spaces, and every dictionary of words misses the names of people and places. So
no words are looked for: a run of Chinese characters becomes its overlapping pairs (养老服务: 养老, 老服,
服务), and a word that somebody looks for becomes the same pairs standing next to each other. Nothing is
missed and nothing too much is found. English words and numbers stay whole.

The last character of a run stands once more alone (服务: 服务, 务). It keeps the pairs of two runs apart,
and a single character can be found wherever it stands.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MAX_TOKENS = 16_000  # PostgreSQL counts positions in a document up to 16,383
MAX_WORD = 64
MAX_QUERY = 200

GAP = "¦"  # between an English word and a Chinese run that only a space or a stop keeps together
SCOPE = "§"  # starts the token that names township and table; never made from a text
NAMES = "¶"  # what follows is found by search, but says nothing about the likeness of two texts
MARKS = (GAP, SCOPE, NAMES)

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\ufa0e-\ufa29\U00020000-\U0003fffd"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<gap>[\W_]+)|(?P<word>(?:(?![{_HAN}_])\w)+)")


class Run(NamedTuple):
    """A stretch of text of one kind: Chinese characters, a whole word or number, or what lies between."""

    kind: str
    text: str


class Phrase(NamedTuple):
    """Tokens that must stand one behind the other; the last one may be the beginning of a longer token."""

    tokens: tuple[str, ...]
    open_end: bool


def normalised(text: str) -> str:
    """Full-width letters and digits as half-width, capital letters as small ones."""
    return unicodedata.normalize("NFKC", text).lower()


def bigrams(text: str) -> list[str]:
    """The tokens of one text, in their order, gaps marked."""
    return list(_tokens(_runs(text)))


def document_tokens(texts: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """The tokens of a document: its texts, then the names that belong to it; the first 16,000 count."""
    tokens: list[str] = []
    for text in texts:
        tokens += [*bigrams(text), GAP]
    tokens.append(NAMES)
    for name in names:
        tokens += [*bigrams(name), GAP]
    return tokens[:MAX_TOKENS]


def shingles(tokens: Iterable[str]) -> frozenset[str]:
    """What two texts are compared by: pairs and words of the texts, without single characters and names."""
    found = set()
    for token in tokens:
        if token == NAMES:
            break
        if len(token) > 1 and not token.startswith(MARKS):
            found.add(token)
    return frozenset(found)


def phrases(query: str) -> list[Phrase]:
    """What a person typed into the search box, as phrases that must all be found.

    Spaces and signs part the words; every word must occur, in any order. Inside a word the characters stand
    as typed. The first 200 characters count.
    """
    words: list[list[Run]] = [[]]
    for run in _runs(query[:MAX_QUERY]):
        if run.kind == "gap":
            words.append([])
        else:
            words[-1].append(run)
    return list(dict.fromkeys(_phrase(word) for word in words if word))


def scope_token(township: str, table: str) -> str:
    """The token that every document of one township's table carries, so that the index itself keeps them
    apart.
    """
    return SCOPE + township + SCOPE + re.sub(r"\W|_", SCOPE, table.lower())


def _runs(text: str) -> Iterator[Run]:
    return (Run(match.lastgroup or "gap", match.group()) for match in _RUN.finditer(normalised(text)))


def _tokens(runs: Iterable[Run]) -> Iterator[str]:
    before = ""
    gap = False
    for run in runs:
        if run.kind == "gap":
            gap = True
            continue
        if gap and before and before != run.kind:
            yield GAP
        yield from _pairs(run.text) if run.kind == "han" else [run.text[:MAX_WORD]]
        before, gap = run.kind, False


def _pairs(han: str) -> list[str]:
    return [han[at : at + 2] for at in range(len(han))]


def _phrase(word: list[Run]) -> Phrase:
    tokens = list(_tokens(word))
    if word[-1].kind != "han":
        return Phrase(tuple(tokens), open_end=False)
    if len(word[-1].text) == 1:
        return Phrase(tuple(tokens), open_end=True)
    return Phrase(tuple(tokens[:-1]), open_end=False)
