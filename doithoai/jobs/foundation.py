"""What every office stands on, demonstration or real: units through time, deadline rules."""

from pathlib import Path

from doithoai import places
from doithoai.deadlines.actions import import_rules
from doithoai.deadlines.rulebook import read_rules
from doithoai.kit.errors import Invalid
from doithoai.people.actors import System
from doithoai.places.actions import load_units
from doithoai.places.unit_files import read_successions, read_units
from doithoai.record.permissions import Permission

TERMINAL = System("terminal", frozenset({Permission.MANAGE_OFFICE}))
UNITS = Path(places.__file__).parent / "data"


def lay_foundation(*, by: System) -> None:
    """Loads the units of Kim Thành with their history and the rules; twice is the same as once."""
    units = read_units(UNITS / "units_kim_thanh.csv")
    successions = read_successions(UNITS / "succession_kim_thanh.csv")
    rules, problems = read_rules()
    if problems := [*units.problems, *successions.problems, *problems]:
        raise Invalid("\n".join(problems))
    load_units(units=units.rows, successions=successions.rows, by=by)
    import_rules(rules=rules, by=by)
