"""Numbers without gaps: a row per township and series, locked until the act that took a number has ended.

An act that fails gives its number back, because the counter is written in the same transaction.
"""

from django.db import IntegrityError, models, transaction

from huiyin.core.models import Counter


def next_number(township: models.Model, series: str) -> int:
    """The next number of this series, from 1; call it inside the act's transaction."""
    counter = Counter.objects.of(township).select_for_update().filter(series=series).first()
    if counter is None:
        counter = _first(township, series)
    counter.value += 1
    counter.save(update_fields=["value"])
    return counter.value


def begin_series(township: models.Model, series: str, first: int) -> None:
    """Let a series that gave no number yet begin with this one: an office counted before it came here.

    Raises ValueError when the series has begun.
    """
    counter = Counter.objects.of(township).select_for_update().filter(series=series).first()
    counter = counter or _first(township, series)
    if counter.value:
        raise ValueError(series)
    counter.value = first - 1
    counter.save(update_fields=["value"])


def _first(township: models.Model, series: str) -> Counter:
    try:
        with transaction.atomic():
            return Counter.objects.create(township_id=township.pk, series=series, value=0)
    except IntegrityError:  # another clerk opened the series a moment ago: wait for that act to end
        return Counter.objects.of(township).select_for_update().get(series=series)
