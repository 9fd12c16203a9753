"""Whoever said something in a table is heard, however bare the table is; the rest is named."""

from collections.abc import Sequence
from typing import Any

import pytest

from doithoai.kit.tables.rows import Reason
from doithoai.kit.time import today
from doithoai.opinions.table.lines import OpinionTable, read_table
from tests.opinions.table.test_tables import book


def read(*rows: Sequence[Any], **options: Any) -> OpinionTable:
    return read_table(book(*rows, **options), today=today())


def texts(table: OpinionTable) -> list[str]:
    assert not table.problems
    return [line.text for line in table.lines]


def left_out(table: OpinionTable) -> dict[int, Reason]:
    return {one.row_number: one.reason for one in table.how.left_out}


@pytest.mark.parametrize(
    "rows",
    [
        [("STT", "Ngày", "Nội dung"), ("", "", "Đường hỏng"), ("", "", "Đèn hỏng")],
        [("Thôn", "Nội dung"), ("Thôn Tam Đông", "Đường hỏng"), ("Thôn Tam Đông", "Đèn hỏng")],
        [("Họ tên", "Nội dung"), ("Bà Lúa", "Đường hỏng"), ("", "Đèn hỏng")],
        [("STT", "Nội dung"), (1, "Đường hỏng"), ("", "Đèn hỏng")],
        [("Nội dung ý kiến",), ("Đường hỏng",), ("Đèn hỏng",)],
        [("", "Nội dung"), ("a", "Đường hỏng"), ("b", "Đèn hỏng")],
        [("TỔNG HỢP Ý KIẾN",), ("Ý kiến",), ("Đường hỏng",), ("Đèn hỏng",)],
    ],
)
def test_no_ordinal_no_date_and_no_second_column_are_needed(rows: list[Sequence[Any]]) -> None:
    table = read(*rows)
    assert texts(table) == ["Đường hỏng", "Đèn hỏng"]
    assert not table.how.left_out


@pytest.mark.parametrize(
    "words",
    [
        "Tổng số hộ bị ngập là 40 hộ",
        "Tổng cộng có ba hố ga mất nắp",
        "Cộng đồng dân cư đề nghị sửa đường",
        "a. Nước bẩn quá",
        "I. Đề nghị sửa đường",
        "Năm 2025 đường đã hỏng",
        "Trưởng thôn không giải quyết",
        "Ngày mưa là ngập",
        "TL 390 hỏng nặng",
        "Người lập danh sách hộ nghèo không công bằng",
        "Đường Xóm Ba",
    ],
)
def test_words_that_look_like_a_total_a_section_or_a_foot_are_heard(words: str) -> None:
    for header, before in ((("Nội dung",), ()), (("Thôn", "Nội dung"), ("",))):
        table = read(header, (*before, words), (*before, "Đèn hỏng"), (*before, words))
        assert texts(table) == [words, "Đèn hỏng", words]


def test_what_stands_below_a_table_is_left_out_by_name() -> None:
    table = read(
        ("STT", "Thôn", "Nội dung"),
        (1, "", "Đường hỏng"),
        ("", "", "Đèn hỏng"),
        ("Tổng cộng", "", "2 ý kiến"),
        ("", "", "Kim Thành, ngày 17 tháng 8 năm 2022"),
        ("Người lập biểu", "", "TM. ỦY BAN NHÂN DÂN XÃ"),
        ("", "", "(Ký, ghi rõ họ tên)"),
        ("", "", "Nguyễn Văn An"),
    )
    assert texts(table) == ["Đường hỏng", "Đèn hỏng"]
    assert left_out(table) == {4: Reason.TOTAL} | dict.fromkeys((5, 6, 7, 8), Reason.FOOT)
    assert table.how.left_out[-1].text == "Nguyễn Văn An"


def test_a_heading_merged_over_the_row_is_a_section_and_merged_words_are_an_opinion() -> None:
    def shape(sheet: Any) -> None:
        sheet.merge_range(1, 0, 1, 2, "Lĩnh vực đất đai")
        sheet.merge_range(3, 2, 3, 4, "Đèn hỏng")

    table = read(
        ("STT", "Thôn", "Nội dung"), (), (1, "", "Đường hỏng"), (), (3, "", "Mất nước"), shape=shape
    )
    assert texts(table) == ["Đường hỏng", "Đèn hỏng", "Mất nước"]
    assert left_out(table) == {2: Reason.SECTION}


def test_the_last_row_with_a_wrong_day_is_a_problem_and_no_foot() -> None:
    table = read(("STT", "Ngày", "Nội dung"), (1, "", "Đường hỏng"), ("", "hôm qua", "Đèn hỏng"))
    assert [problem.row_number for problem in table.problems] == [3]


def test_the_header_of_a_second_page_is_left_out() -> None:
    header = ("STT", "Nội dung")
    table = read(header, (1, "Đường hỏng"), header, (2, "Đèn hỏng"))
    assert (texts(table), left_out(table)) == (["Đường hỏng", "Đèn hỏng"], {3: Reason.HEADER})


def test_the_numbers_of_two_columns_are_left_out_as_those_of_more() -> None:
    for numbers in (("(1)", "(2)"), (1, 2)):
        table = read(("STT", "Nội dung"), numbers, (1, "Đường hỏng"))
        assert (texts(table), left_out(table)) == (["Đường hỏng"], {2: Reason.NUMBERING})


def test_a_table_without_a_row_is_no_success() -> None:
    for rows in ([("STT", "Nội dung")], [("STT", "Nội dung"), ("Tổng cộng", "")]):
        [problem] = read(*rows).problems
        assert problem.row_number == 0


def test_of_two_tables_in_a_sheet_neither_is_passed_over() -> None:
    short = [("STT", "Nội dung"), (1, "Đường hỏng"), (2, "Đèn hỏng")]
    long = [("STT", "Thôn", "Nội dung"), (1, "Duệ", "Mất nước")]
    [problem] = read(*short, (), *long).problems
    assert "dòng 1 và dòng 5" in problem.sentence
    assert [problem.row_number for problem in read(*long, (), *short).problems] == [4, 5, 6]


def test_a_header_of_two_rows_is_one_header() -> None:
    table = read(
        ("STT", "Thôn", "Nội dung", "", ""),
        ("STT", "Thôn", "Nội dung", "Họ tên", "SĐT"),
        (1, "", "Đường hỏng", "Bà Lúa", ""),
    )
    assert texts(table) == ["Đường hỏng"]


def test_the_lower_parts_of_a_merged_header_are_no_rows() -> None:
    def shape(sheet: Any) -> None:
        for column, heading in enumerate(("STT", "Thôn", "Nội dung")):
            sheet.merge_range(0, column, 4, column, heading)

    table = read((), (), (), (), (), (1, "", "Đường hỏng"), shape=shape)
    assert (texts(table), left_out(table)) == (["Đường hỏng"], {})


def test_columns_that_nobody_reads_are_named() -> None:
    table = read(
        ("STT", "Lĩnh vực", "Thôn/KDC", "Nội dung", ""), (1, "Đất đai", "", "Đường hỏng", "x")
    )
    assert dict(table.how.columns)["Thôn"] == "Thôn/KDC"
    assert table.how.ignored == ("Lĩnh vực", "cột E")
