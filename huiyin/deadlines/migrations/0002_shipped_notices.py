"""Fill the calendar with the holiday notices that come with the software."""

from django.db import migrations

from huiyin.deadlines.holidays import shipped_notices


def fill(apps, schema_editor):
    year_of = apps.get_model("deadlines", "CalendarYear")
    day_of = apps.get_model("deadlines", "CalendarDay")
    notices = shipped_notices()
    year_of.objects.bulk_create(year_of(year=n.year, source=n.source, digest=n.digest) for n in notices)
    day_of.objects.bulk_create(
        day_of(on=on, year=n.year, kind="rest", name=name) for n in notices for on, name in n.rest.items()
    )
    day_of.objects.bulk_create(day_of(on=on, year=n.year, kind="working") for n in notices for on in n.working)
    apps.get_model("deadlines", "CalendarVersion").objects.create(id=1)


def empty(apps, schema_editor):
    for name in ("CalendarDay", "CalendarYear", "CalendarVersion"):
        apps.get_model("deadlines", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_rules_and_calendar")]
    operations = [migrations.RunPython(fill, empty)]
