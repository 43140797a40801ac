"""What can be found: one row for each record that search knows, with its tokens in the order of the text."""

from typing import Any

from django.db import models

from huiyin.core.tenancy import TenantModel
from huiyin.search.storage import from_database, to_database


class TokensField(models.Field):
    """Tokens in their order: a tsvector on PostgreSQL, words between spaces on SQLite, a list in Python."""

    def db_type(self, connection: Any) -> str:
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return value if value is None or isinstance(value, str) else to_database(value, connection.vendor)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str] | None:
        return None if value is None else from_database(value, connection.vendor)


class SearchDoc(TenantModel):
    """A record as search knows it; the record itself stays in the table of its own app."""

    subject_table = models.CharField(max_length=60)  # matters.Matter
    subject_id = models.UUIDField()
    on = models.DateField()  # the newest come first
    tokens = TokensField()
    signature = models.BinaryField(max_length=512)
    place = models.BigIntegerField(null=True, editable=False)  # row of the FTS5 table; SQLite only

    class Meta(TenantModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["township", "subject_table", "subject_id"], name="search_doc_once"
            )
        ]
        indexes = [
            models.Index(fields=["place"], name="search_doc_place"),  # from FTS5's answer to the record
            models.Index(
                fields=["township", "subject_table", "-on", "-id"], name="search_doc_newest"
            ),  # likeness
        ]

    def __str__(self) -> str:
        return f"{self.subject_table} {self.subject_id}"
