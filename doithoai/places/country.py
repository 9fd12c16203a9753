"""The whole country from the data files of the optional package ``vietnamadminunits`` (MIT).

It knows the units of today and those of the last day before 1/7/2025, with who became whom. Only
its two data files are read: the package's own code brings a geocoder that asks the network.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import NotReady
from doithoai.kit.vietnamese import fold, slug
from doithoai.places.models import Succession
from doithoai.places.rules import TYPE_WORDS, Tier, tidy_name
from doithoai.places.unit_files import SuccessionRow, UnitRow

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


@dataclass
class _Keys:
    """The package's own names of units → ours."""

    old: dict[str, str] = field(default_factory=dict)
    new: dict[tuple[str, str], str] = field(default_factory=dict)


def read_country() -> Country:
    """Raises NotReady when the package is not there, or is another edition than the one known."""
    folder = _data_folder()
    country, keys = Country(), _Keys()
    with closing(sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)) as data:
        data.row_factory = sqlite3.Row
        _add_today(country, keys, data)
        _add_past(country, keys, data)
    if country.communes_today != COMMUNES_TODAY:
        words = {"found": country.communes_today, "expected": COMMUNES_TODAY}
        raise NotReady(
            _("The package has %(found)d communes of today; %(expected)d are expected.") % words
        )
    steps = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    country.successions += _province_steps(steps["DICT_PROVINCE"], keys)
    country.successions += _whole_steps(steps["DICT_PROVINCE_WARD_NO_DIVIDED"], keys)
    country.successions += _divided_steps(steps["DICT_PROVINCE_WARD_DIVIDED"], keys)
    return country


def _data_folder() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise NotReady(
            _("The data of the whole country is not installed: pip install 'doithoai[country]'.")
        )
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
        country.units[key] = UnitRow(0, key, code, name, _type(name), tier, parent, begin, end)
    return key


@cache
def _key(code: str, name: str, is_new: bool) -> str:
    return f"{slug(name)}-{code}" if is_new else f"{slug(name)}-{code}-truoc-2025"


def _type(name: str) -> str:
    folded = fold(name)
    return next(kind for word, kind in _TYPES.items() if folded.startswith(f"{word} "))


def _step(old: str, new: str, share: str, is_default: bool, basis: str = "") -> SuccessionRow:
    return SuccessionRow(0, old, new, share, is_default, CHANGE_DAY, basis)


def _province_steps(table: dict[str, list[str]], keys: _Keys) -> Iterator[SuccessionRow]:
    for new, olds in table.items():
        basis = _MERGED_PROVINCES if len(olds) > 1 else ""
        for old in olds:
            yield _step(keys.old[old], keys.new[new, ""], Succession.Share.WHOLE, True, basis)


def _whole_steps(table: dict[str, dict[str, list[str]]], keys: _Keys) -> Iterator[SuccessionRow]:
    for province, communes in table.items():
        for new, olds in communes.items():
            for old in olds:
                target = keys.new[province, new]
                yield _step(keys.old[old], target, Succession.Share.WHOLE, True)


def _divided_steps(
    table: dict[str, dict[str, list[dict[str, Any]]]], keys: _Keys
) -> Iterator[SuccessionRow]:
    for province, divided in table.items():
        for old, parts in divided.items():
            for part in parts:
                target = keys.new[province, part["newWardKey"]]
                is_default = part["isDefaultNewWard"]
                yield _step(keys.old[old], target, Succession.Share.PART, is_default)
