"""Villages and where they belong."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from doithoai.kit.days import PLACE
from doithoai.kit.errors import Invalid, WrongState
from doithoai.kit.time import short_date, today
from doithoai.places.actions.keys import free_key
from doithoai.places.actions.rights import require_right, required_name
from doithoai.places.models import Unit, Village, VillageFormerName, VillagePlacement
from doithoai.places.pasted import Standing, pasted_villages
from doithoai.places.queries import is_valid, unit_of_village, villages_of
from doithoai.places.rules import VillageKind, bare_village, likeness
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
    is_another: bool = False,
) -> Village:
    """A village of the unit, placed there since a day (None: as long as anybody knows).

    ``is_another``: it is known that a name alike, but for marks or signs, is another village's.
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
    on = max(since or today(), today())
    _require_own_name(unit, name, on, is_another=is_another)
    village.key = free_key(Village, unit.key, bare_village(name))
    village.save(force_insert=True)
    VillagePlacement.objects.create(village=village, unit=unit, valid_from=since)
    note("village", "add", village.pk, by=by, unit=unit.pk, facts={"name": name})
    return village


@action
def add_villages(
    *, unit: Unit, lines: str, by: Actor, kind: str, others: Collection[str] = ()
) -> list[Village]:
    """The new ones of ``pasted_villages``, and those named in ``others``, which only look like one
    that the unit has. All or none."""
    pasted = pasted_villages(unit, lines, kind)
    wanted = [
        one
        for one in pasted
        if one.standing == Standing.NEW or (one.standing == Standing.ALIKE and one.name in others)
    ]
    return [
        add_village(unit=unit, name=one.name, kind=one.kind, is_another=one.name in others, by=by)
        for one in wanted
    ]


@action
def correct_village(
    *, village: Village, name: str, kind: str, by: Actor, is_another: bool = False
) -> None:
    """Another name or kind from now on; the former name still finds it."""
    unit = _unit_of(village, by=by)
    name = required_name(name, longest=120)
    if kind not in VillageKind.values:
        raise Invalid(_("There is no such kind of village."), field="kind")
    known = Village.objects.select_for_update().get(pk=village.pk)
    if (known.name, known.kind) == (name, kind):
        return
    if known.name != name:
        _require_own_name(unit, name, today(), is_another=is_another, but=known)
        VillageFormerName.objects.create(village=known, name=known.name, until=today())
    facts = {"from": known.name, "name": name, "kind": kind}
    known.name, known.kind = name, kind
    known.save()
    note("village", "correct", known.pk, by=by, unit=unit.pk, facts=facts)


@action
def end_village(*, village: Village, on: date, by: Actor, into: Village | None = None) -> None:
    """From that day on there is no such village; ``into`` goes on with its things, and its name
    leads there. What was written before keeps the old name.
    """
    unit = _unit_of(village, by=by)
    PLACE.require(on, field="on")
    if on > today():
        raise Invalid(_("The end of a village is entered on its day or later."), field="on")
    if into and (into.pk == village.pk or unit_of_village(into, today()) != unit):
        raise Invalid(_("Choose another village of the same unit."), field="into")
    last = village.placements.select_for_update().get(valid_to__isnull=True)
    if last.valid_from and last.valid_from >= on:
        raise Invalid(_("The village was moved later than that; see its history."), field="on")
    last.valid_to = on
    last.save(update_fields=["valid_to"])
    Village.objects.filter(pk=village.pk).update(became=into)
    facts = {"on": on.isoformat(), "into": into.pk if into else None}
    note("village", "merge" if into else "end", village.pk, by=by, unit=unit.pk, facts=facts)


def _unit_of(village: Village, *, by: Actor) -> Unit:
    """Where the village lies today. Raises NotAllowed, and WrongState for one that has ended."""
    unit = unit_of_village(village, today())
    if unit is None:
        raise WrongState(_("There is no such village any more."))
    require_right(by, unit)
    return unit


def _require_own_name(
    unit: Unit, name: str, on: date, *, is_another: bool, but: Village | None = None
) -> None:
    Unit.objects.select_for_update().get(pk=unit.pk)  # two may add the same at once
    others = [one for one in villages_of(unit, on) if one != but]
    if any(one.name == name for one in others):
        raise Invalid(_("The unit already has a village of this name."), field="name")
    alike = [one.name for one in others if likeness(one.bare_name) == likeness(bare_village(name))]
    if alike and not is_another:
        raise Invalid(
            _("There is “%(known)s” already. Is it the same? If not, say so here.")
            % {"known": alike[0]},
            field="is_another",
        )


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
