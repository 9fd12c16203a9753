"""Units and villages of today: nothing new is written for a unit of the past."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from doithoai.kit.time import today
from doithoai.places.models import Unit, Village
from doithoai.places.queries.validity import valid_on


def units_of_today(unit_ids: frozenset[int]) -> QuerySet[Unit]:
    """Those of the units that exist today: nothing new is written for a unit of the past."""
    return Unit.objects.filter(pk__in=unit_ids, valid_to__isnull=True).order_by("sort_name", "id")


def villages_of_today(units: QuerySet[Unit]) -> QuerySet[Village]:
    day = today()
    placed = Q(placements__valid_from__isnull=True) | Q(placements__valid_from__lte=day)
    still = Q(placements__valid_to__isnull=True) | Q(placements__valid_to__gt=day)
    rows = Village.objects.filter(placed, still, placements__unit__in=units)
    return rows.order_by("sort_name", "id")


def units_with_keys(keys: Iterable[str]) -> QuerySet[Unit]:
    """Units of today among those with these keys, with what lies above them."""
    rows = Unit.objects.filter(valid_on(today()), key__in=keys)
    return rows.select_related("parent__parent").order_by("sort_name", "id")
