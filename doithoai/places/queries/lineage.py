"""What became of units, and what they were before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from doithoai.kit.time import today
from doithoai.places.models import Succession, Unit

_DEEPEST = 50  # a chain that long is a circle in the data

_TODAY = """
WITH RECURSIVE walk(start, here, depth) AS (
    SELECT id, id, 0 FROM places_unit WHERE id = ANY(%(ids)s)
    UNION ALL
    SELECT walk.start, step.successor_id, walk.depth + 1
    FROM walk
    JOIN places_unit unit ON unit.id = walk.here AND unit.valid_to <= %(today)s
    JOIN places_succession step ON step.predecessor_id = walk.here AND step.is_default
    WHERE walk.depth < %(deepest)s
)
SELECT DISTINCT ON (start) start, here FROM walk ORDER BY start, depth DESC
"""

_JURISDICTION = """
WITH RECURSIVE walk(here) AS (
    SELECT %(id)s::bigint
    UNION
    SELECT step.predecessor_id
    FROM walk
    JOIN places_succession step ON step.successor_id = walk.here AND step.is_default
    JOIN places_unit unit ON unit.id = step.predecessor_id AND unit.valid_to <= %(today)s
)
SELECT here FROM walk
"""

_SUBTREE = """
WITH RECURSIVE walk(here, valid_from, valid_to) AS (
    SELECT id, valid_from, valid_to FROM places_unit WHERE id = %(id)s
    UNION
    SELECT unit.id, unit.valid_from, unit.valid_to
    FROM walk JOIN places_unit unit ON unit.parent_id = walk.here
)
SELECT here FROM walk
WHERE %(on)s::date IS NULL
   OR (coalesce(valid_from, '-infinity') <= %(on)s AND coalesce(valid_to, 'infinity') > %(on)s)
"""

# A commune of the past is reached through the unit that answers for it today, wherever that is;
# a district has no such unit and is reached through its province.
_TERRITORY = """
WITH RECURSIVE origin AS (
    SELECT id, coalesce(valid_to, 'infinity') > %(today)s AS is_alive
    FROM places_unit WHERE id = %(id)s
),
walk(here) AS (
    SELECT id FROM origin
    UNION
    SELECT step.there
    FROM walk CROSS JOIN origin CROSS JOIN LATERAL (
        SELECT child.id AS there FROM places_unit child
        WHERE child.parent_id = walk.here AND NOT (
            origin.is_alive AND coalesce(child.valid_to, 'infinity') <= %(today)s AND EXISTS (
                SELECT 1 FROM places_succession
                WHERE predecessor_id = child.id AND is_default
            )
        )
        UNION ALL
        SELECT succession.predecessor_id
        FROM places_succession succession
        JOIN places_unit past ON past.id = succession.predecessor_id
        WHERE succession.successor_id = walk.here AND succession.is_default
          AND origin.is_alive AND past.valid_to <= %(today)s
    ) step
)
SELECT here FROM walk
"""

_LINEAGE = """
WITH RECURSIVE walk(step, here, share, is_default, depth) AS (
    SELECT id, predecessor_id, share, is_default, 1
    FROM places_succession WHERE successor_id = %(id)s
    UNION ALL
    SELECT step.id, step.predecessor_id, least(walk.share, step.share),
           walk.is_default AND step.is_default, walk.depth + 1
    FROM walk JOIN places_succession step ON step.successor_id = walk.here
    WHERE walk.depth < %(deepest)s
)
SELECT DISTINCT ON (here) step, share, is_default, depth FROM walk
ORDER BY here, share DESC, is_default DESC, depth
"""


@dataclass(frozen=True, slots=True)
class Forebear:
    """A unit of the past that went into another one, directly (``depth`` 1) or through others.

    ``share`` and ``is_default`` tell of the whole way: one part on it makes it a part.
    ``step`` is the succession by which ``unit`` ended, with its day and legal basis.
    """

    unit: Unit
    step: Succession
    share: str
    is_default: bool
    depth: int


def today_map(unit_ids: Iterable[int]) -> dict[int, int]:
    """For each unit the one of today that answers for it, through default successors; one query.

    A unit without a successor (a district) stands for itself.
    """
    ids = list(set(unit_ids))
    found: dict[int, int] = dict(_rows(_TODAY, ids=ids, today=today())) if ids else {}
    return found


def today_of(unit: Unit) -> Unit:
    """The unit of today that answers for ``unit``; itself when it has no successor."""
    if unit.valid_to is None:
        return unit
    here = today_map([unit.pk])[unit.pk]
    return unit if here == unit.pk else Unit.objects.select_related("parent__parent").get(pk=here)


def jurisdiction_ids(unit: Unit) -> frozenset[int]:
    """The unit and every unit of the past whose things it answers for by default succession."""
    return frozenset(row[0] for row in _rows(_JURISDICTION, id=unit.pk, today=today()))


def subtree_ids(unit: Unit, on: date | None = None) -> frozenset[int]:
    """The unit and all units below it, ever or on one day."""
    return frozenset(row[0] for row in _rows(_SUBTREE, id=unit.pk, on=on))


def territory_ids(unit: Unit) -> frozenset[int]:
    """The unit, all below it, and every unit of the past that any of these answers for.

    Of a unit of the past: all that was below it, as ``subtree_ids``.
    """
    return frozenset(row[0] for row in _rows(_TERRITORY, id=unit.pk, today=today()))


def lineage(unit: Unit) -> list[Forebear]:
    """All units that went into ``unit`` through time, nearest first; each once, by its best way."""
    rows = {row[0]: row[1:] for row in _rows(_LINEAGE, id=unit.pk)}
    steps = Succession.objects.filter(pk__in=rows).select_related(
        "predecessor__parent__parent", "successor"
    )
    forebears = [Forebear(step.predecessor, step, *rows[step.pk]) for step in steps]
    return sorted(forebears, key=lambda one: (one.depth, one.unit.sort_name, one.unit.pk))


def _rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"deepest": _DEEPEST, **values})
        return list(cursor.fetchall())


def successors_of(unit: Unit) -> list[Succession]:
    """What a unit of the past became; whoever answers for it first."""
    if unit.valid_to is None:
        return []
    rows = Succession.objects.filter(predecessor=unit).select_related("successor__parent")
    return list(rows.order_by("-is_default", "id"))


def above(area_id: int) -> Unit | None:
    """The unit to which the one with this key belongs."""
    return Unit.objects.filter(children=area_id).first()
