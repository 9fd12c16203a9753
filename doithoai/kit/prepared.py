"""Queries whose SQL is built once and then only run, with other values.

Building the SQL of a query with joins and subqueries costs the models several times what running it
costs. A public page that answers from six of them spends its time there. What comes back is
the same as from the queryset: instances with their related objects and annotations.
"""

import copy
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

_MARKS: dict[type, Callable[[int], Any]] = {
    int: lambda place: 2**62 + place,
    str: lambda place: f"\ue000{place}\ue000",
}
"""Values that occur nowhere else, to be found again among the parameters of the SQL."""


class Prepared[Row]:
    """``Prepared(build, int)(7)`` is ``list(build(7))``.

    ``build`` takes one value for each of ``kinds`` (int or str) and answers a queryset whose SQL
    depends on nothing but these values: no day, no language, no list of changing length.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], *kinds: type) -> None:
        self._build = build
        self._marks = [_MARKS[kind](place) for place, kind in enumerate(kinds)]
        self._known: tuple[QuerySet[Any, Row], SQLCompiler, str, Sequence[Any]] | None = None

    def __call__(self, *values: Any) -> list[Row]:
        queryset, compiler, sql, params = self._known or self._learn()
        chosen = dict(zip(self._marks, values, strict=True))
        given = tuple(chosen.get(one, one) if _may_be_mark(one) else one for one in params)
        ready = copy.copy(compiler)
        ready.connection = connections[queryset.db]
        ready.as_sql = lambda *_args, **_options: (sql, given)  # type: ignore[method-assign]
        query = copy.copy(queryset.query)
        query.get_compiler = lambda *_args, **_options: ready  # type: ignore[method-assign]
        running = queryset.all()
        # the setter of ``query`` would turn tuples into dictionaries
        running._query = query  # type: ignore[attr-defined]
        return list(running)

    def _learn(self) -> tuple[QuerySet[Any, Row], SQLCompiler, str, Sequence[Any]]:
        queryset = self._build(*self._marks)
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, params = compiler.as_sql()
        if any(mark not in params for mark in self._marks):
            raise ValueError("a value of the query is not a parameter of its SQL")
        self._known = (queryset, compiler, sql, params)
        return self._known


def _may_be_mark(value: Any) -> bool:
    return isinstance(value, int | str)
