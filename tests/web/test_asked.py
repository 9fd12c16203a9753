"""What an address may ask of a page, and what is refused."""

from datetime import date

import pytest

from doithoai.commitments.queries import Lateness
from doithoai.kit.errors import Invalid
from doithoai.web.asked import day_of, flag_of, key_of, keys_among, one_of, year_of


def test_nothing_asked_is_nothing() -> None:
    assert (one_of("", Lateness), key_of(""), year_of(""), day_of("")) == ("", None, None, None)
    assert not flag_of("", "late")


def test_what_a_page_offers_is_read() -> None:
    assert (one_of("soon", Lateness), key_of("17"), year_of("2026")) == ("soon", 17, 2026)
    assert day_of("2026-11-28") == date(2026, 11, 28)
    assert flag_of("late", "late")


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "٣", " 1", "9" * 20])
def test_what_is_no_key_is_refused(value: str) -> None:
    with pytest.raises(Invalid):
        key_of(value)
    assert keys_among([value, "4"]) == {4}


@pytest.mark.parametrize("value", ["1989", "2101", "nay"])
def test_a_year_that_no_dialogue_can_have_is_refused(value: str) -> None:
    with pytest.raises(Invalid):
        year_of(value)


@pytest.mark.parametrize("value", ["2026-02-30", "28/11/2026"])
def test_a_day_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(Invalid):
        day_of(value)


def test_another_word_is_refused() -> None:
    with pytest.raises(Invalid):
        flag_of("early", "late")
    with pytest.raises(Invalid):
        one_of("never", Lateness)
