"""Finding: every word of the query occurs in the record, as it was typed."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import RawSQL

from huiyin.search.bigrams import phrases, scope_token
from huiyin.search.models import SearchDoc
from huiyin.search.storage import FTS_TABLE, match_expression

Found = TypeVar("Found", bound=models.QuerySet[Any])

# The index answers first and its answer is joined (MATERIALIZED; CROSS JOIN keeps the order): left to itself,
# a database may walk the records in the order of the page and ask the index for each of them.
_ON_SQLITE = f"""
    SELECT doc.subject_id FROM {FTS_TABLE} AS fts CROSS JOIN search_searchdoc AS doc ON doc.place = fts.rowid
    WHERE fts.tokens MATCH %s AND doc.township_id = %s"""
_ON_POSTGRESQL = """
    WITH found AS MATERIALIZED (
        SELECT subject_id FROM search_searchdoc WHERE tokens @@ %s::tsquery AND township_id = %s)
    SELECT subject_id FROM found"""


def matching(queryset: Found, query: str, *, township: models.Model) -> Found:
    """The rows of the queryset in which every word of the query occurs.

    It stays a queryset: filter, order and page it by key as before. A blank query leaves it as it is; a
    query of signs alone finds nothing. `township` must be the one whose rows the queryset holds.
    """
    if not query.strip():
        return queryset
    hits = _hits(township, queryset.model._meta.label, query)
    return queryset.none() if hits is None else queryset.filter(pk__in=hits)


def find(township: models.Model, table: str, query: str, *, limit: int = 20) -> list[UUID]:
    """The keys of the newest records of one table (`matters.Matter`) in which every word of the query
    occurs.
    """
    hits = _hits(township, table, query)
    if hits is None:
        return []
    docs = SearchDoc.objects.filter(township_id=township.pk, subject_table=table, subject_id__in=hits)
    return list(docs.order_by("-on", "-id").values_list("subject_id", flat=True)[:limit])


def _hits(township: models.Model, table: str, query: str) -> RawSQL | None:
    """The subquery that answers with the keys found; None when the query holds nothing to look for."""
    wanted = phrases(query)
    if not wanted:
        return None
    expression = match_expression(scope_token(township.pk.hex, table), wanted, connection.vendor)
    sql = _ON_POSTGRESQL if connection.vendor == "postgresql" else _ON_SQLITE
    key = SearchDoc._meta.get_field("township").get_db_prep_value(township.pk, connection)
    return RawSQL(sql, (expression, key), output_field=models.UUIDField())
