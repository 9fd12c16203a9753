"""Figures of dialogues: the same whichever way they are added up, and beside the published ones."""

import json
from collections import Counter
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

import doithoai.dialogues
from doithoai.dialogues.actions import import_register
from doithoai.dialogues.preview import preview_register
from doithoai.jobs.foundation import lay_foundation
from doithoai.kit.errors import Invalid
from doithoai.kit.tables.sheet import read_bytes
from doithoai.people.actors import System
from doithoai.places.models import Unit
from doithoai.record.permissions import Permission
from doithoai.reports.published import compare_with_published
from doithoai.reports.queries import figures, unit_of_period
from tests.dialogues.register.books import HEADER, ROW, book, read, row
from tests.factories import make_commune, make_dialogue, make_matter

pytestmark = pytest.mark.django_db
REAL = Path(doithoai.dialogues.__file__).parent / "data" / "register_kim_thanh_2016_2022.xlsx"
CLERK = System("test", frozenset({Permission.MANAGE_OFFICE, Permission.IMPORT_REGISTER}))
PERIOD = date(2016, 1, 1), date(2022, 8, 17)
MOST_QUERIES = 8


@pytest.fixture
def _register(db: None) -> None:
    lay_foundation(by=CLERK)
    import_register(preview_register(read(read_bytes(REAL))), by=CLERK)


def said(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("figures", *arguments, "--json", stdout=out, stderr=StringIO())
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


@pytest.mark.usefixtures("_register")
@pytest.mark.parametrize(
    "name", ["huyện-Kim-Thành", "kimthanh-huyen", "Huyện Kim Thành", "huyen kim thanh"]
)
def test_the_published_figures_of_kim_thanh(name: str) -> None:
    found = said("--unit", name, "--from", "2016-01-01", "--to", "2022-08-17")
    assert found["dialogues"] == 248
    assert found["by_level"] == {"district": 12, "commune": 236}
    assert (found["opinions"], found["matters"]) == (3055, 4540)
    assert set(found) == {
        "dialogues", "by_level", "opinions", "matters", "by_year", "by_unit_then",
        "by_unit_today", "units",
    }  # fmt: skip


@pytest.mark.usefixtures("_register")
def test_both_views_of_the_units_add_up_to_the_same() -> None:
    found = said("--unit", "kimthanh-huyen", "--from", "2016-01-01", "--to", "2022-08-17")
    for view in ("by_year", "by_unit_then", "by_unit_today"):
        assert sum(found[view].values()) == 248
    assert set(found["by_year"]) == {str(year) for year in range(2016, 2023)}
    assert {"kimkhe", "kimlien", "camla", "dongcam"} <= set(found["by_unit_then"])
    assert set(found["by_unit_today"]) <= {"phuthai", "laikhe", "anthanh", "kimthanh", "hanam"}
    assert found["units"]["kimkhe"] == "Xã Kim Khê"
    assert set(found["units"]) == {*found["by_unit_then"], *found["by_unit_today"]}


@pytest.mark.usefixtures("_register")
def test_a_commune_of_today_answers_for_the_units_it_came_from() -> None:
    found = said("--unit", "phuthai")
    assert {"kimkhe", "kimluong", "kimlien", "kimanh", "phuthai-tt"} <= set(found["by_unit_then"])
    assert set(found["by_unit_today"]) == {"phuthai"}
    whole = said("--unit", "kimthanh-huyen", "--from", "2014-07-11", "--to", "2025-06-30")
    assert found["dialogues"] == whole["by_unit_today"]["phuthai"]
    province = said("--unit", "hp")
    assert province["dialogues"] == 248
    assert said("--unit", "kimlien", "--to", "2025-06-30")["by_unit_then"].keys() == {"kimlien"}


@pytest.mark.usefixtures("_register")
def test_days_at_both_ends_count() -> None:
    def held(start: str, end: str) -> int:
        count: int = said("--unit", "kimkhe", "--from", start, "--to", end)["opinions"]
        return count

    assert held("2018-12-06", "2018-12-06") == 37
    assert held("2018-12-07", "2018-12-31") == 0
    assert held("2018-12-01", "2018-12-05") == 0


@pytest.mark.usefixtures("_register")
def test_published_figures_are_equal_or_show_by_how_much_not() -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = compare_with_published()
    assert len(queries) <= MOST_QUERIES
    ours = {
        (one.published.place_key, one.published.end, one.published.measure.value): one
        for one in found
        if one.ours is not None
    }
    equal = [one.published.value for one in ours.values() if one.is_equal]
    assert sorted(equal) == [4, 12, 37, 236, 248]
    later = ours["kimthanh-huyen", date(2023, 8, 22), "dialogues"]
    assert later.difference is not None
    assert later.difference < 0
    elsewhere = Counter(one.published.place for one in found if one.ours is None)
    assert "Huyện Bình Giang" in elsewhere


def test_figures_take_few_queries_whatever_the_size() -> None:
    lay_foundation(by=CLERK)
    unit = Unit.objects.get(key="kimthanh-huyen")
    rows = [row(Ngày=f"{n % 28 + 1}/{n % 12 + 1}/2018") for n in range(60)]
    for held in ([ROW], rows):
        import_register(preview_register(read(book(HEADER, *held))), by=CLERK)
        with CaptureQueriesContext(connection) as queries:
            figures(unit, *PERIOD)
        assert len(queries) <= MOST_QUERIES


def test_a_dialogue_of_the_system_counts_its_turns_and_agenda() -> None:
    commune = make_commune()
    make_dialogue(commune, make_matter(commune), state="noticed")
    make_dialogue(
        commune, make_matter(commune, "Đường"), make_matter(commune, "Chợ"), state="closed"
    )
    found = figures(commune.unit, date(2020, 1, 1), date(2040, 1, 1))
    assert (found.dialogues, found.matters, found.samples) == (1, 2, 0)
    assert found.by_level == {"district": 0, "commune": 1}
    assert found.by_unit_then == found.by_unit_today == {commune.unit.key: 1}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--unit", "Xã Không Có"),
        ("--unit", "kimthanh-huyen", "--from", "30/02/2018"),
        ("--unit", "kimthanh-huyen", "--from", "2018-02-30"),
        ("--unit", "kimthanh-huyen", "--from", "2022-01-01", "--to", "2021-01-01"),
        ("--unit", "kimthanh-huyen", "--to", "9999-12-31"),
        ("--unit", ""),
    ],
)
def test_what_cannot_be_asked_gets_a_sentence(arguments: tuple[str, ...]) -> None:
    lay_foundation(by=CLERK)
    with pytest.raises(CommandError):
        said(*arguments)


def test_a_unit_that_ended_within_the_period_is_found() -> None:
    lay_foundation(by=CLERK)
    assert unit_of_period("huyện Kim Thành", date(2016, 1, 1), date(2026, 1, 1)).tier == "district"
    with pytest.raises(Invalid):
        unit_of_period("huyện Kim Thành", date(2025, 8, 1), date(2026, 1, 1))
