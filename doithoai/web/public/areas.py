"""Which units a page is about: the choices of its filter, and what a chosen unit covers."""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.opinions.models import CollectionRound
from doithoai.opinions.queries.gathering import open_rounds
from doithoai.places.queries.areas import Area, area_by_key, area_ids, areas_with_heads
from doithoai.record.memory import kept


def areas() -> list[Area]:
    """Units that have heads in the system, those of today first."""
    return kept("areas", areas_with_heads)


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
    if found := area_by_key(key):
        return found
    raise Invalid(_("There is no such unit."))


def covered_ids(one: Area) -> list[int]:
    """The unit, the units of the past it answers for, and all units below a larger one."""
    return kept(f"covered.{one.pk}", lambda: area_ids(one))


def rounds_now() -> list[CollectionRound]:
    """Rounds of collection that are open now, in every place."""
    return kept("rounds", lambda: list(open_rounds()))
