"""Units as pages offer them to choose from, and what a chosen unit covers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from doithoai.places.models import Unit
from doithoai.places.queries.lineage import jurisdiction_ids, territory_ids
from doithoai.places.rules import Tier


@dataclass(frozen=True, slots=True)
class Area:
    """A unit as a filter offers it; ``until`` is set for one of the past."""

    pk: int
    key: str
    name: str
    tier: str
    until: date | None

    @property
    def label(self) -> str:
        if self.until is None:
            return self.name
        return _("%(unit)s (until %(year)d)") % {"unit": self.name, "year": self.until.year}


_COLUMNS = ("pk", "key", "name", "tier", "valid_to")


def areas_with_heads() -> list[Area]:
    """Units that have heads in the system, those of today first."""
    rows = Unit.objects.filter(posts__isnull=False).distinct()
    rows = rows.order_by(F("valid_to").desc(nulls_first=True), "sort_name", "id")
    return [Area(*row) for row in rows.values_list(*_COLUMNS)]


def area_by_key(key: str) -> Area | None:
    row = Unit.objects.filter(key=key).values_list(*_COLUMNS).first()
    return Area(*row) if row else None


def area_ids(area: Area) -> list[int]:
    """The unit, the units of the past it answers for, and all units below a larger one."""
    unit = Unit(pk=area.pk)
    return sorted(jurisdiction_ids(unit) if area.tier == Tier.COMMUNE else territory_ids(unit))
