"""The first row of a thing and its first history entry, written by one statement.

A citizen waits for it and it must be durable: through the models it would be four round trips to
the database (BEGIN, two INSERTs, COMMIT), of which each costs as much as the work itself.
"""

from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

from doithoai.record.models import Entry, Recorded


def insert_with_entry(thing: Recorded, entry: Entry) -> None:
    """Insert both; ``thing`` gets its key. Raises IntegrityError as ``save`` does."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_statement(type(thing)), [*_values(thing), *_values(entry)])
        thing.pk = cursor.fetchone()[0]
    entry.thing = thing.pk
    thing._state.adding, thing._state.db = False, DEFAULT_DB_ALIAS


@cache
def _statement(model: type[Recorded]) -> str:
    """The names are our models', every value is a parameter."""
    born, noted = _fields(model), _fields(Entry)
    return (
        f"WITH born AS (INSERT INTO {_quoted(model._meta.db_table)} ({_columns(born)})"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(born))}) RETURNING id)"
        f" INSERT INTO {_quoted(Entry._meta.db_table)} ({_columns(noted)}, thing)"
        f" SELECT {', '.join(['%s'] * len(noted))}, born.id FROM born RETURNING thing"
    )


@cache
def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """Those with a value before the thing is born: not its key, nor the entry's name of it."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [field for field in fields if not (model is Entry and field.name == "thing")]


def _values(row: models.Model) -> list[Any]:
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: it is asked for every field
    fields = _fields(type(row))
    return [field.get_db_prep_save(field.pre_save(row, add=True), database) for field in fields]


def _columns(fields: "list[models.Field[Any, Any]]") -> str:
    return ", ".join(_quoted(str(field.column)) for field in fields)


def _quoted(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
