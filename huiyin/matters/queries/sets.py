"""What a figure counts, as a set of matters: the list shown is the records counted.

`?set=solved_rate&year=2024` lists the matters behind that figure. A figure over evaluations or promises gives
the matters that these belong to. The registry of figures is asked; nothing is counted here.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.figures.registry import codes, cut_off, indicator
from huiyin.matters.models.checks import Evaluation
from huiyin.matters.models.matter import Matter, MatterQuerySet
from huiyin.townships.models import Township


def sets() -> list[tuple[str, str]]:
    """The code and the name of each set."""
    return [(code, str(indicator(code).label)) for code in codes()]


def in_set(matters: MatterQuerySet, code: str, township: Township, year: int, today: date) -> MatterQuerySet:
    """Those of the matters that the figure counts in that year, as things stand today.

    Raises KeyError for a code that is in no registry.
    """
    counted = indicator(code).count(township, year, cut_off(year, today)).records
    keys = counted.values("pk") if counted.model is Matter else counted.values("matter")
    return matters.filter(pk__in=keys)


def shown_evaluations(today: date, *results: str) -> QuerySet[Evaluation]:
    """The evaluations of a matter (of an outer query) that may be shown and that count, of any round."""
    given = Evaluation.objects.filter(township_id=OuterRef("township_id"), matter=OuterRef("pk"))
    given = given.unsealed(today).in_window()
    return given.filter(result__in=results) if results else given


def evaluated(matters: MatterQuerySet, result: str, today: date) -> MatterQuerySet:
    """Those that somebody gave this result; `none`: the window is over and nobody gave any."""
    if result == "none":
        return matters.filter(~Exists(shown_evaluations(today)), window_closes_on__lt=today)
    return matters.filter(Exists(shown_evaluations(today, result)))
