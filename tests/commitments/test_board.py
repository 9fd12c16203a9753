"""The promises board: what each filter shows, in which order, in one query."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries.board import ALL, OPEN, STANDING, Wanted, board_page
from doithoai.kit.errors import Invalid
from doithoai.kit.time import as_of, now, today
from tests.factories import Commune, make_commitment, make_commune, make_done, make_matter

DUE = (-3, -1, 0, 3, 7, 8, 40)
DONE = (-3, 3)


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


@pytest.fixture
def made(commune: Commune) -> dict[int, Commitment]:
    """Promises by the days that are left; some are done, one of them late."""
    made = {}
    for days in DUE:
        with as_of(now() - timedelta(days=10)):
            made[days] = make_commitment(commune, due_on=today() + timedelta(days=10 + days))
    for days in DONE:
        make_done(made[days], commune)
    return made


def shown(wanted: Wanted, after: str = "") -> list[int]:
    return [(row.due_on - today()).days for row in board_page(wanted, after).rows]


def test_each_standing_shows_its_promises(made: dict[int, Commitment]) -> None:
    wanted = {
        OPEN: [-1, 0, 7, 8, 40],
        ALL: [*DUE],
        "overdue": [-1],
        "soon": [0, 7],
        "running": [8, 40],
        "on_time": [3],
        "done_late": [-3],
    }
    assert {standing: shown(Wanted(standing=standing)) for standing in wanted} == wanted


def test_filters_narrow_together(commune: Commune, made: dict[int, Commitment]) -> None:
    other = make_commune("Xã Lai Khê", "10756")
    make_commitment(other, due_on=today() + timedelta(days=2))
    third = make_commune("Xã An Phú", "10760").unit.pk
    here, there = commune.unit.pk, other.unit.pk

    def units(*keys: int, field: str = "", lead: int = 0) -> list[int]:
        wanted: Sequence[int] = keys
        return shown(Wanted(unit_ids=wanted, field=field, lead_id=lead))

    assert units() == units(here, there, third) == [-1, 0, 2, 7, 8, 40]
    assert units(there) == units(third, there) == [2]
    assert units(third) == units(here, field="land") == units(here, lead=other.agency.pk) == []
    assert units(here, lead=commune.agency.pk) == [-1, 0, 7, 8, 40]
    assert units(there, here, field="irrigation_drainage", lead=other.agency.pk) == [2]


def test_promises_of_one_day_are_paged_by_their_key(commune: Commune) -> None:
    due_on = today() + timedelta(days=5)
    made = [make_commitment(commune, make_matter(commune), due_on).pk for _n in range(23)]
    for wanted in (Wanted(), Wanted(unit_ids=[commune.unit.pk], standing=ALL)):
        first = board_page(wanted, "")
        second = board_page(wanted, first.next_key)
        assert [row.pk for row in [*first.rows, *second.rows]] == made
        assert (first.is_first, second.is_first, second.next_key) == (True, False, "")
    with pytest.raises(Invalid):
        board_page(Wanted(), "x~1")


@pytest.mark.parametrize("standing", STANDING)
def test_a_page_is_one_query(
    commune: Commune, standing: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        board_page(Wanted(unit_ids=[commune.unit.pk], standing=standing), "2026-01-01~1")


def test_a_row_has_what_a_line_shows(commune: Commune) -> None:
    made = make_commitment(commune)
    [row] = board_page(Wanted(), "").rows
    assert (row.pk, row.state, row.due_on, row.done_on) == (made.pk, "assigned", made.due_on, None)
    assert (row.matter__code, row.matter__title) == (made.matter.code, made.matter.title)
    assert (row.matter__village__name, row.unit__name, row.lead__name) == (
        commune.village.name,
        commune.unit.name,
        commune.agency.name,
    )
