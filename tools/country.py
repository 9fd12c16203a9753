"""Makes the files of the whole country that the program ships, out of ``vietnamadminunits`` (MIT).

    .venv/bin/python -m tools.country

That package knows the units of today and those of the last day before 1/7/2025, with who became
whom. Only its two data files are read: its own code brings a geocoder that asks the network.
"""

import csv
import json
import lzma
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any, Final, NamedTuple

from doithoai.kit.vietnamese import fold, slug
from doithoai.places.rules import TYPE_WORDS, Tier, tidy_name

FOLDER: Final = Path(__file__).parents[1] / "doithoai" / "places" / "data"
CHANGE_DAY: Final = date(2025, 7, 1)
COMMUNES_TODAY: Final = 3_321
_MERGED_PROVINCES: Final = "NQ 202/2025/QH15"
_NEW: Final = """
SELECT provinceCode, province, provinceKey, wardCode, ward, wardKey
FROM admin_units ORDER BY provinceCode, wardCode
"""
_OLD: Final = """
SELECT provinceCode, province, provinceKey, districtCode, district, districtKey,
       wardCode, ward, wardKey
FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode
"""
_TYPES: Final = {fold(word): kind for kind, word in TYPE_WORDS.items()}


class UnitRow(NamedTuple):
    """A line of a file of units, in the order of its columns."""

    key: str
    code: str
    name: str
    type: str
    tier: str
    parent_key: str
    valid_from: date | None
    valid_to: date | None


class StepRow(NamedTuple):
    """A line of a file of successions, in the order of its columns."""

    from_key: str
    to_key: str
    share: str
    default: str
    on: date
    legal_basis: str


@dataclass
class Country:
    """Lines of units by their keys, and who became whom."""

    units: dict[str, UnitRow] = field(default_factory=dict)
    steps: list[StepRow] = field(default_factory=list)


@dataclass
class _Keys:
    """The package's own names of units → ours."""

    old: dict[str, str] = field(default_factory=dict)
    new: dict[tuple[str, str], str] = field(default_factory=dict)


def read_package() -> Country:
    """Raises ValueError for another edition of the package than the one known."""
    country, keys = Country(), _Keys()
    folder = _data_folder()
    with closing(sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)) as data:
        data.row_factory = sqlite3.Row
        _add_today(country, keys, data)
        _add_past(country, keys, data)
    rows = country.units.values()
    found = sum(row.valid_to is None and row.tier == Tier.COMMUNE for row in rows)
    if found != COMMUNES_TODAY:
        raise ValueError(f"{found} communes of today; {COMMUNES_TODAY} are expected")
    steps = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    country.steps += _province_steps(steps["DICT_PROVINCE"], keys)
    country.steps += _whole_steps(steps["DICT_PROVINCE_WARD_NO_DIVIDED"], keys)
    country.steps += _divided_steps(steps["DICT_PROVINCE_WARD_DIVIDED"], keys)
    return country


def _data_folder() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise ValueError("vietnamadminunits is not installed: bin/setup dev")
    return Path(spec.submodule_search_locations[0]) / "data"


def _add_today(country: Country, keys: _Keys, data: sqlite3.Connection) -> None:
    rows = data.execute(_NEW)
    for row in rows:
        above = _add(country, row["provinceCode"], row["province"], Tier.PROVINCE, "", is_new=True)
        here = _add(country, row["wardCode"], row["ward"], Tier.COMMUNE, above, is_new=True)
        keys.new[row["provinceKey"], ""] = above
        keys.new[row["provinceKey"], row["wardKey"]] = here


def _add_past(country: Country, keys: _Keys, data: sqlite3.Connection) -> None:
    rows = data.execute(_OLD)
    for row in rows:
        top = _add(country, row["provinceCode"], row["province"], Tier.PROVINCE, "", is_new=False)
        here = _add(country, row["districtCode"], row["district"], Tier.DISTRICT, top, is_new=False)
        if row["ward"]:  # five island districts had no communes
            here = _add(country, row["wardCode"], row["ward"], Tier.COMMUNE, here, is_new=False)
        keys.old[row["provinceKey"]] = top
        keys.old[f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"] = here


def _add(country: Country, code: str, name: str, tier: Tier, parent: str, *, is_new: bool) -> str:
    key = _key(code, name, is_new)
    if key not in country.units:
        begin, end = (CHANGE_DAY, None) if is_new else (None, CHANGE_DAY)
        name = tidy_name(name)
        country.units[key] = UnitRow(key, code, name, _type(name), tier, parent, begin, end)
    return key


@cache
def _key(code: str, name: str, is_new: bool) -> str:
    return f"{slug(name)}-{code}" if is_new else f"{slug(name)}-{code}-truoc-2025"


def _type(name: str) -> str:
    folded = fold(name)
    return next(kind for word, kind in _TYPES.items() if folded.startswith(f"{word} "))


def _step(old: str, new: str, share: str, is_default: bool, basis: str = "") -> StepRow:
    return StepRow(old, new, share, "yes" if is_default else "no", CHANGE_DAY, basis)


def _province_steps(table: dict[str, list[str]], keys: _Keys) -> Iterator[StepRow]:
    for new, olds in table.items():
        basis = _MERGED_PROVINCES if len(olds) > 1 else ""
        for old in olds:
            yield _step(keys.old[old], keys.new[new, ""], "whole", True, basis)


def _whole_steps(table: dict[str, dict[str, list[str]]], keys: _Keys) -> Iterator[StepRow]:
    for province, communes in table.items():
        for new, olds in communes.items():
            for old in olds:
                target = keys.new[province, new]
                yield _step(keys.old[old], target, "whole", True)


def _divided_steps(
    table: dict[str, dict[str, list[dict[str, Any]]]], keys: _Keys
) -> Iterator[StepRow]:
    for province, divided in table.items():
        for old, parts in divided.items():
            for part in parts:
                target = keys.new[province, part["newWardKey"]]
                is_default = part["isDefaultNewWard"]
                yield _step(keys.old[old], target, "part", is_default)


def packed(rows: Iterable[UnitRow | StepRow], columns: tuple[str, ...]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME)


def files_of(country: Country) -> dict[str, bytes]:
    """The files by their names below ``doithoai/places/data``."""
    rows = country.units.values()
    today = [row for row in rows if row.valid_to is None]
    past = [row for row in rows if row.valid_to is not None]
    return {
        "country_today.csv.xz": packed(today, UnitRow._fields),
        "country_past.csv.xz": packed(past, UnitRow._fields),
        "country_steps.csv.xz": packed(country.steps, StepRow._fields),
    }


def main() -> None:
    for name, content in files_of(read_package()).items():
        (FOLDER / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
