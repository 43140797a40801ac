"""Django's PostgreSQL backend with composite keys: the database itself refuses a row of another township.

On a cluster with the Citus extension the same tables are spread by township as Django creates them.
"""

from typing import Any

from django.db.backends.postgresql import base, operations, schema
from django.utils.functional import cached_property

from huiyin.core.checks import REFERENCE, is_tenant


class DatabaseSchemaEditor(schema.DatabaseSchemaEditor):
    connection: Any
    sql_create_column_inline_fk = None  # type: ignore[assignment]  # the constraint follows as a statement of its own
    sql_delete_fk = "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s"
    sql_update_with_default = "UPDATE %(table)s SET %(column)s = %(default)s WHERE %(column)s IS NULL"

    def __enter__(self) -> Any:
        super().__enter__()
        if self.atomic_migration and self.connection.citus:
            super().execute("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'", None)
        return self

    def table_sql(self, model: Any) -> Any:
        sql, params = super().table_sql(model)
        if is_tenant(model):
            head, bracket, tail = sql.rpartition(")")
            sql = head.replace(" PRIMARY KEY", "") + ', PRIMARY KEY ("id", "township_id")' + bracket + tail
        return sql, params

    def create_model(self, model: Any) -> None:
        super().create_model(model)
        if not self.connection.citus:
            return
        table = model._meta.db_table
        if is_tenant(model):
            self.execute(
                f"SELECT create_distributed_table('{table}', 'township_id', colocate_with => 'default')"
            )
        elif model._meta.label in REFERENCE:
            self.execute(f"SELECT create_reference_table('{table}')")

    def _create_fk_sql(self, model: Any, field: Any, suffix: Any) -> Any:
        statement = super()._create_fk_sql(model, field, suffix)  # type: ignore[misc]
        if is_tenant(model) and is_tenant(field.remote_field.model):
            statement.parts["column"].columns.append("township_id")
            statement.parts["to_column"].columns.append("township_id")
        return statement


class DatabaseOperations(operations.DatabaseOperations):
    def deferrable_sql(self) -> str:
        """Keys are checked at the statement, so that a breach is an IntegrityError there and then."""
        return ""


class DatabaseWrapper(base.DatabaseWrapper):
    SchemaEditorClass = DatabaseSchemaEditor
    ops_class = DatabaseOperations

    @cached_property
    def citus(self) -> bool:
        """Whether this database spreads its tables over several machines."""
        with self.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'citus'")
            return cursor.fetchone() is not None
