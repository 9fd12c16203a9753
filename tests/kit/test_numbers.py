"""A number in an address is plain digits, and no key is higher than the database knows."""

import pytest

from doithoai.kit.numbers import HIGHEST_ID, whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("0042", 42), (str(HIGHEST_ID), HIGHEST_ID), (str(HIGHEST_ID + 1), None)],
)
def test_plain_digits_are_a_number(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "-1", "+1", "1.0", "1_0", "٣", "²", "9" * 10_000])
def test_nothing_else_is(text: str) -> None:
    assert whole_number(text) is None


def test_a_number_may_have_a_bound() -> None:
    assert whole_number("10", most=10) == 10
    assert whole_number("11", most=10) is None
