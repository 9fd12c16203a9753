"""Bodies that can be given work."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.places.actions.keys import free_key
from doithoai.places.actions.rights import require_right, required_name
from doithoai.places.models import Agency, Unit
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.notes import note


@action
def add_agency(*, unit: Unit, name: str, by: Actor, kind: str = Agency.Kind.DEPARTMENT) -> Agency:
    """A body that can be given work at the unit; its name must be new there."""
    require_right(by, unit)
    name = required_name(name, longest=200)
    if kind not in Agency.Kind.values:
        raise Invalid(_("There is no such kind of agency."), field="kind")
    if Agency.objects.filter(unit=unit, name=name).exists():
        raise Invalid(_("The unit already has an agency of this name."), field="name")
    key = free_key(Agency, unit.key, name)
    agency = Agency.objects.create(key=key, unit=unit, name=name, kind=kind)
    note("agency", "add", agency.pk, by=by, unit=unit.pk, facts={"name": name})
    return agency


@action
def retire_agency(agency: Agency, *, by: Actor) -> None:
    """From now on no work is given to it; what it was given before stays with it to be done."""
    _set_active(agency, False, "retire", by=by)


@action
def restore_agency(agency: Agency, *, by: Actor) -> None:
    """Work can be given to it again."""
    _set_active(agency, True, "restore", by=by)


def _set_active(agency: Agency, is_active: bool, move: str, *, by: Actor) -> None:
    require_right(by, agency.unit)
    locked = Agency.objects.select_for_update().get(pk=agency.pk)
    if locked.is_active != is_active:  # pressed twice is pressed once
        Agency.objects.filter(pk=agency.pk).update(is_active=is_active)
        note("agency", move, agency.pk, by=by, unit=agency.unit_id)
