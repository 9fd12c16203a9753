"""A heading within a table, or the name of a sheet, gives its village to the rows beneath."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
import xlsxwriter

from doithoai.kit.tables.choosing import EVERYTHING, Choice
from doithoai.kit.tables.rows import Reason
from doithoai.kit.time import today
from doithoai.opinions.table.lines import read_table
from doithoai.opinions.table.preview import TablePreview, preview_table
from tests.factories import Commune, make_commune
from tests.opinions.table.test_tables import book

HEADER = ("STT", "Họ tên", "Nội dung")


@pytest.fixture
def commune(db: None) -> Commune:
    return make_commune()


def seen(commune: Commune, content: bytes, choice: Choice = EVERYTHING) -> TablePreview:
    return preview_table(read_table(content, today=today(), choice=choice), commune.unit)


def villages(preview: TablePreview) -> list[tuple[str, str]]:
    assert not preview.problems
    return [(str(one.village or ""), one.line.text) for one in preview.new]


@pytest.mark.parametrize(
    "heading",
    [
        ("I. THÔN PHƯƠNG DUỆ",),
        ("I", "THÔN PHƯƠNG DUỆ"),
        ("I", "", "Thôn Phương Duệ"),
        ("A.", "Phương Duệ"),
        ("Thôn Phương Duệ",),
        ("", "Thôn Phương Duệ:"),
        ("", "", "I. THÔN PHƯƠNG DUỆ"),
    ],
)
def test_a_heading_gives_its_village_to_the_rows_beneath(
    commune: Commune, heading: Sequence[str]
) -> None:
    preview = seen(commune, book(HEADER, heading, (1, "", "Đường hỏng"), (2, "", "Đèn hỏng")))
    name = str(commune.village)
    assert villages(preview) == [(name, "Đường hỏng"), (name, "Đèn hỏng")]
    assert [one.reason for one in preview.how.left_out] == [Reason.SECTION]
    [note] = preview.how.notes
    assert (note.row_number, "3–4" in note.sentence, name in note.sentence) == (2, True, True)


def test_a_merged_heading_ends_where_the_next_begins_and_a_cell_rules_over_it(
    commune: Commune,
) -> None:
    def shape(sheet: Any) -> None:
        sheet.merge_range(1, 0, 1, 2, "I. THÔN PHƯƠNG DUỆ")
        sheet.merge_range(3, 0, 3, 2, "II. Về giao thông")

    rows = [(1, "", "Đường hỏng"), (), (2, "", "Đèn hỏng")]
    preview = seen(commune, book(HEADER, (), *rows, shape=shape))
    assert villages(preview) == [(str(commune.village), "Đường hỏng"), ("", "Đèn hỏng")]


def test_a_field_within_a_village_leaves_the_village_in_force(commune: Commune) -> None:
    preview = seen(
        commune,
        book(
            HEADER,
            ("A. Thôn Phương Duệ",),
            ("I. Lĩnh vực đất đai",),
            (1, "", "Xin cấp sổ"),
            ("II. Lĩnh vực giao thông",),
            (2, "", "Đường hỏng"),
            ("B. Các ý kiến khác",),
            (3, "", "Đèn hỏng"),
        ),
    )
    name = str(commune.village)
    assert villages(preview) == [(name, "Xin cấp sổ"), (name, "Đường hỏng"), ("", "Đèn hỏng")]


def test_a_heading_of_a_village_that_is_not_there_is_named(commune: Commune) -> None:
    preview = seen(commune, book(HEADER, ("I. THÔN NƠI KHÁC",), (1, "", "Đường hỏng")))
    [problem] = preview.problems
    assert (problem.row_number, "NƠI KHÁC" in problem.sentence) == (2, True)


def test_roman_numbers_of_opinions_are_no_headings(commune: Commune) -> None:
    preview = seen(commune, book(HEADER, ("I", "", "Đường hỏng"), ("II", "", "Đèn hỏng")))
    assert [text for _village, text in villages(preview)] == ["Đường hỏng", "Đèn hỏng"]


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        for name, rows in sheets.items():
            sheet = made.add_worksheet(name.replace("_", " "))
            for index, cells in enumerate(rows):
                sheet.write_row(index, 0, cells)
    return target.getvalue()


HEAD = ("STT", "Nội dung")


def test_a_sheet_for_each_village_gives_its_name(commune: Commune) -> None:
    content = workbook(
        Phương_Duệ=[HEAD, (1, "Đường hỏng")],
        Nơi_khác=[HEAD, (1, "Đèn hỏng")],
        Tổng_hợp=[("Thôn", "Số ý kiến"), ("Phương Duệ", 1)],
    )
    preview = seen(commune, content)
    assert villages(preview) == [(str(commune.village), "Đường hỏng"), ("", "Đèn hỏng")]
    assert preview.how.ignored == ("trang Tổng hợp",)
    assert [line.line.sheet for line in preview.new] == ["Phương Duệ", "Nơi khác"]


def test_a_row_is_named_with_its_sheet_when_several_are_read(commune: Commune) -> None:
    head = ("STT", "Thôn", "Nội dung")
    content = workbook(
        A=[head, (1, "", "Đường hỏng"), ("Tổng cộng", "", "")],
        B=[head, (1, "Đâu đâu", "Đèn hỏng")],
    )
    preview = seen(commune, content)
    assert [(one.sheet, one.row_number) for one in preview.problems] == [("B", 2)]
    assert preview.how.told(preview.problems[0]).startswith("B – Dòng 2")
    assert [(one.sheet, one.row_number) for one in preview.how.left_out] == [("A", 3)]


def test_a_sheet_that_sums_up_others_brings_nothing_twice(commune: Commune) -> None:
    content = workbook(Một=[HEAD, (1, "Đường hỏng")], Chung=[HEAD, (1, "Đường hỏng")])
    [problem] = seen(commune, content).problems
    assert (problem.sheet, problem.row_number) == ("Chung", 2)
    assert len(villages(seen(commune, content, Choice(("Chung",))))) == 1


def test_a_heading_that_nobody_knows_is_chosen_by_the_clerk(commune: Commune) -> None:
    content = workbook(Một=[("Số", "Lời bà con"), (1, "Đường hỏng"), (2, "Đèn hỏng")])
    preview = seen(commune, content)
    assert [problem.row_number for problem in preview.problems] == [0]
    [sheet] = preview.how.sheets
    assert [column.heading for column in sheet.columns] == ["Số", "Lời bà con"]
    chosen = seen(commune, content, Choice(("Một",), (("Một", ((0, "ordinal"), (1, "text"))),)))
    assert [text for _village, text in villages(chosen)] == ["Đường hỏng", "Đèn hỏng"]
