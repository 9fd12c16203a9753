"""JSON of the database becomes values with their types."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest

from doithoai.kit.shapes import shaped


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Part:
    on: date


@dataclass(frozen=True, slots=True)
class Whole:
    name: str
    at: datetime | None
    colour: Colour
    first: Part | None
    parts: list[Part]
    days: list[date]
    loose: list[dict[str, Any]]


def told(**changed: Any) -> dict[str, Any]:
    return {
        "name": "x",
        "at": "2026-11-28T07:30:00.5+00:00",
        "colour": "red",
        "first": {"on": "2026-11-28"},
        "parts": [{"on": "2026-11-29"}],
        "days": ["2026-11-30"],
        "loose": [{"on": "2026-11-28"}],
    } | changed


def test_every_field_gets_its_type() -> None:
    assert shaped(Whole, told()) == Whole(
        "x",
        datetime(2026, 11, 28, 7, 30, 0, 500_000, UTC),
        Colour.RED,
        Part(date(2026, 11, 28)),
        [Part(date(2026, 11, 29))],
        [date(2026, 11, 30)],
        [{"on": "2026-11-28"}],
    )


def test_null_stays_none() -> None:
    whole = shaped(Whole, told(at=None, first=None, parts=[]))
    assert (whole.at, whole.first, whole.parts) == (None, None, [])


@pytest.mark.parametrize("wrong", [{"colour": "blue"}, {"at": "noon"}])
def test_what_is_no_member_or_moment_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong.values()))):
        shaped(Whole, told(**wrong))


def test_a_field_too_many_is_refused() -> None:
    with pytest.raises(TypeError):
        shaped(Part, {"on": "2026-11-28", "more": 1})
