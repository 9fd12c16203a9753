"""The drawing of a commune's villages: north above, to scale, nothing outside of its edge."""

from decimal import Decimal

from doithoai.places.models import Village
from doithoai.places.village_map import EDGE, HEIGHT, WIDTH, village_map


def village(longitude: str, latitude: str) -> Village:
    return Village(name="thôn", longitude=float(longitude), latitude=float(latitude))


NORTH_WEST, SOUTH_EAST = village("106.50", "20.95"), village("106.56", "20.90")


def test_north_is_above_and_west_is_left() -> None:
    first, second = village_map([NORTH_WEST, SOUTH_EAST])
    assert first.x < second.x
    assert first.y < second.y


def test_every_village_lies_within_the_drawing() -> None:
    far = village("106.51", str(Decimal("20.99")))
    for point in village_map([NORTH_WEST, SOUTH_EAST, far]):
        assert EDGE <= point.x <= WIDTH - EDGE
        assert EDGE <= point.y <= HEIGHT - EDGE


def test_numbers_are_those_of_the_list_also_when_a_place_is_unknown() -> None:
    points = village_map([Village(name="thôn"), NORTH_WEST, SOUTH_EAST])
    assert [point.number for point in points] == [2, 3]


def test_one_place_or_the_same_place_twice_is_no_map() -> None:
    assert village_map([NORTH_WEST]) == []
    assert village_map([NORTH_WEST, NORTH_WEST]) == []
    assert village_map([Village(name="thôn"), SOUTH_EAST]) == []
