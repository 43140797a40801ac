"""The journal knows no words of the domain: each app enters what its acts are called when it is ready.

An act that no app names any more (one of another time) is shown by the name it was written with.
"""

from collections.abc import Mapping

from django.utils.functional import Promise

_LABELS: dict[str, str | Promise] = {}


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
