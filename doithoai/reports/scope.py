"""Whose dialogues count for a unit."""

from collections.abc import Iterable

from django.db import connection

from doithoai.kit.time import today
from doithoai.places.models import Unit

# From a unit of today: everything below it, and everything of the past that became it or a part
# of it by default. From a unit of the past: what was below it, as it was.
_SCOPES = """
WITH RECURSIVE walk(start, here) AS (
    SELECT id, id FROM places_unit WHERE id = ANY(%(ids)s)
    UNION
    SELECT walk.start, step.there
    FROM walk
    JOIN places_unit origin ON origin.id = walk.start
    JOIN (
        SELECT parent_id AS here, id AS there, false AS is_past FROM places_unit
        UNION ALL
        SELECT succession.successor_id, succession.predecessor_id, true
        FROM places_succession succession
        JOIN places_unit past ON past.id = succession.predecessor_id
        WHERE succession.is_default AND past.valid_to <= %(today)s
    ) step ON step.here = walk.here
    WHERE NOT step.is_past OR coalesce(origin.valid_to, 'infinity') > %(today)s
)
SELECT start, here FROM walk
"""


def scopes(units: Iterable[Unit]) -> dict[int, frozenset[int]]:
    """For each unit (by id) the ids of the units whose dialogues count for it; one query."""
    found: dict[int, set[int]] = {unit.pk: set() for unit in units}
    with connection.cursor() as cursor:
        cursor.execute(_SCOPES, {"ids": list(found), "today": today()})
        for start, here in cursor.fetchall():
            found[start].add(here)
    return {start: frozenset(ids) for start, ids in found.items()}
