"""Reading places: which unit a name means, what became of units, who heads them."""

from doithoai.places.queries.lineage import (
    Forebear,
    above,
    jurisdiction_ids,
    lineage,
    subtree_ids,
    successors_of,
    territory_ids,
    today_map,
    today_of,
)
from doithoai.places.queries.lookup import FoundUnit, search_units, unit_on
from doithoai.places.queries.people import (
    agencies_of,
    agencies_within,
    agency_by_key,
    term_on,
    unit_of_village,
    village_by_number,
    villages_of,
)
from doithoai.places.queries.validity import is_valid, valid_on

__all__ = [
    "Forebear",
    "FoundUnit",
    "above",
    "agencies_of",
    "agencies_within",
    "agency_by_key",
    "is_valid",
    "jurisdiction_ids",
    "lineage",
    "search_units",
    "subtree_ids",
    "successors_of",
    "term_on",
    "territory_ids",
    "today_map",
    "today_of",
    "unit_of_village",
    "unit_on",
    "valid_on",
    "village_by_number",
    "villages_of",
]
