"""The first row of a thing and its first history entry, written by one statement.

A citizen waits for it and it must be durable: through the models it would be four round trips to
the database (BEGIN, two INSERTs, COMMIT), of which each costs as much as the work itself.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, models

from doithoai.record.models import Entry, Recorded


def insert_with_entry(thing: Recorded, entry: Entry) -> None:
    """Insert both; ``thing`` gets its key. Raises IntegrityError as ``save`` does."""
    columns, values = _row(thing)
    entry.thing = 0
    entry_columns, entry_values = _row(entry)
    selected = ", ".join("born.id" if name == '"thing"' else "%s" for name in entry_columns)
    known = [v for name, v in zip(entry_columns, entry_values, strict=True) if name != '"thing"']
    statement = (  # the names are our models', every value is a parameter
        f"WITH born AS (INSERT INTO {_table(thing)} ({', '.join(columns)})"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(values))}) RETURNING id)"
        f" INSERT INTO {_table(entry)} ({', '.join(entry_columns)})"
        f" SELECT {selected} FROM born RETURNING thing"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *known])
        thing.pk = cursor.fetchone()[0]
    entry.thing = thing.pk
    thing._state.adding, thing._state.db = False, connection.alias


def _row(row: models.Model) -> tuple[Sequence[str], Sequence[Any]]:
    """Quoted column names and the values that the database is given, without the key."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    return (
        [connection.ops.quote_name(str(field.column)) for field in fields],
        [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields],
    )


def _table(row: models.Model) -> str:
    return connection.ops.quote_name(row._meta.db_table)
