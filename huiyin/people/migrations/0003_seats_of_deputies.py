"""Each deputy of a township's own congress who stands on the roster holds, or held, a seat of it."""

from datetime import datetime, time

from django.db import migrations
from django.utils.timezone import make_aware


def seat_deputies(apps, schema_editor):
    """From the congress's first day; whose seat ended, until that day."""
    Deputy, Seat = apps.get_model("people", "Deputy"), apps.get_model("people", "Seat")
    unseated = Deputy.objects.filter(level="town", term__isnull=False, seats__isnull=True)
    for deputy in list(unseated.select_related("term").order_by("pk")):
        begins = _first_moment(deputy.term.begins_on)
        ended = {}
        if deputy.ended_on is not None:
            ended = {"until_at": max(begins, _first_moment(deputy.ended_on)), "ended_by": "other"}
        Seat.objects.create(
            township_id=deputy.township_id,
            deputy_id=deputy.pk,
            term_id=deputy.term_id,
            constituency_id=deputy.constituency_id,
            from_at=begins,
            **ended,
        )


def _first_moment(on):
    return make_aware(datetime.combine(on, time()))


class Migration(migrations.Migration):
    dependencies = [("people", "0002_seats"), ("townships", "0001_initial")]

    operations = [migrations.RunPython(seat_deputies, migrations.RunPython.noop)]
