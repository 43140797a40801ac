from django.db import migrations, models

import huiyin.core.tenancy
import huiyin.search.models
from huiyin.search.storage import CREATE_FTS, CREATE_GIN, FTS_TABLE


def create_index(apps, schema_editor):
    schema_editor.execute(CREATE_GIN if schema_editor.connection.vendor == "postgresql" else CREATE_FTS)


def drop_index(apps, schema_editor):
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute("DROP INDEX search_doc_tokens" if postgresql else f"DROP TABLE {FTS_TABLE}")


class Migration(migrations.Migration):
    initial = True

    dependencies = [("townships", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                ("id", models.UUIDField(default=huiyin.core.tenancy.uuid7, editable=False, primary_key=True, serialize=False)),
                ("subject_table", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField()),
                ("on", models.DateField()),
                ("tokens", huiyin.search.models.TokensField()),
                ("signature", models.BinaryField(max_length=512)),
                ("place", models.BigIntegerField(editable=False, null=True)),
                (
                    "township",
                    models.ForeignKey(
                        editable=False,
                        on_delete=models.deletion.PROTECT,
                        related_name="+",
                        to="townships.township",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["place"], name="search_doc_place"),
                    models.Index(fields=["township", "subject_table", "-on", "-id"], name="search_doc_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("township", "subject_table", "subject_id"), name="search_doc_once"
                    )
                ],
            },
        ),
        migrations.RunPython(create_index, drop_index),
    ]
