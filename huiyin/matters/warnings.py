"""Plain rules that raise an eyebrow: shown beside a reply or a rating, never deciding anything.

A reply pasted into several matters or given before anybody spoke with the deputies; a claim "solved" without
a date or a quantity; "satisfied" beside words that say the contrary. The words are data (`warnings.toml`);
nothing here judges a person.
"""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from huiyin.matters.claims import Claim
from huiyin.matters.models.answers import Reply
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.handling import Contact, Round
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


def warnings_of_reply(
    matter: Matter, round_: Round, *, text: str, claim: Claim, replied_on: date
) -> list[dict[str, Any]]:
    """What is worth a second look in a reply: `[{"code": "pasted", "with": [numbers]}, {"code":
    "no_quantity"}, {"code": "no_contact"}]`.
    """
    found: list[dict[str, Any]] = []
    if numbers := _pasted_into(matter, text):
        found.append({"code": "pasted", "with": numbers})
    if claim.counts_as_solved and not quantity().search(text):
        found.append({"code": "no_quantity"})
    if not _spoken(matter, round_, replied_on):
        found.append({"code": "no_contact"})
    return found


def _spoken(matter: Matter, round_: Round, replied_on: date) -> bool:
    """Whether somebody met a deputy of this matter in this round, no later than on the day of the reply."""
    if not matter.petitioners.filter(deputy__isnull=False).exists():
        return True  # nobody to speak with
    met = Contact.objects.filter(township_id=matter.township_id, round=round_, way=Contact.Way.PERSON)
    return met.filter(on__lte=replied_on).exists()


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
