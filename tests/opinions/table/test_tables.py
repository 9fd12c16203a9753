"""Tables of opinions as offices keep them: read in any order, taken over whole or not at all."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import xlsxwriter

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.rows import Reason
from doithoai.kit.time import today
from doithoai.opinions.actions.tables import import_table
from doithoai.opinions.models import Opinion
from doithoai.opinions.table.lines import OpinionTable, read_table
from doithoai.opinions.table.preview import preview_table
from doithoai.people.roles import RoleName
from doithoai.places.actions import add_village, correct_village, end_village
from tests.factories import Commune, make_commune

HEADER = (
    "TT",
    "Họ và tên",
    "Thôn/khu dân cư",
    "Nội dung ý kiến, kiến nghị",
    "SĐT",
    "Ngày tiếp nhận",
)


def book(*rows: Sequence[Any], shape: Callable[[Any], None] | None = None) -> bytes:
    """An .xlsx file; ``shape(sheet)`` may change it."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    sheet = workbook.add_worksheet()
    for index, cells in enumerate(rows):
        sheet.write_row(index, 0, cells)
    if shape:
        shape(sheet)
    workbook.close()
    return target.getvalue()


def read(*rows: Sequence[Any]) -> OpinionTable:
    titles = [("MẶT TRẬN TỔ QUỐC XÃ",), ("BẢNG TỔNG HỢP Ý KIẾN, KIẾN NGHỊ",), HEADER]
    return read_table(book(*titles, *rows), today=today())


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def test_sections_totals_and_numbering_are_no_opinions() -> None:
    table = read(
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
        ("I. Lĩnh vực đất đai",),
        (1, "Bà Lúa", "thôn Phương Duệ", "Xin cấp lại sổ đỏ.", 912345678, "05/01/2026"),
        ("Tổng cộng", "", "", "1 ý kiến", "", ""),
        ("", "", "", "NGƯỜI LẬP BIỂU", "", ""),
    )
    assert not table.problems
    assert [(line.village, line.text) for line in table.lines] == [
        ("thôn Phương Duệ", "Xin cấp lại sổ đỏ.")
    ]
    assert [(one.row_number, one.reason) for one in table.how.left_out] == [
        (4, Reason.NUMBERING),
        (5, Reason.SECTION),
        (7, Reason.TOTAL),
        (8, Reason.FOOT),
    ]


def test_each_place_is_found_in_the_commune_or_named_as_a_problem(commune: Commune) -> None:
    table = read(
        (1, "", "Phương Duệ, xã Kim Thành", "Đường hỏng.", "", ""),
        (2, "", "phuong due", "Mất nước.", "", ""),
        (3, "", "thôn Nơi Khác", "Mất điện.", "", ""),
        (4, "", "", "", "", "30/02/2026"),
    )
    preview = preview_table(table, commune.unit)
    assert [one.village for one in preview.new] == [commune.village] * 2
    assert [problem.row_number for problem in preview.problems] == [6, 7, 7]


def test_old_names_lead_to_the_village_of_today(commune: Commune) -> None:
    by = commune[RoleName.ADMINISTRATOR]
    heir = add_village(unit=commune.unit, name="thôn Lương Xá", by=by)
    correct_village(village=heir, name="thôn Đoài", kind="thon", by=by)
    end_village(village=commune.village, on=today(), into=heir, by=by)
    table = read(
        (1, "", "Phương Duệ", "Đường hỏng.", "", ""),
        (2, "", "luong xa", "Mất nước.", "", ""),
        (3, "", "thôn Đoài", "Mất điện.", "", ""),
    )
    preview = preview_table(table, commune.unit)
    assert [one.village for one in preview.new] == [heir] * 3
    newer = add_village(unit=commune.unit, name="thôn Phương Duệ", by=by)
    preview = preview_table(table, commune.unit)
    assert [one.village for one in preview.new] == [newer, heir, heir]


def test_one_wrong_row_leaves_nothing_behind(commune: Commune) -> None:
    table = read((1, "", "", "Đường hỏng.", "", ""), (2, "", "Nơi Khác", "Mất nước.", "", ""))
    preview = preview_table(table, commune.unit)
    with pytest.raises(Invalid, match="Nơi Khác"):
        import_table(preview, unit=commune.unit, by=commune[RoleName.OFFICE])
    assert not Opinion.objects.exists()


def test_the_same_table_twice_is_the_same_as_once(commune: Commune) -> None:
    rows = [(1, "A", "", "Đường hỏng.", "", ""), (2, "B", "", "Đường hỏng.", "", "")]
    for expected in (2, 0):
        preview = preview_table(read(*rows), commune.unit)
        count = import_table(preview, unit=commune.unit, by=commune[RoleName.OFFICE])
        assert count == expected
    assert Opinion.objects.count() == 2


def test_words_that_look_like_formulas_or_markup_stay_words(commune: Commune) -> None:
    words = '=HYPERLINK("http://x") <script>alert(1)</script>'
    preview = preview_table(read((1, "", "", words, "", "")), commune.unit)
    import_table(preview, unit=commune.unit, by=commune[RoleName.OFFICE])
    assert Opinion.objects.get().text == words
