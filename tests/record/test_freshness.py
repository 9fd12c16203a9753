"""A kept page is never older than the last commit, even when a writer is killed."""

from pathlib import Path

import pytest

from doithoai.record import freshness as module
from doithoai.record.freshness import Freshness


@pytest.fixture
def shared(tmp_path: Path) -> tuple[Freshness, Freshness]:
    """The same numbers as two processes see them."""
    return Freshness(tmp_path / "freshness"), Freshness(tmp_path / "freshness")


def test_a_commit_moves_the_generation_before_and_after(
    shared: tuple[Freshness, Freshness],
) -> None:
    writer, reader = shared
    before = reader.generation()
    with writer.changing():
        during = reader.generation()
        assert not reader.is_quiet()
    assert before < during < reader.generation()
    assert reader.is_quiet()


def test_a_failed_commit_also_ends_its_pending_time(shared: tuple[Freshness, Freshness]) -> None:
    writer, reader = shared
    with pytest.raises(OSError, match="gone"), writer.changing():
        raise OSError("gone")
    assert reader.is_quiet()


def test_two_writers_are_both_waited_for(shared: tuple[Freshness, Freshness]) -> None:
    first, second = shared
    with first.changing():
        with second.changing():
            pass
        assert not second.is_quiet()
    assert second.is_quiet()


def test_a_writer_killed_in_its_commit_stops_keeping_only_for_a_while(
    shared: tuple[Freshness, Freshness], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, reader = shared
    writer._step(+1)  # the process dies here
    stuck = reader.generation()
    assert not reader.is_quiet()
    monkeypatch.setattr(module, "ABANDONED_AFTER", 0)
    assert not reader.is_quiet()
    assert reader.is_quiet()
    assert reader.generation() > stuck
