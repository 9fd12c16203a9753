"""The page of lifecycles is what the tables of moves say, and is refused when it is old."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from doithoai.dossiers.lifecycles import LIFECYCLES
from doithoai.record.diagram import lifecycles_page


def test_every_move_stands_in_the_page_with_who_may() -> None:
    page = lifecycles_page(LIFECYCLES)
    for life in LIFECYCLES:
        for move in life.moves:
            assert f"| `{move.name}` " in page
            assert f"`{move.may}`" in page
    assert "## Conclusion notice (Thông báo kết luận)" in page


def test_the_command_writes_the_page_and_tells_when_it_is_old(tmp_path: Path) -> None:
    file = tmp_path / "lifecycles.md"
    with pytest.raises(CommandError):
        call_command("lifecycles", file, check=True)
    call_command("lifecycles", file)
    call_command("lifecycles", file, check=True)
    file.write_text("", encoding="utf-8")
    with pytest.raises(CommandError, match=r"lifecycles\.md"):
        call_command("lifecycles", file, check=True)
