"""Bodies that can be given work."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.places.actions.keys import free_key
from doithoai.places.actions.rights import note, require_right, required_name
from doithoai.places.models import Agency, Unit
from doithoai.record.actions import action
from doithoai.record.moves import Actor


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
    note("add", "agency", agency.pk, unit=unit, by=by, facts={"name": name})
    return agency
