"""A file may end the process that opens it, and nothing else."""

import pytest

from doithoai.kit.apart import TOO_MUCH, Wrong, process
from doithoai.kit.apart.process import opened_apart


def test_what_the_reader_makes_of_the_bytes_comes_back_whole() -> None:
    assert opened_apart("tests.kit.readers:reversed_bytes", b"\n\nmot\0\n") == b"\n\0tom\n\n"


@pytest.mark.parametrize(
    ("reader", "word"),
    [("refused", "locked"), ("crashed", TOO_MUCH), ("panicked", TOO_MUCH), ("swollen", TOO_MUCH)],
)
def test_a_refusal_a_crash_a_panic_and_too_much_memory_are_told(reader: str, word: str) -> None:
    with pytest.raises(Wrong, match=f"^{word}$"):
        opened_apart(f"tests.kit.readers:{reader}", b"strange")


def test_nobody_waits_for_a_reader_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.2)
    with pytest.raises(Wrong, match=TOO_MUCH):
        opened_apart("tests.kit.readers:asleep", b"strange")


def test_its_memory_and_its_time_have_bounds_and_no_core_is_left() -> None:
    memory, time, core = opened_apart("tests.kit.readers:bounds", b"").split()[::2]
    assert 0 < int(memory) <= 1024**3
    assert 0 < int(time) <= 15
    assert int(core) == 0
