"""Secret keys: made once, readable by their owner only."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from doithoai.config.environment import ConfigurationError
from doithoai.config.home import secret


def test_a_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = secret(tmp_path, "key")
    assert secret(tmp_path, "key") == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secrets" / "key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_each_name_has_a_key_of_its_own(tmp_path: Path) -> None:
    assert secret(tmp_path, "one") != secret(tmp_path, "two")


def test_starts_at_the_same_moment_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret(tmp_path, "key"), range(64)))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["key"]


@pytest.mark.parametrize("content", ["", "short", "đ" * 60])
def test_a_damaged_key_is_not_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets" / "key"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError):
        secret(tmp_path, "key")
    assert path.read_text(encoding="utf-8") == content


def test_a_home_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(ConfigurationError, match="home cannot be written"):
        secret(tmp_path / "home", "key")
