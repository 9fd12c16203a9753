"""Bodies that can be given work."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.time import today
from doithoai.places.actions.keys import free_key
from doithoai.places.actions.rights import require_right, required_name
from doithoai.places.models import Agency, AgencyFormerName, Unit
from doithoai.places.rules import likeness
from doithoai.places.usual_agencies import usual_agencies
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.notes import note


@action
def add_agency(
    *,
    unit: Unit,
    name: str,
    by: Actor,
    kind: str = Agency.Kind.DEPARTMENT,
    is_another: bool = False,
) -> Agency:
    """A body that can be given work at the unit; its name must be new there.

    ``is_another``: it is known that a name alike, but for marks or signs, is another agency's.
    """
    require_right(by, unit)
    name = required_name(name, longest=200)
    if kind not in Agency.Kind.values:
        raise Invalid(_("There is no such kind of agency."), field="kind")
    _require_own_name(unit, name, is_another=is_another)
    key = free_key(Agency, unit.key, name)
    agency = Agency.objects.create(key=key, unit=unit, name=name, kind=kind)
    note("agency", "add", agency.pk, by=by, unit=unit.pk, facts={"name": name})
    return agency


@action
def add_usual_agencies(unit: Unit, keys: Collection[str], *, by: Actor) -> list[Agency]:
    """Those of ``usual_agencies`` with these keys; what the unit has already is left as it is."""
    wanted = [one for one in usual_agencies(unit) if one.key in keys]
    return [add_agency(unit=unit, name=one.name, kind=one.kind, by=by) for one in wanted]


@action
def correct_agency(
    *, agency: Agency, name: str, kind: str, by: Actor, is_another: bool = False
) -> None:
    """Another name or kind from now on; the former name stays beside it."""
    require_right(by, agency.unit)
    name = required_name(name, longest=200)
    if kind not in Agency.Kind.values:
        raise Invalid(_("There is no such kind of agency."), field="kind")
    known = Agency.objects.select_for_update().get(pk=agency.pk)
    if (known.name, known.kind) == (name, kind):
        return
    if known.name != name:
        _require_own_name(agency.unit, name, is_another=is_another, but=known)
        AgencyFormerName.objects.create(agency=known, name=known.name, until=today())
    facts = {"from": known.name, "name": name, "kind": kind}
    Agency.objects.filter(pk=known.pk).update(name=name, kind=kind)
    note("agency", "correct", known.pk, by=by, unit=known.unit_id, facts=facts)


def _require_own_name(
    unit: Unit, name: str, *, is_another: bool, but: Agency | None = None
) -> None:
    Unit.objects.select_for_update().get(pk=unit.pk)  # two may add the same at once
    others = [one for one in unit.agencies.all() if one != but]
    if any(one.name == name for one in others):
        raise Invalid(_("The unit already has an agency of this name."), field="name")
    alike = [one.name for one in others if likeness(one.name) == likeness(name)]
    if alike and not is_another:
        raise Invalid(
            _("There is “%(known)s” already. Is it the same? If not, say so here.")
            % {"known": alike[0]},
            field="is_another",
        )


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
