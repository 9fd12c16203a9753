"""Row by row: what is read, what is left out, and the sentence for what cannot be read."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.dialogues.register.books import HEADER, ROW, book, read, read_rows, row


def sentence_for(**changes: Any) -> str:
    """The one problem of a register with this row below a good one."""
    register = read_rows(ROW, row(**changes))
    [problem] = register.problems
    assert problem.row_number == 3
    assert len(register.lines) == 1
    return str(problem)


@pytest.mark.parametrize(
    "written",
    [
        date(2018, 12, 6),
        datetime(2018, 12, 6, 7, 30),  # noqa: DTZ001 - spreadsheets know no time zone
        43440,
        43440.3125,
        "06/12/2018",
        "6/12/2018",
        "6.12.2018",
        "06-12-2018",
        "6 / 12 / 2018",
        " 06/12/2018 ",
        "ngày 06/12/2018",
        "Thứ Năm, 6/12/2018",
        "Ngày 6 tháng 12 năm 2018",
        "2018-12-06",
        "2018-12-06 07:30:00",
    ],
)
def test_dates_as_clerks_write_them(written: Any) -> None:
    assert read_rows(row(Ngày=written)).lines[0].on == date(2018, 12, 6)


@pytest.mark.parametrize(
    "written",
    ["30/02/2018", "31/12/9999", "06/12/1989", "06/12/18", "6-7/12/2018", "12/2018",
     "tháng 12", 5, "06/12/1918", date(2027, 1, 1), 10**9, -43440, True, "1e9",
     "06/12/2018 06/12/2018"],
)  # fmt: skip
def test_what_is_no_date_is_said(written: Any) -> None:
    assert "Ngày" in sentence_for(Ngày=written)


@pytest.mark.parametrize(
    ("written", "expected"),
    [(37, 37), (37.0, 37), ("37", 37), ("37 ", 37), ("1.024", 1024), ("1 024", 1024), ("0", 0),
     ("Không", 0)],
)  # fmt: skip
def test_numbers_as_clerks_write_them(written: Any, expected: int) -> None:
    assert read_rows(row(Số_lượt_ý_kiến=written)).lines[0].opinions == expected


@pytest.mark.parametrize(
    "written",
    [-3, "-3", "− 3", 37.5, "37,5", "ba mươi", "37 lượt", 10**15, "9" * 40, True, "", "-", "1.02"],
)  # fmt: skip
def test_what_is_no_number_is_said(written: Any) -> None:
    assert "Số lượt ý kiến" in sentence_for(Số_lượt_ý_kiến=written)


def test_an_empty_cell_that_may_be_empty_is_unknown_not_zero() -> None:
    [line] = read_rows(row(Số_người_dự="", Chuyển_cấp_trên="-", Giao_giải_quyết="")).lines
    assert (line.attendees, line.passed_up, line.assigned) == (None, None, None)


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Xã ", "commune"), ("xã", "commune"), ("CẤP XÃ", "commune"), ("Thị trấn", "commune"),
     ("Huyện", "district"), ("cấp huyện", "district"), ("Tỉnh", "province")],
)  # fmt: skip
def test_levels(written: str, expected: str) -> None:
    assert read_rows(row(Cấp_tổ_chức=written)).lines[0].level == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("Bí thư Đảng ủy", "party"), ("Bí thư Đảng uỷ, Chủ tịch HĐND", "party"),
     ("Bí thư Huyện ủy", "party"), ("Phó Bí thư Đảng ủy, Chủ tịch UBND", "party"),
     ("Chủ tịch UBND", "government"), ("chủ tịch ubnd huyện", "government"),
     ("Chủ tịch Ủy ban nhân dân xã", "government")],
)  # fmt: skip
def test_chairs(written: str, expected: str) -> None:
    [line] = read_rows(row(Người_chủ_trì=written)).lines
    assert (line.chair_kind, line.chair_text) == (expected, written)


def test_words_that_mean_nothing_here_are_said() -> None:
    assert "làng" in sentence_for(Cấp_tổ_chức="làng")
    assert "Ông A" in sentence_for(Người_chủ_trì="Ông A")
    assert sentence_for(Đơn_vị_nơi_đối_thoại="   ")
    assert sentence_for(Đơn_vị_nơi_đối_thoại="X" * 201)
    assert sentence_for(Đơn_vị_nơi_đối_thoại="a" + "\u0301" * 10_000)


def test_every_problem_of_a_row_is_said_at_once() -> None:
    bad = row(Ngày="30/02/2018", Số_lượt_ý_kiến=-1, Người_chủ_trì="")
    assert len(read_rows(bad).problems) == 3


def test_text_is_stored_in_one_spelling() -> None:
    [line] = read_rows(row(Đơn_vị_nơi_đối_thoại=" Xa\u0303  Kim\u00a0Khe\u0302\u202e\n")).lines
    assert line.place == "Xã Kim Khê"


def test_rows_that_tell_of_no_dialogue_are_left_out() -> None:
    register = read_rows(
        ("NĂM 2018",),
        ROW,
        (),
        ("  ",),
        ("", "Tổng cộng năm 2018", "", "", "", 210, 37, 52, 45, 5, 2),
        HEADER,
        ("Năm 2019",),
        (2019,),
        ("I. Sáu tháng đầu năm",),
        ("Quý I năm 2019",),
        row(TT=2, Ngày="05/03/2019", Đơn_vị_nơi_đối_thoại="Cộng Hòa"),
        ("", "", "", "Cộng", "", 420, 74),
        ("", "", "", "", "", "", "", "", "", "Kim Thành, ngày 17 tháng 8 năm 2022"),
        ("Người lập biểu", "", "", "", "", "", "", "", "", "TM. ỦY BAN NHÂN DÂN"),
    )
    assert register.problems == ()
    assert [(line.row_number, line.on.year) for line in register.lines] == [(3, 2018), (12, 2019)]


def test_a_row_with_almost_nothing_is_not_left_out_in_silence() -> None:
    register = read_rows((1, "", "", "Xã Kim Khê"), ROW)
    assert {problem.row_number for problem in register.problems} == {2}
    register = read_rows(("", "", "", "Xã Kim Khê"), ROW)
    assert {problem.row_number for problem in register.problems} == {2}
    register = read_rows(ROW, (2, "", "", "Xã Kim Khê"))
    assert {problem.row_number for problem in register.problems} == {3}


def test_a_merged_date_holds_for_its_rows_but_a_merged_number_is_not_counted_twice() -> None:
    def shape(workbook: Any, sheet: Any) -> None:
        sheet.merge_range(1, 1, 2, 1, "06/12/2018")
        sheet.merge_range(1, 6, 2, 6, 37)

    register = read(book(HEADER, ROW, row(TT=2, Đơn_vị_nơi_đối_thoại="Xã Kim Tân"), shape=shape))
    assert [(one.row_number, one.column) for one in register.problems] == [
        (2, "Số lượt ý kiến"),
        (3, "Số lượt ý kiến"),
    ]


def test_formulas_give_what_the_sheet_shows() -> None:
    def shape(workbook: Any, sheet: Any) -> None:
        sheet.write_formula(1, 7, "=45+5+2", None, 52)
        sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")

    [line] = read(book(HEADER, ROW, shape=shape)).lines
    assert (line.matters, line.attendees) == (52, None)


def test_what_is_odd_is_said_but_does_not_stop_the_import() -> None:
    register = read_rows(
        ("NĂM 2017",),
        row(Trả_lời_tại_chỗ=60),
        row(Ngày="07/12/2018", Số_lượt_ý_kiến=0),
        row(Ngày="07/12/2018", Đơn_vị_nơi_đối_thoại="xã kim khê"),
    )
    assert (len(register.lines), register.problems) == (3, ())
    assert [warning.row_number for warning in register.warnings] == [3, 3, 4, 4, 5, 5]
