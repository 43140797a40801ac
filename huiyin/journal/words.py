"""The journal knows no words of the domain: each app enters what its acts are called when it is ready.

An act that no app names any more (one of another time) is shown by the name it was written with.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import pgettext

_LABELS: dict[str, str | Promise] = {}

Facts = Mapping[str, Any]
Sayer = Callable[[Facts], Iterable[str]]
_SAYERS: list[Sayer] = []


def enter_act_labels(labels: Mapping[str, str | Promise]) -> None:
    """Enter the names of an app's acts; called once, when the app is ready.

    Raises ValueError when another app entered one of them.
    """
    if taken := _LABELS.keys() & labels.keys():
        raise ValueError(sorted(taken))
    _LABELS.update(labels)


def act_label(act: str) -> str:
    """An act as the office calls it."""
    return str(_LABELS.get(act, act))


def known_acts() -> frozenset[str]:
    return frozenset(_LABELS)


def enter_fact_words(say: Sayer) -> None:
    """Enter how an app says the facts of its entries: in clauses, and nothing of what it does not know."""
    if say not in _SAYERS:
        _SAYERS.append(say)


def fact_words(facts: Facts) -> str:
    """The facts of an entry in words, each clause once."""
    plain = {name: fact for name, fact in facts.items() if not _is_veiled(fact)}
    said = [clause for say in _SAYERS for clause in say(plain) if clause]
    return pgettext("between clauses", ", ").join(dict.fromkeys(said))


def _is_veiled(fact: Any) -> bool:
    return isinstance(fact, dict) and set(fact) == {"sha256"}


def said_day(day: str) -> str:
    """A day of the facts as it is written in this language; a moment by its day."""
    on = localdate(datetime.fromisoformat(day)) if "T" in day or " " in day else date.fromisoformat(day)
    return date_format(on, "DATE_FORMAT")


def days_in_words(facts: Facts, sentences: Mapping[str, str | Promise]) -> Iterable[str]:
    """The days of the facts, each in its sentence with %(day)s."""
    for name, sentence in sentences.items():
        if isinstance(day := facts.get(name), str) and day:
            yield str(sentence) % {"day": said_day(day)}


def choices_in_words(facts: Facts, choices: Mapping[str, Iterable[Any]]) -> Iterable[str]:
    """Those facts that are one of a list of choices, by the choice's label."""
    for name, lists in choices.items():
        labels = {value: label for one in lists for value, label in one.choices}
        if isinstance(value := facts.get(name), str) and value in labels and value:
            yield str(labels[value])
