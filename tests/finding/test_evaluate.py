"""``doithoai evaluate`` on a small file."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

ROWS = """id,matter,field,kind,village,channel,text
1,a,transport,report,thôn Đông,web,Đường làng Đông lầy lội không đi được
2,a,transport,report,,zalo,duong lang dong lay loi qua
3,b,electricity_lighting,report,thôn Tây,web,Đèn đường thôn Tây hỏng cả tháng
4,b,electricity_lighting,question,,web,bao giờ sửa đèn đường thôn Tây vậy
5,c,land,denunciation,,web,Tôi tố cáo cán bộ địa chính nhận tiền làm sổ đỏ
6,d,land,unclear,,web,hóng
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "o.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "p.csv").write_text("matter_a,matter_b\na,b\n", encoding="utf-8")
    (tmp_path / "q.csv").write_text("query,relevant\nđèn đường,b\nđường lầy,a; b\n", "utf-8")
    return tmp_path


def test_figures_of_a_file(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(files.rglob("*"))
    options = {"near_miss": files / "p.csv", "queries": files / "q.csv", "background": 50}
    call_command("evaluate", str(files / "o.csv"), json=True, **options)
    figures = json.loads(capsys.readouterr().out)
    assert figures["similar_recall_at_5"] == figures["near_miss_accuracy"] == 1
    assert figures["statutory_recall"] == 1
    assert 0 <= figures["search_unmarked_recall_at_10"] <= 1
    assert figures["rows"] == 6
    assert figures["cross_validated"] == 0
    assert sorted(files.rglob("*")) == before


def test_a_file_of_another_form_is_refused(files: Path) -> None:
    with pytest.raises(CommandError, match="no column"):
        call_command("evaluate", str(files / "p.csv"))
    with pytest.raises(CommandError):
        call_command("evaluate", str(files / "absent.csv"))
