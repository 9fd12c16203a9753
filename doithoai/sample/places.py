"""The ground of the illustration: four communes of today with villages, agencies and posts.

Units, heads' posts and agencies are those that such communes have; villages are imagined.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from doithoai.people.actors import System
from doithoai.places.actions import (
    add_agency,
    add_village,
    ensure_posts,
    move_village,
    start_term,
)
from doithoai.places.models import Agency, Post, Succession, Unit, Village
from doithoai.record.permissions import Permission
from doithoai.sample.plan import table

COMMUNES: Final = ("kimthanh", "phuthai", "laikhe", "anthanh")
IN_OFFICE_SINCE: Final = date(2025, 7, 1)  # Nghị quyết 1669/NQ-UBTVQH15
SAMPLE: Final = System("sample", frozenset({Permission.MANAGE_OFFICE, Permission.IMPORT_REGISTER}))


@dataclass
class Ground:
    """What the script names, by its keys: posts by (unit, kind), agencies by (unit, agency)."""

    units: dict[str, Unit]
    villages: dict[str, Village] = field(default_factory=dict)
    agencies: dict[tuple[str, str], Agency] = field(default_factory=dict)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)


def lay_ground() -> Ground:
    ground = Ground({unit.key: unit for unit in Unit.objects.select_related("parent__parent")})
    steps = {
        step.predecessor_id: step.successor
        for step in Succession.objects.filter(is_default=True).select_related("successor")
    }
    for row in table("villages.csv"):
        first, last = ground.units[row["first_unit"]], ground.units[row["today"]]
        ground.villages[row["key"]] = _village(row, first, last, steps)
    for key in COMMUNES:
        _offices(ground, ground.units[key])
    return ground


def _village(row: dict[str, str], first: Unit, last: Unit, steps: dict[int, Unit]) -> Village:
    """The village and its moves from the first unit that is known until that of today.

    Where a unit was divided the village need not have gone to the default successor.
    """
    village = add_village(
        unit=first,
        name=row["name"],
        kind=row["kind"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        by=SAMPLE,
    )
    unit = first
    while unit.pk != last.pk and unit.valid_to:
        to = last if unit.valid_to == last.valid_from else steps[unit.pk]
        move_village(village=village, to=to, on=unit.valid_to, by=SAMPLE)
        unit = to
    return village


def _offices(ground: Ground, unit: Unit) -> None:
    below = unit.name[0].lower() + unit.name[1:]
    for row in table("agencies.csv"):
        name = row["name"].format(unit=below, place=unit.bare_name)
        agency = add_agency(unit=unit, name=name, kind=row["kind"], by=SAMPLE)
        ground.agencies[unit.key, row["key"]] = agency
    for post in ensure_posts(unit=unit, by=SAMPLE):
        start_term(post=post, starts_on=IN_OFFICE_SINCE, by=SAMPLE)
        ground.posts[unit.key, post.kind] = post
