from typing import Any

from django.db import migrations

from huiyin.journal.guards import install


def guard(apps: Any, schema_editor: Any) -> None:
    install(schema_editor.connection)


class Migration(migrations.Migration):
    """The guard also refuses to replace an entry (SQLite) and to empty the table (PostgreSQL)."""

    dependencies = [("journal", "0002_guard")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
