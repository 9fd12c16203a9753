"""The whole country as the program ships it: units of today, those of the last day before 1/7/2025,
and who became whom.

``places/data/country_*.csv.xz``, in the columns of ``unit_files``, made by ``tools/country.py``.
Files and no table: an office takes over its own unit with what belongs to it, not 14,000 rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from doithoai.kit.vietnamese import fold
from doithoai.places.models import Unit
from doithoai.places.rules import Tier, bare_name, readings, tidy_name
from doithoai.places.unit_files import SuccessionRow, UnitRow, read_successions, read_units

DATA: Final = Path(__file__).parent / "data"
TODAY: Final = DATA / "country_today.csv.xz"
PAST: Final = DATA / "country_past.csv.xz"
STEPS: Final = DATA / "country_steps.csv.xz"


@dataclass
class Country:
    """Rows of units by their keys, and who became whom."""

    units: dict[str, UnitRow] = field(default_factory=dict)
    successions: list[SuccessionRow] = field(default_factory=list)

    @property
    def communes_today(self) -> int:
        rows = self.units.values()
        return sum(row.valid_to is None and row.tier == Tier.COMMUNE for row in rows)

    @property
    def units_past(self) -> int:
        return sum(row.valid_to is not None for row in self.units.values())

    def around(self, keys: Iterable[str]) -> "Country":
        """These units of today, what lies above them, and what went into any of these, with what
        lay above that."""
        part = Country()
        self._take(part, keys)
        steps = [row for row in self.successions if row.to_key in part.units]
        self._take(part, [row.from_key for row in steps])
        part.successions = steps
        return part

    def _take(self, part: "Country", keys: Iterable[str]) -> None:
        for key in keys:
            while key and key not in part.units:
                part.units[key] = self.units[key]
                key = self.units[key].parent_key


def read_country() -> Country:
    """All of it; a second on a slow machine."""
    rows = [*read_units(TODAY).rows, *read_units(PAST).rows]
    return Country({row.key: row for row in rows}, read_successions(STEPS).rows)


class Today:
    """The country's units of today, as units that are not written anywhere yet."""

    def __init__(self) -> None:
        self._rows = {row.key: row for row in read_units(TODAY).rows}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {key: fold(bare_name(row.name, row.type)) for key, row in self._rows.items()}

    def with_keys(self, keys: Iterable[str]) -> list[Unit]:
        return [self._unit(self._rows[key]) for key in keys if key in self._rows]

    def search(self, text: str, *, limit: int) -> list[Unit]:
        """As ``queries.search_units``: with or without marks, names of units above after commas."""
        name, *above = (part.strip() for part in tidy_name(text).split(","))
        ranked = sorted(
            (rank, row.name, key)
            for key, row in self._rows.items()
            if (rank := self._rank(row, name)) is not None and self._is_below(row, above)
        )
        return self.with_keys(key for _rank, _name, key in ranked[:limit])

    def _rank(self, row: UnitRow, name: str) -> int | None:
        """0 the whole name, 1 its beginning, 2 within it, None not at all."""
        own = self._names[row.key]
        wanted = [one.folded for one in readings(name) if one.type in (None, row.type)]
        if not wanted[0]:
            return None
        if own in wanted:
            return 0
        if own.startswith(tuple(wanted)):
            return 1
        return 2 if any(part in own for part in wanted) else None

    def _is_below(self, row: UnitRow, above: Iterable[str]) -> bool:
        return all(
            row.parent_key and self._names[row.parent_key] in {one.folded for one in readings(part)}
            for part in filter(None, above)
        )

    def _unit(self, row: UnitRow) -> Unit:
        above = self._unit(self._rows[row.parent_key]) if row.parent_key else None
        return Unit(
            key=row.key,
            code=row.code,
            name=row.name,
            type=row.type,
            tier=row.tier,
            parent=above,
            valid_from=row.valid_from,
        )
