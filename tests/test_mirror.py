"""Every part of the house has tests of its own, under the same name."""

from pathlib import Path

import pytest

import doithoai

PACKAGE = Path(doithoai.__file__).parent
TESTS = Path(__file__).parent
PARTS = sorted(file.parent.name for file in PACKAGE.glob("*/__init__.py"))


@pytest.mark.parametrize("part", PARTS)
def test_a_part_has_its_tests(part: str) -> None:
    assert next((TESTS / part).rglob("test_*.py"), None)


def test_a_folder_of_tests_belongs_to_a_part() -> None:
    folders = {file.parent.name for file in TESTS.glob("*/") for file in file.glob("__init__.py")}
    assert folders - {"journeys", "browser"} <= set(PARTS)
