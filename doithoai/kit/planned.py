"""Statements that PostgreSQL plans once per connection.

For a statement over twenty tables planning costs several times what running it costs. Django
writes the values into the text of each query, so that nothing is ever planned before.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection


class PlannedCursor(psycopg.Cursor[Any]):
    """Sends values apart from the text and lets the server keep the plan."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "PlannedCursor":
        return super().execute(query, params, **{**options, "prepare": True})


def planned_rows(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of a reading statement; it counts as one query like any other.

    A condition should name one value (``=``, not a list): a plan for a list of unknown length is
    never thought good enough to be kept.
    """
    connection.ensure_connection()
    bare = PlannedCursor(connection.connection)
    with connection._prepare_cursor(bare) as cursor:  # type: ignore[attr-defined] # counts, wraps
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
