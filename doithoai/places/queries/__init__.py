"""Reading places: which unit a name means, what became of units, who heads them."""

from doithoai.places.queries.lineage import (
    Forebear,
    jurisdiction_ids,
    lineage,
    subtree_ids,
    territory_ids,
    today_map,
    today_of,
)
from doithoai.places.queries.lookup import FoundUnit, search_units, unit_on
from doithoai.places.queries.people import (
    agencies_of,
    posts_over,
    term_on,
    unit_of_village,
    villages_of,
)
from doithoai.places.queries.today import units_of_today, villages_of_today
from doithoai.places.queries.validity import is_valid, valid_on

__all__ = [
    "Forebear",
    "FoundUnit",
    "agencies_of",
    "is_valid",
    "jurisdiction_ids",
    "lineage",
    "posts_over",
    "search_units",
    "subtree_ids",
    "term_on",
    "territory_ids",
    "today_map",
    "today_of",
    "unit_of_village",
    "unit_on",
    "units_of_today",
    "valid_on",
    "villages_of",
    "villages_of_today",
]
