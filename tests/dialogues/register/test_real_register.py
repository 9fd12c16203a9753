"""The register of Kim Thành 2016-2022, as the clerk kept it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import doithoai.dialogues
from doithoai.dialogues.register.lines import Register
from doithoai.kit.tables.sheet import read_bytes
from tests.dialogues.register.books import read

FILE = Path(doithoai.dialogues.__file__).parent / "data" / "register_kim_thanh_2016_2022.xlsx"


@pytest.fixture(scope="module")
def register() -> Register:
    return read(read_bytes(FILE))


def test_every_dialogue_is_read_without_a_problem(register: Register) -> None:
    assert register.problems == ()
    assert register.warnings == ()
    assert Counter(line.level for line in register.lines) == {"commune": 236, "district": 12}


def test_it_says_that_its_details_are_made_up(register: Register) -> None:
    assert register.title.startswith("SỔ THEO DÕI TIẾP XÚC, ĐỐI THOẠI")
    assert register.is_illustration


def test_the_published_dialogue_of_kim_khe(register: Register) -> None:
    [line] = [line for line in register.lines if line.on == date(2018, 12, 6)]
    assert (line.place, line.level, line.chair_kind) == ("Xã Kim Khê", "district", "party")
    assert (line.opinions, line.matters, line.notice_number) == (37, 52, "78-TB/HU")


def test_the_figures_of_all_years(register: Register) -> None:
    years = Counter(line.on.year for line in register.lines)
    assert sorted(years) == list(range(2016, 2023))
    assert sum(line.opinions for line in register.lines) == 3055
    assert sum(line.matters for line in register.lines) == 4540
    assert all(line.place == line.place.strip() for line in register.lines)
