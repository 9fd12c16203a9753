"""What is wrong between lines: keys named twice, parents nobody knows, two defaults."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from doithoai.places.rules import Tier
from doithoai.places.unit_files import Sheet, SuccessionRow, UnitRow

_RANK = {Tier.PROVINCE.value: 0, Tier.DISTRICT.value: 1, Tier.COMMUNE.value: 2}


def note_problems(
    units: Sheet[UnitRow], successions: Sheet[SuccessionRow], *, known_keys: Collection[str]
) -> None:
    """Adds to each sheet a sentence for every problem; ``known_keys``: already in the database."""
    keys = units.keys | set(known_keys)
    _note_repeated(units)
    _note_overlaps(units)
    _note_parents(units, keys)
    _note_unknown(successions, keys)
    _note_repeated_steps(successions)


def _note_repeated(units: Sheet[UnitRow]) -> None:
    seen: dict[str, int] = {}
    for row in units.rows:
        first = seen.setdefault(row.key, row.line)
        if first != row.line:
            words = {"key": row.key, "first": first}
            units.at(row.line, _("the key “%(key)s” is already on line %(first)d") % words)


def _note_overlaps(units: Sheet[UnitRow]) -> None:
    by_code: dict[str, list[UnitRow]] = {}
    for row in units.rows:
        for other in by_code.setdefault(row.code, []):
            if _begin(row) < _end(other) and _begin(other) < _end(row):
                words = {"code": row.code, "other": other.line}
                units.at(
                    row.line,
                    _("the code %(code)s is also valid then on line %(other)d") % words,
                )
        by_code[row.code].append(row)


def _note_parents(units: Sheet[UnitRow], keys: Collection[str]) -> None:
    rank = {row.key: _RANK[row.tier] for row in units.rows}
    for row in units.rows:
        if row.parent_key and row.parent_key not in keys:
            words = {"parent": row.parent_key}
            units.at(row.line, _("nobody knows the parent “%(parent)s”") % words)
        elif rank.get(row.parent_key, -1) >= _RANK[row.tier]:
            words = {"parent": row.parent_key}
            units.at(row.line, _("the parent “%(parent)s” is not of a higher tier") % words)


def _note_unknown(successions: Sheet[SuccessionRow], keys: Collection[str]) -> None:
    for row in successions.rows:
        for key in (row.from_key, row.to_key):
            if key not in keys:
                successions.at(row.line, _("nobody knows the unit “%(key)s”") % {"key": key})


def _note_repeated_steps(successions: Sheet[SuccessionRow]) -> None:
    steps: dict[tuple[str, str], int] = {}
    defaults: dict[str, int] = {}
    for row in successions.rows:
        if row.from_key == row.to_key:
            successions.at(row.line, _("a unit cannot become itself"))
        if (first := steps.setdefault((row.from_key, row.to_key), row.line)) != row.line:
            words = {"first": first}
            successions.at(row.line, _("the same step is already on line %(first)d") % words)
        elif row.is_default:
            first = defaults.setdefault(row.from_key, row.line)
            if first != row.line:
                words = {"first": first}
                successions.at(
                    row.line,
                    _("this unit already has a default successor on line %(first)d") % words,
                )


def _begin(row: UnitRow) -> date:
    return row.valid_from or date.min


def _end(row: UnitRow) -> date:
    return row.valid_to or date.max
