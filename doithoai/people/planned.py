"""What an official sees, as statements that are compiled once a process."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet

from doithoai.kit.planned import Planned
from doithoai.people.actors import Official
from doithoai.people.models import Appointment, User

type Held = tuple[str, tuple[int, ...], bool]
"""A role, the numbers of its units among all that the official reaches, and whether it is of an
agency."""
type Shape = tuple[Held, ...]

KEYS: Final = ("user", "unit_", "agency_")


class PlannedFor:
    """A queryset that begins with what an official may see, compiled once for all officials with
    the same roles over as many units.

    ``build`` is given a stand-in for the official, which has units, agencies, rights and an
    account with keys alone, and further values by name, as ``Planned`` takes them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._planned: dict[Shape, Planned[Any]] = {}

    def rows(self, official: Official, **values: Any) -> list[tuple[Any, ...]]:
        """The rows as the driver gives them; nothing is asked where the role sees nothing."""
        shape, keys = _shape_and_keys(official)
        planned = self._planned.get(shape)
        if planned is None:
            planned = self._planned[shape] = Planned(partial(self._built, shape))
        return planned.rows(**keys, **values)

    def _built(self, shape: Shape, **values: Any) -> QuerySet[Any, Any]:
        own = {name: one for name, one in values.items() if not name.startswith(KEYS)}
        return self._build(_StandIn(shape, values), **own)


class _StandIn(Official):
    """Like an official of this shape, with stand-ins for all keys."""

    def __init__(self, shape: Shape, keys: dict[str, int]) -> None:
        held = [
            Appointment(pk=n, role=role, agency_id=keys[f"agency_{n}"] if is_of_agency else None)
            for n, (role, _units, is_of_agency) in enumerate(shape)
        ]
        super().__init__(User(pk=keys["user"]), held, date.min)
        self.reach = {
            n: frozenset(keys[f"unit_{unit}"] for unit in units)
            for n, (_role, units, _is_of_agency) in enumerate(shape)
        }


def _shape_and_keys(official: Official) -> tuple[Shape, dict[str, int]]:
    """What those officials share who see the same kinds of things, and the keys of this one."""
    units = sorted(frozenset[int]().union(*official.reach.values()))
    numbers = {unit: n for n, unit in enumerate(units)}
    keys = {"user": official.user.pk, **{f"unit_{n}": unit for unit, n in numbers.items()}}
    shape = []
    for n, held in enumerate(official.appointments):
        mine = tuple(sorted(numbers[unit] for unit in official.reach[held.pk]))
        shape.append((str(held.role), mine, bool(held.agency_id)))
        if held.agency_id:
            keys[f"agency_{n}"] = held.agency_id
    return tuple(shape), keys
