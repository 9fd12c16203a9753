"""The first row of a thing and its first history entry, written by one statement.

A citizen waits for it and it must be durable: through the models it would be four round trips to
the database (BEGIN, two INSERTs, COMMIT), of which each costs as much as the work itself.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models

from doithoai.record.models import Entry, Recorded

_AS_THEY_ARE = frozenset({str, int, bool, bytes, datetime, UUID})
"""What the driver takes without the field's help, which costs more than the sending; a value of a
JSON field is never sent like that: a word would not arrive as JSON.
"""


def insert_with_entry(thing: Recorded, step: dict[str, Any]) -> None:
    """Insert ``thing`` and the entry of its first ``step``; ``thing`` gets its key.

    ``step``: the values of ``Entry`` by field, but for ``thing``. Raises IntegrityError as
    ``save`` does.
    """
    born = _given((field, field.pre_save(thing, add=True)) for field in _fields(type(thing)))
    noted = _given((field, step[field.name]) for field in _fields(Entry) if field.name in step)
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(
            _statement(type(thing), tuple(born), tuple(noted)), [*born.values(), *noted.values()]
        )
        thing.pk = cursor.fetchone()[0]
    thing._state.adding, thing._state.db = False, DEFAULT_DB_ALIAS


@cache
def _statement(model: type[Recorded], born: tuple[str, ...], noted: tuple[str, ...]) -> str:
    """The names are our models' columns, every value is a parameter."""
    return (
        f"WITH born AS (INSERT INTO {_quoted(model._meta.db_table)} ({_columns(born)})"  # noqa: S608
        f" VALUES ({', '.join(['%s'] * len(born))}) RETURNING id)"
        f" INSERT INTO {_quoted(Entry._meta.db_table)} ({_columns(noted)}, thing)"
        f" SELECT {', '.join(['%s'] * len(noted))}, born.id FROM born RETURNING thing"
    )


def _given(values: "Iterable[tuple[models.Field[Any, Any], Any]]") -> dict[str, Any]:
    """Values by column, without what is NULL: PostgreSQL puts that there by itself."""
    database = connections[DEFAULT_DB_ALIAS]  # looked up once: it is asked for every field
    return {
        str(field.column): (
            value
            if type(value) in _AS_THEY_ARE and not isinstance(field, models.JSONField)
            else field.get_db_prep_save(value, database)
        )
        for field, value in values
        if value is not None
    }


@cache
def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """All but its key: the database gives it."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(map(_quoted, names))


def _quoted(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
