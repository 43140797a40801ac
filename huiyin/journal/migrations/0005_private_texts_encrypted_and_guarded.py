from typing import Any

from django.db import migrations

from huiyin.journal.fields import PrivateTextField
from huiyin.journal.guards import drop, install


def lift(apps: Any, schema_editor: Any) -> None:
    drop(schema_editor.connection)


def encrypt(apps: Any, schema_editor: Any) -> None:
    texts = apps.get_model("journal", "PrivateText").objects
    field = PrivateTextField()
    for row in texts.exclude(text="").iterator(2000):
        texts.filter(township_id=row.township_id, pk=row.pk).update(text=field.get_prep_value(row.text))


def guard(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection)


class Migration(migrations.Migration):
    """Personal texts beside the entries are unreadable in the database, and may be emptied but not changed."""

    dependencies = [("journal", "0004_telling")]

    operations = [
        migrations.RunPython(lift, guard),
        migrations.RunPython(encrypt, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="privatetext",
            name="text",
            field=PrivateTextField(blank=True),
        ),
        migrations.RunPython(guard, lift),
    ]
