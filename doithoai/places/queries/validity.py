"""Half-open intervals: valid from the first day on, until the day before the last one named."""

from datetime import date

from django.db.models import Q

from doithoai.places.models import Unit


def valid_on(day: date, prefix: str = "") -> Q:
    """Filters units (or, with a prefix such as ``unit__``, what points at them) to one day."""
    begun = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": day})
    lasting = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return begun & lasting


def is_valid(unit: Unit, on: date) -> bool:
    is_begun = unit.valid_from is None or unit.valid_from <= on
    return is_begun and (unit.valid_to is None or unit.valid_to > on)
