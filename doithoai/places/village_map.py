"""Where the villages of a commune lie to each other, as a drawing: numbers as in the list beside.

Drawn of what the office wrote down; no map service is asked, so nobody learns who looks where.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Final

from doithoai.places.models import Village

WIDTH: Final = 320
HEIGHT: Final = 240
EDGE: Final = 28
"""All in units of the drawing; a point keeps this far from its edge."""


@dataclass(frozen=True)
class Point:
    village: Village
    number: int
    x: int
    y: int


def village_map(villages: Sequence[Village]) -> list[Point]:
    """North above, distances to scale; nothing when fewer than two places are known."""
    placed = [
        (number, one, one.longitude, one.latitude)
        for number, one in enumerate(villages, start=1)
        if one.longitude is not None and one.latitude is not None
    ]
    if len(placed) < 2:
        return []
    east = [x for _number, _one, x, _y in placed]
    north = [y for _number, _one, _x, y in placed]
    middle_x, middle_y = (min(east) + max(east)) / 2, (min(north) + max(north)) / 2
    narrow = cos(radians(middle_y))  # a degree of longitude is shorter than one of latitude
    span_x, span_y = (max(east) - min(east)) * narrow, max(north) - min(north)
    scale = min(
        (WIDTH - 2 * EDGE) / span_x if span_x else float("inf"),
        (HEIGHT - 2 * EDGE) / span_y if span_y else float("inf"),
    )
    if scale == float("inf"):
        return []
    return [
        Point(
            one,
            number,
            round(WIDTH / 2 + (x - middle_x) * narrow * scale),
            round(HEIGHT / 2 - (y - middle_y) * scale),
        )
        for number, one, x, y in placed
    ]
