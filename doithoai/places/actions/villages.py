"""Villages and where they belong."""

from datetime import date

from django.utils.translation import gettext as _

from doithoai.kit.days import PLACE
from doithoai.kit.errors import Invalid
from doithoai.kit.time import short_date
from doithoai.places.actions.keys import free_key
from doithoai.places.actions.rights import require_right, required_name
from doithoai.places.models import Unit, Village, VillagePlacement
from doithoai.places.queries import is_valid, villages_of
from doithoai.places.rules import VillageKind, bare_village
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.notes import note


@action
def add_village(
    *,
    unit: Unit,
    name: str,
    by: Actor,
    kind: str = VillageKind.THON,
    since: date | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Village:
    """A village of the unit, placed there since a day (None: as long as anybody knows).

    ``latitude``, ``longitude``: degrees (WGS 84) of its middle, both or neither.
    """
    require_right(by, unit)
    name = required_name(name, longest=120)
    PLACE.require(since, field="since")
    if kind not in VillageKind.values:
        raise Invalid(_("There is no such kind of village."), field="kind")
    if (latitude is None) != (longitude is None):
        raise Invalid(_("Give both latitude and longitude, or neither."), field="longitude")
    village = Village(name=name, kind=kind, latitude=latitude, longitude=longitude)
    if villages_of(unit, since or date.min).filter(name=name).exists():
        raise Invalid(_("The unit already has a village of this name."), field="name")
    village.key = free_key(Village, unit.key, bare_village(name))
    village.save(force_insert=True)
    VillagePlacement.objects.create(village=village, unit=unit, valid_from=since)
    note("village", "add", village.pk, by=by, unit=unit.pk, facts={"name": name})
    return village


@action
def move_village(*, village: Village, to: Unit, on: date, by: Actor) -> VillagePlacement:
    """From that day on the village belongs to another unit; before, all stays as it was."""
    require_right(by, to)
    PLACE.require(on, field="on")
    if not is_valid(to, on):
        words = {"unit": to.name, "day": short_date(on)}
        raise Invalid(_("There is no %(unit)s on %(day)s.") % words, field="on")
    last = village.placements.select_for_update().filter(valid_to__isnull=True).first()
    if last is None or (last.valid_from and last.valid_from >= on):
        raise Invalid(_("The village was moved later than that; see its history."), field="on")
    if last.unit_id == to.pk:
        raise Invalid(_("The village already belongs to this unit."), field="to")
    last.valid_to = on
    last.save(update_fields=["valid_to"])
    placement = VillagePlacement.objects.create(village=village, unit=to, valid_from=on)
    facts = {"from": last.unit_id, "on": on.isoformat()}
    note("village", "move", village.pk, by=by, unit=to.pk, facts=facts)
    return placement
