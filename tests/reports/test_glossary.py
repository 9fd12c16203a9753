"""The page of words is what models, labels and the list of terms say, in both languages."""

import csv
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

import doithoai
from doithoai.reports.glossary import TERMS, glossary_page

PACKAGE = Path(doithoai.__file__).parent
IDENTIFIER = re.compile(r"\w+")


def terms() -> list[dict[str, str]]:
    with TERMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_word_stands_in_both_languages_whatever_language_is_on() -> None:
    page = glossary_page()
    assert "| `CONCLUDED`" not in page  # values, not names of Python
    assert "| `assigned` | Assigned to an agency | Giao giải quyết |" in page
    assert "| `ConclusionNotice` | conclusions | conclusion notice | thông báo kết luận |" in page
    assert page == glossary_page()


def test_a_state_is_told_once_by_the_stage_that_owns_it() -> None:
    headings = re.findall(r"^### (.+)$", glossary_page(), re.MULTILINE)
    assert len(headings) == len(set(headings))
    assert "MatterState (opinions)" in headings
    assert "MatterState (dialogues)" not in headings


def test_a_term_has_both_languages_and_stands_once() -> None:
    vietnamese = [row["vietnamese"] for row in terms()]
    assert len(vietnamese) == len(set(vietnamese))
    assert all(row["vietnamese"] and row["english"] for row in terms())


def test_what_a_term_is_called_in_code_is_there() -> None:
    said = {
        word
        for path in PACKAGE.rglob("*.py")
        for word in IDENTIFIER.findall(path.read_text(encoding="utf-8"))
    }
    named = {word for row in terms() for word in IDENTIFIER.findall(row["in_code"])}
    assert named <= said


def test_the_command_writes_the_page_and_tells_when_it_is_old(tmp_path: Path) -> None:
    file = tmp_path / "glossary.md"
    with pytest.raises(CommandError):
        call_command("glossary", file, check=True)
    call_command("glossary", file)
    call_command("glossary", file, check=True)
    file.write_text(file.read_text(encoding="utf-8") + "more", encoding="utf-8")
    with pytest.raises(CommandError, match=r"glossary\.md"):
        call_command("glossary", file, check=True)
