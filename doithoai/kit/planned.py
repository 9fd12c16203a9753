"""Statements that PostgreSQL plans once per connection.

For a statement over twenty tables planning costs several times what running it costs. Django
writes the values into the text of each query, so that nothing is ever planned before; and to write
that text costs more than planning it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

FIRST_NUMBER: Final = 2**62
"""Stand-ins of numbers begin here; no key is ever as high."""
FIRST_YEAR: Final = 1000
"""Days before it are stand-ins."""


class PlannedCursor(psycopg.Cursor[Any]):
    """Sends values apart from the text and lets the server keep the plan."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "PlannedCursor":
        return super().execute(query, params, **{**options, "prepare": True})


class Planned[**P]:
    """A queryset that is compiled once a process, for values that change from call to call.

    ``build`` takes the values by name. It is called once for each combination of names, with
    stand-ins that it may only compare columns with. Whatever else it compares with is the same for
    ever and stands in the text, where the planner can use it.
    """

    def __init__(self, build: Callable[P, QuerySet[Any, Any]]) -> None:
        self._build = build
        self._texts: dict[tuple[str, ...], str] = {}

    def rows(self, *none: P.args, **values: P.kwargs) -> list[tuple[Any, ...]]:
        """The rows as the driver gives them; JSON is text.

        Values are texts, whole numbers, days or moments, and none is given by its place. Raises
        TypeError for any other, and when ``build`` reckons with a stand-in. Nothing is asked when
        no row can be meant, as by a list of no keys.
        """
        names = tuple(values)
        text = self._texts.get(names)
        if text is None:  # two threads may come here at once: both write the same
            text = self._texts[names] = self._compiled(values)
        return planned_rows(text, values) if text else []

    def _compiled(self, values: Mapping[str, Any]) -> str:
        connection.ensure_connection()
        stand_ins = {name: _stand_in(one, n) for n, (name, one) in enumerate(values.items())}
        try:
            text, found = self._build(**stand_ins).query.sql_with_params()  # type: ignore[call-arg]
        except EmptyResultSet:
            return ""
        names = {one: name for name, one in stand_ins.items()}
        rest = iter(found)
        return re.sub(
            "%[%s]", lambda at: "%%" if at[0] == "%%" else _written(next(rest), names), text
        )


def _stand_in(value: Any, place: int) -> Any:
    """What no row and no rule holds: a text that PostgreSQL cannot store, a day of old, and so on.

    Days lie years apart, so that no reckoning turns one into another.
    """
    match value:
        case bool():
            raise TypeError(value)
        case str():
            return f"\0{place}"
        case int():
            return FIRST_NUMBER + place
        case datetime():
            return datetime.min.replace(tzinfo=UTC) + timedelta(days=366 * place)
        case date():
            return date.min + timedelta(days=366 * place)
        case _:
            raise TypeError(value)


def _written(value: Any, names: Mapping[Any, str]) -> str:
    """The place of a value that changes, or a value that does not as PostgreSQL reads it."""
    if isinstance(value, str | int | date) and value in names:
        return f"%({names[value]})s"
    if _is_like_a_stand_in(value):
        raise TypeError(f"{value!r} was reckoned from a value that changes")
    literal = psycopg.sql.Literal(value).as_string(connection.connection)
    return literal.replace("%", "%%")


def _is_like_a_stand_in(value: Any) -> bool:
    match value:
        case str():
            return "\0" in value
        case int():
            return value > FIRST_NUMBER // 2
        case date():
            return value.year < FIRST_YEAR
        case _:
            return False


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
