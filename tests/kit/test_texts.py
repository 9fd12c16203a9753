"""An action that needs words is not served with signs that nobody sees."""

import pytest

from doithoai.kit.errors import Invalid, NotReady
from doithoai.kit.texts import required_line, required_text


def test_what_is_left_is_what_is_kept() -> None:
    assert required_text(" một\r\nhai\u200b ", field="text", longest=10) == "một\nhai"
    assert required_line(" một\r\nhai\u200b ", field="text", longest=10) == "một hai"


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\ufeff\u2060", "\u3164\u2800"])
def test_nothing_to_read_is_not_ready(text: str) -> None:
    with pytest.raises(NotReady) as refused:
        required_text(text, field="reason", longest=10)
    assert refused.value.field == "reason"
    with pytest.raises(NotReady):
        required_line(text, field="reason", longest=10)


def test_the_length_is_that_of_what_is_kept() -> None:
    assert required_text("a" * 10 + "\u200b" * 50, field="text", longest=10) == "a" * 10
    with pytest.raises(Invalid):
        required_text("a" * 11, field="text", longest=10)
