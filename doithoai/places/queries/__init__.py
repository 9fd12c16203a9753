"""Reading places: which unit a name means, what became of units, who heads them."""

from doithoai.places.queries.country import MOST_FOUND, chosen_units, units_to_begin_with
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
    names_of_villages,
    posts_over,
    term_on,
    unit_of_village,
    village_by_number,
    villages_by_old_name,
    villages_of,
    villages_to_name,
    with_merged,
)
from doithoai.places.queries.today import units_of_today, villages_of_today
from doithoai.places.queries.validity import is_valid, valid_on

__all__ = [
    "MOST_FOUND",
    "Forebear",
    "FoundUnit",
    "above",
    "agencies_of",
    "agencies_within",
    "agency_by_key",
    "chosen_units",
    "is_valid",
    "jurisdiction_ids",
    "lineage",
    "names_of_villages",
    "posts_over",
    "search_units",
    "subtree_ids",
    "successors_of",
    "term_on",
    "territory_ids",
    "today_map",
    "today_of",
    "unit_of_village",
    "unit_on",
    "units_of_today",
    "units_to_begin_with",
    "valid_on",
    "village_by_number",
    "villages_by_old_name",
    "villages_of",
    "villages_of_today",
    "villages_to_name",
    "with_merged",
]
