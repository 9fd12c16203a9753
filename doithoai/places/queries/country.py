"""Units of today that an office may begin with: known here, or in the files of the country."""

from collections.abc import Collection, Iterable
from typing import Final

from doithoai.kit.time import today
from doithoai.places.country import Today
from doithoai.places.models import Unit
from doithoai.places.queries.lookup import search_units
from doithoai.places.queries.today import units_with_keys
from doithoai.places.queries.validity import valid_on

MOST_FOUND: Final = 20


def units_to_begin_with(text: str) -> list[Unit]:
    """At most ``MOST_FOUND`` by their name, those that are known here first; a unit of the files
    has no ``pk``."""
    known = [one.unit for one in search_units(text, on=today(), limit=MOST_FOUND)]
    others = _not_known(Today().search(text, limit=MOST_FOUND))
    return [*known, *others][:MOST_FOUND]


def chosen_units(keys: Collection[str]) -> list[Unit]:
    """Those of them that there are, known here or in the files."""
    return [*units_with_keys(keys), *_not_known(Today().with_keys(keys))] if keys else []


def _not_known(units: Iterable[Unit]) -> list[Unit]:
    """Without those that are known here, under whatever key."""
    found = list(units)
    codes = [unit.code for unit in found]
    known = Unit.objects.filter(valid_on(today()), code__in=codes)
    here = set(known.values_list("code", "tier"))
    return [unit for unit in found if (unit.code, unit.tier) not in here]
