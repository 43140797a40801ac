from typing import Any

from django.db import migrations

from huiyin.journal.guards import drop, install


def guard(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection)


def unguard(apps: Any, schema_editor: Any) -> None:
    drop(schema_editor.connection)


class Migration(migrations.Migration):
    """From here on the database refuses to change or delete an entry."""

    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
