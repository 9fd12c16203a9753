"""The agencies that a commune usually has from 1/7/2025 on (Decree 150/2025/NĐ-CP for those of the
government), as ``places/data/usual_agencies.csv`` names them.
"""

import csv
from pathlib import Path
from typing import Final, NamedTuple

from doithoai.places.models import Unit
from doithoai.places.rules import likeness, within_sentence

USUAL: Final = Path(__file__).parent / "data" / "usual_agencies.csv"


class Usual(NamedTuple):
    key: str
    kind: str
    name: str


def usual_agencies(unit: Unit) -> list[Usual]:
    """Those of a unit of this type that it does not have yet, under any spelling."""
    known = {likeness(one.name) for one in unit.agencies.all()}
    with USUAL.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if unit.type in row["types"].split()]
    named = within_sentence(unit.name)
    found = [Usual(row["key"], row["kind"], row["name"].format(unit=named)) for row in rows]
    return [one for one in found if likeness(one.name) not in known]
