"""Which units a page is about: the choices of its filter, and what a chosen unit covers."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.opinions.models import CollectionRound
from doithoai.opinions.queries.gathering import open_rounds
from doithoai.places.models import Unit
from doithoai.places.queries import jurisdiction_ids, territory_ids
from doithoai.places.rules import Tier
from doithoai.record.memory import kept


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


def areas() -> list[Area]:
    """Units that have heads in the system, those of today first."""
    return kept("areas", _areas)


def _areas() -> list[Area]:
    rows = Unit.objects.filter(posts__isnull=False).distinct()
    rows = rows.order_by(F("valid_to").desc(nulls_first=True), "sort_name", "id")
    return [Area(*row) for row in rows.values_list("pk", "key", "name", "tier", "valid_to")]


def areas_of_today() -> list[Area]:
    return [one for one in areas() if one.until is None]


def area_choices() -> list[tuple[str, str]]:
    return [("", _("Every place")), *((one.key, one.label) for one in areas())]


def area(key: str) -> Area | None:
    """The unit with this key; None when none was asked for. Raises Invalid for an unknown one."""
    if not key:
        return None
    if found := next((one for one in areas() if one.key == key), None):
        return found
    row = Unit.objects.filter(key=key).values_list("pk", "key", "name", "tier", "valid_to").first()
    if row is None:
        raise Invalid(_("There is no such unit."))
    return Area(*row)


def covered_ids(one: Area) -> list[int]:
    """The unit, the units of the past it answers for, and all units below a larger one."""
    return kept(f"covered.{one.pk}", lambda: _covered_ids(one))


def _covered_ids(one: Area) -> list[int]:
    unit = Unit(pk=one.pk)
    return sorted(jurisdiction_ids(unit) if one.tier == Tier.COMMUNE else territory_ids(unit))


def rounds_now() -> list[CollectionRound]:
    """Rounds of collection that are open now, in every place."""
    return kept("rounds", lambda: list(open_rounds()))
