"""Plain rules that raise an eyebrow: shown beside a reply or a rating, never deciding anything.

A reply pasted into several matters; a claim "solved" without a date or a quantity; "satisfied" beside words
that say the contrary. The words are data (`warnings.toml`); nothing here judges a person.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from huiyin.matters.claims import Claim
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.matter import Matter
from huiyin.search.duplicates import likely_duplicates

FILE = Path(__file__).parent / "warnings.toml"
PASTED = 0.8  # share of common pairs of characters above which two replies count as the same text


@cache
def contrary_words() -> tuple[str, ...]:
    with FILE.open("rb") as file:
        return tuple(tomllib.load(file)["contrary"])


@cache
def quantity() -> re.Pattern[str]:
    """A figure, or Chinese numerals before a measure word."""
    with FILE.open("rb") as file:
        measures = "|".join(tomllib.load(file)["measures"])
    return re.compile(rf"[0-9０-９]|[一二三四五六七八九十百千万两半]+\s*[余多]?\s*(?:{measures})")


def warnings_of_reply(matter: Matter, text: str, claim: Claim) -> list[dict[str, Any]]:
    """What is worth a second look in a reply: `[{"code": "pasted", "with": [numbers]}, {"code":
    "no_quantity"}]`.
    """
    found: list[dict[str, Any]] = []
    if numbers := _pasted_into(matter, text):
        found.append({"code": "pasted", "with": numbers})
    if claim.counts_as_solved and not quantity().search(text):
        found.append({"code": "no_quantity"})
    return found


def _pasted_into(matter: Matter, text: str) -> list[str]:
    """The numbers of other matters that were given nearly the same reply."""
    alike = likely_duplicates(matter.township, "matters.Reply", text, limit=10)
    keys = [like.subject_id for like in alike if like.jaccard >= PASTED]
    replies = Reply.objects.of(matter.township).filter(pk__in=keys).exclude(matter=matter)
    return sorted(set(replies.values_list("matter__short_number", flat=True)))


def warnings_of_rating(result: str, reason: str) -> list[dict[str, Any]]:
    """“Satisfied” beside words that say the contrary: `[{"code": "contrary", "words": [...]}]`."""
    if result == Evaluation.Rating.DISSATISFIED:
        return []
    words = [word for word in contrary_words() if word in reason]
    return [{"code": "contrary", "words": words}] if words else []
