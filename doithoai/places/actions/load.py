"""Loading units and successions from a source; twice is the same as once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.vietnamese import fold
from doithoai.places.actions.rights import require_right
from doithoai.places.actions.steps import load_steps
from doithoai.places.country import read_country
from doithoai.places.models import Unit
from doithoai.places.rules import Tier, bare_name
from doithoai.places.unit_files import SuccessionRow, UnitRow
from doithoai.record.actions import action
from doithoai.record.moves import Actor
from doithoai.record.notes import note

_BATCH = 2_000


@dataclass(slots=True)
class Loaded:
    """How many rows were new, and how many that were known said something else."""

    units_new: int = 0
    units_changed: int = 0
    successions_new: int = 0
    successions_changed: int = 0

    def __bool__(self) -> bool:
        return any(asdict(self).values())


@action
def load_units(
    *,
    units: Sequence[UnitRow],
    successions: Sequence[SuccessionRow],
    by: Actor,
    may_change: bool = True,
) -> Loaded:
    """Write what a source says. ``may_change`` False: only add what is not known yet.

    A row means a known unit when it has its key; or its code and first day; or, where one of
    them does not know the first day, its code, last day and name. The known key stays. Raises
    Invalid when two units would have one code from the same day on.
    """
    require_right(by, None)
    tree, loaded = _Tree(may_change=may_change), Loaded()
    matches = tree.matches(units)
    for tier in Tier.values:  # parents first: rows point at them
        rows = [row for row in units if row.tier == tier]
        tree.take(rows, matches, loaded)
    loaded.successions_new, loaded.successions_changed = load_steps(
        successions, tree.by_key, may_change=may_change
    )
    if loaded:
        note("units", "load", 0, by=by, facts=asdict(loaded))
    return loaded


@action
def take_over_units(units: Sequence[Unit], *, by: Actor) -> list[Unit]:
    """The same units, those that are not written yet (``queries.chosen_units``) taken over from the
    files of the country, with what lies above them and what went into them."""
    wanted = [unit for unit in units if unit.pk is None]
    if wanted:
        part = read_country().around(unit.key for unit in wanted)
        rows = list(part.units.values())
        load_units(units=rows, successions=part.successions, by=by, may_change=False)
    here = Unit.objects.filter(valid_to__isnull=True)
    taken = [here.get(code=unit.code, tier=unit.tier) for unit in wanted]
    return [*(unit for unit in units if unit.pk is not None), *taken]


class _Tree:
    """All units by what identifies them; ``by_key`` also learns the source's keys."""

    def __init__(self, *, may_change: bool) -> None:
        self.may_change = may_change
        self.by_key: dict[str, Unit] = {}
        self._by_begin: dict[tuple[str, date], Unit] = {}
        self._by_end: dict[tuple[str, date | None, str], Unit] = {}
        for unit in Unit.objects.select_for_update():
            self.by_key[unit.key] = unit
            self._by_end[unit.code, unit.valid_to, unit.folded_name] = unit
            if unit.valid_from:
                self._by_begin[unit.code, unit.valid_from] = unit

    def matches(self, rows: Sequence[UnitRow]) -> dict[str, Unit]:
        """The known unit that each row means, by the row's key."""
        found = {row.key: unit for row in rows if (unit := self._known(row))}
        seen: dict[int, str] = {}
        for key, unit in found.items():
            if (first := seen.setdefault(unit.pk, key)) != key:
                words = {"one": first, "other": key, "unit": unit.name}
                raise Invalid(_("“%(one)s” and “%(other)s” both mean %(unit)s.") % words)
        return found

    def _known(self, row: UnitRow) -> Unit | None:
        if unit := self.by_key.get(row.key):
            return unit
        if row.valid_from and (unit := self._by_begin.get((row.code, row.valid_from))):
            return unit
        unit = self._by_end.get((row.code, row.valid_to, fold(bare_name(row.name, row.type))))
        return unit if unit and not (unit.valid_from and row.valid_from) else None

    def take(self, rows: Sequence[UnitRow], matches: dict[str, Unit], loaded: Loaded) -> None:
        """Writes the rows of one tier, changes first: they may free a code for a new unit."""
        changed = [matches[row.key] for row in rows if self._is_changed(row, matches)]
        new = [self._new(row) for row in rows if row.key not in matches]
        self._require_code_free()
        for unit in changed:
            unit.save()
        Unit.objects.bulk_create(new, batch_size=_BATCH)
        loaded.units_changed += len(changed)
        loaded.units_new += len(new)

    def _is_changed(self, row: UnitRow, matches: dict[str, Unit]) -> bool:
        if not (unit := matches.get(row.key)):
            return False
        is_alias = unit.key != row.key
        self.by_key[row.key] = unit
        wanted = self._attributes(row)
        if is_alias:  # another source's first day is not forgotten
            wanted["valid_from"] = row.valid_from or unit.valid_from
        different = {name for name, value in wanted.items() if getattr(unit, name) != value}
        if not self.may_change or not different:
            return False
        for name in different:
            setattr(unit, name, wanted[name])
        return True

    def _new(self, row: UnitRow) -> Unit:
        self.by_key[row.key] = unit = Unit(key=row.key, **self._attributes(row))
        return unit

    def _attributes(self, row: UnitRow) -> dict[str, Any]:
        return {
            "code": row.code,
            "name": row.name,
            "type": row.type,
            "tier": row.tier,
            "parent_id": self.by_key[row.parent_key].pk if row.parent_key else None,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }

    def _require_code_free(self) -> None:
        taken: dict[tuple[str, date | None], Unit] = {}
        for unit in self.by_key.values():
            holder = taken.setdefault((unit.code, unit.valid_from), unit)
            if holder is not unit:
                words = {"one": holder.key, "other": unit.key, "code": unit.code}
                raise Invalid(
                    _("“%(one)s” and “%(other)s” would have the code %(code)s from one day on.")
                    % words
                )
