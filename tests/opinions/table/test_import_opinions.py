"""``doithoai import-opinions``: shown first, taken over whole or not at all, twice like once."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from doithoai.opinions.models import Opinion
from tests.factories import Commune, make_commune
from tests.opinions.table.test_sections import workbook
from tests.opinions.table.test_tables import HEADER, book

pytestmark = pytest.mark.django_db
GOOD = (1, "Bà Lúa", "thôn Phương Duệ", "Xin cấp lại sổ đỏ.", "0912345678", "05/01/2026")
STRAY = (2, "", "thôn Nơi Khác", "Mất nước.", "", "")


@pytest.fixture
def commune() -> Commune:
    return make_commune()


def told(folder: Path, commune: Commune, *rows: tuple[object, ...], **options: bool) -> str:
    file, out = folder / "tong-hop.xlsx", StringIO()
    file.write_bytes(book(HEADER, *rows))
    call_command("import_opinions", file, unit=commune.unit.name, stdout=out, **options)
    return out.getvalue()


def test_a_preview_writes_nothing(tmp_path: Path, commune: Commune) -> None:
    assert "1" in told(tmp_path, commune, GOOD, preview=True)
    assert not Opinion.objects.exists()


def test_the_same_file_twice_is_taken_over_once(tmp_path: Path, commune: Commune) -> None:
    for _time in range(2):
        told(tmp_path, commune, GOOD)
    opinion = Opinion.objects.get()
    assert (opinion.text, opinion.village) == ("Xin cấp lại sổ đỏ.", commune.village)
    assert opinion.identity is None  # nobody of the table was asked for consent


def test_a_line_to_mend_keeps_all_of_them_out(tmp_path: Path, commune: Commune) -> None:
    with pytest.raises(CommandError, match="Nơi Khác"):
        told(tmp_path, commune, GOOD, STRAY)
    assert not Opinion.objects.exists()


def test_a_file_or_unit_that_is_not_there_is_told_in_a_sentence(commune: Commune) -> None:
    for file, unit in (("khong-co.xlsx", commune.unit.name), (__file__, "Xã Không Có")):
        with pytest.raises(CommandError):
            call_command("import_opinions", Path(file), unit=unit, stdout=StringIO())


KEYS = {"new", "known", "left_out", "problems", "columns", "ignored", "hidden"}


def asked(
    folder: Path, commune: Commune, content: bytes, **options: Any
) -> tuple[dict[str, Any], str]:
    """The one object that was told, and the sentence with which the command failed."""
    file, out, failed = folder / "tong-hop.xlsx", StringIO(), ""
    file.write_bytes(content)
    try:
        call_command(
            "import_opinions", file, unit=commune.unit.name, stdout=out, json=True, **options
        )
    except CommandError as error:
        failed = str(error)
    return json.loads(out.getvalue()), failed


def test_a_preview_that_is_not_plain_names_each_row_and_ends_with_1(
    tmp_path: Path, commune: Commune
) -> None:
    file, out = tmp_path / "tong-hop.xlsx", StringIO()
    file.write_bytes(book(HEADER, GOOD, STRAY, ("Tổng cộng", "", "", "2 ý kiến")))
    with pytest.raises(CommandError) as caught:
        call_command("import_opinions", file, unit=commune.unit.name, stdout=out, preview=True)
    assert caught.value.returncode == 1
    said = out.getvalue().splitlines()
    assert [line for line in said if line.startswith("Dòng 3") and "Nơi Khác" in line]
    assert [line for line in said if "Không lấy dòng 4" in line and "Tổng cộng" in line]


def test_a_machine_is_told_the_same_in_one_object(tmp_path: Path, commune: Commune) -> None:
    content = book((*HEADER, "Lĩnh vực"), GOOD, STRAY, ("Tổng cộng", "", "", "2 ý kiến"))
    told, ended = asked(tmp_path, commune, content, preview=True)
    assert ended
    assert (told["new"], told["known"], told["ignored"], told["hidden"]) == (1, 0, ["Lĩnh vực"], [])
    assert told["columns"]["Thôn"] == "Thôn/khu dân cư"
    [problem], [left_out] = told["problems"], told["left_out"]
    assert (problem["sheet"], problem["row"], problem["column"]) == ("Sheet1", 3, "Thôn")
    assert left_out == {"sheet": "Sheet1", "row": 4, "why": "dòng cộng"}


@pytest.mark.parametrize("preview", [True, False])
def test_a_machine_is_told_one_object_too_when_nothing_can_be_read(
    tmp_path: Path, commune: Commune, *, preview: bool
) -> None:
    for content in (b"%PDF-1.7", book(HEADER, GOOD, STRAY)):
        told, ended = asked(tmp_path, commune, content, preview=preview)
        assert ended
        assert set(told) == KEYS
        assert len(told["problems"]) == 1
    assert not Opinion.objects.exists()


def test_a_plain_table_ends_well(tmp_path: Path, commune: Commune) -> None:
    for known, options in ((0, {"preview": True}), (0, {}), (1, {"preview": True})):
        told, ended = asked(tmp_path, commune, book(HEADER, GOOD), **options)
        assert not ended
        assert (told["new"], told["known"]) == (1 - known, known)


def test_each_sheet_is_named_in_what_a_machine_is_told(tmp_path: Path, commune: Commune) -> None:
    head = ("STT", "Thôn", "Nội dung")
    content = workbook(
        Một=[head, (1, "", "Đường hỏng."), ("Tổng cộng", "", "")],
        Hai=[head, ("I. THÔN PHƯƠNG DUỆ",), (1, "", "Đèn hỏng."), (2, "Nơi Khác", "Mất nước.")],
    )
    told, ended = asked(tmp_path, commune, content, preview=True)
    assert ended
    assert set(told) == KEYS
    assert told["new"] == 2
    assert [(one["sheet"], one["row"]) for one in told["left_out"]] == [("Một", 3), ("Hai", 2)]
    assert [(one["sheet"], one["row"]) for one in told["problems"]] == [("Hai", 4)]
    told, ended = asked(tmp_path, commune, content, preview=True, sheet=["Một"])
    assert (told["new"], told["problems"], told["ignored"]) == (1, [], ["trang Hai"])


def test_a_hidden_row_and_a_column_that_is_there_twice_are_told(
    tmp_path: Path, commune: Commune
) -> None:
    hidden = book(
        HEADER, GOOD, GOOD, shape=lambda sheet: sheet.set_row(2, None, None, {"hidden": 1})
    )
    told, ended = asked(tmp_path, commune, hidden, preview=True)
    assert ended
    assert [one["row"] for one in told["left_out"]] == [3]
    twice = book(("STT", "Nội dung", "Nội dung"), (1, "Đường hỏng.", "Đèn hỏng."))
    told, ended = asked(tmp_path, commune, twice, preview=False)
    assert ended
    assert [(one["sheet"], one["row"]) for one in told["problems"]] == [("Sheet1", 0)]
    assert not Opinion.objects.exists()
