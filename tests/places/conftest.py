"""Kim Thành through time, loaded from the files that come with the program."""

from pathlib import Path

import pytest

import doithoai.places
from doithoai.places.actions import load_units
from doithoai.places.management.terminal import Terminal
from doithoai.places.models import Unit
from doithoai.places.unit_files import read_successions, read_units

DATA = Path(doithoai.places.__file__).parent / "data"
UNITS, SUCCESSIONS = DATA / "units_kim_thanh.csv", DATA / "succession_kim_thanh.csv"


def load_kim_thanh() -> dict[str, Unit]:
    load_units(
        units=read_units(UNITS).rows,
        successions=read_successions(SUCCESSIONS).rows,
        by=Terminal(),
    )
    return {unit.key: unit for unit in Unit.objects.select_related("parent__parent")}


@pytest.fixture
def units(db: None) -> dict[str, Unit]:
    """All units of Kim Thành, of the past and of today, by key."""
    return load_kim_thanh()
