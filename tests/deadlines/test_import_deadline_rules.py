"""The command that reads deadline rules: idempotent, all or nothing, a line per problem."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from doithoai.deadlines.models import DeadlineRule
from doithoai.deadlines.rulebook import BUILT_IN

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("import_deadline_rules", *arguments, stdout=out)
    return out.getvalue()


def refused(tmp_path: Path, content: str | bytes) -> str:
    file = tmp_path / "rules.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError) as caught:
        run(str(file))
    assert not DeadlineRule.objects.exists()
    return str(caught.value)


def test_the_built_in_rules_twice_are_the_same_as_once() -> None:
    assert "9" in run()
    first = list(DeadlineRule.objects.values())
    assert "0" in run()
    assert list(DeadlineRule.objects.values()) == first
    assert len(first) == 9
    assert not DeadlineRule.objects.get(code="result_report").is_verified


def test_every_bad_line_is_named_and_nothing_is_imported(tmp_path: Path) -> None:
    good = BUILT_IN.read_text(encoding="utf-8").splitlines()
    bad = [
        "a,Tên,dialogue.ends,sideways,1,month,all,2020-01-01,,Luật,seen",
        "b,Tên,dialogue.ends,after,mười,month,all,2020-01-01,,Luật,seen",
        "c,Tên,dialogue.ends,after,1,month,all,30/02/2020,,Luật,seen",
        "d,Tên,dialogue.ends,after,0,month,all,2020-01-01,,Luật,seen",
        "e,Tên,dialogue.ends,after,1,month,all,2020-01-01,2019-01-01,Luật,seen",
        "f,Tên,dialogue.ends,after,1,month,all,2020-01-01,,,seen",
        "g,Tên,dialogue.ends,after,1,month,all,2020-01-01,,Luật,perhaps",
        "g,Tên,dialogue.ends,after,1,month,all,2020-01-01,,Luật,seen",
        "h,Tên",
    ]
    said = refused(tmp_path, "\n".join([*good, *bad]))
    for line in range(len(good) + 1, len(good) + len(bad) + 1):
        assert str(line) in said


@pytest.mark.parametrize(
    "content",
    ["", "code,title_vi\nx,y", b"\xff\xfe\x00\x01", b"PK\x03\x04\xff", 'code,"' + "x" * 200_000],
)
def test_a_file_that_is_no_table_of_rules_is_refused(tmp_path: Path, content: str | bytes) -> None:
    assert refused(tmp_path, content)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        run(str(tmp_path / "nowhere.csv"))
