"""Row by row: what is read, what is left out, and the sentence for what cannot be read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from doithoai.dialogues.register.lines import RegisterLine
from tests.dialogues.register.books import HEADER, ROW, book, read, read_rows, row


def lines_of(column: str, written: Sequence[Any]) -> list[RegisterLine]:
    """A line for each of these in this column, all in one register."""
    register = read_rows(*(row(**{column: value}) for value in written))
    assert register.problems == ()
    return list(register.lines)


def sentences_for(column: str, written: Sequence[Any]) -> list[str]:
    """The one problem of each of these, all in one register below a good row."""
    register = read_rows(ROW, *(row(**{column: value}) for value in written))
    assert [problem.row_number for problem in register.problems] == list(range(3, 3 + len(written)))
    assert len(register.lines) == 1
    return [str(problem) for problem in register.problems]


def test_dates_as_clerks_write_them() -> None:
    written = (
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
    )
    assert {line.on for line in lines_of("Ngày", written)} == {date(2018, 12, 6)}


def test_what_is_no_date_is_said() -> None:
    written = (
        "30/02/2018", "31/12/9999", "06/12/1989", "06/12/18", "6-7/12/2018", "12/2018",
        "tháng 12", 5, "06/12/1918", date(2027, 1, 1), 10**9, -43440, True, "1e9",
        "06/12/2018 06/12/2018",
    )  # fmt: skip
    assert all("Ngày" in sentence for sentence in sentences_for("Ngày", written))


def test_numbers_as_clerks_write_them() -> None:
    meant = {
        37: 37, "37": 37, "37 ": 37, "1.024": 1024, "1 024": 1024, "0": 0,
        "Không": 0,
    }  # fmt: skip
    lines = lines_of("Số lượt ý kiến", list(meant))
    assert [line.opinions for line in lines] == list(meant.values())


def test_what_is_no_number_is_said() -> None:
    written = (
        -3, "-3", "− 3", 37.5, "37,5", "ba mươi", "37 lượt", 10**15, "9" * 40, True, "", "-", "1.02"
    )  # fmt: skip
    sentences = sentences_for("Số lượt ý kiến", written)
    assert all("Số lượt ý kiến" in sentence for sentence in sentences)


def test_an_empty_cell_that_may_be_empty_is_unknown_not_zero() -> None:
    [line] = read_rows(row(Số_người_dự="", Chuyển_cấp_trên="-", Giao_giải_quyết="")).lines
    assert (line.attendees, line.passed_up, line.assigned) == (None, None, None)


def test_levels() -> None:
    meant = {
        "Xã ": "commune", "xã": "commune", "CẤP XÃ": "commune", "Thị trấn": "commune",
        "Huyện": "district", "cấp huyện": "district", "Tỉnh": "province",
    }  # fmt: skip
    levels = [line.level for line in lines_of("Cấp tổ chức", list(meant))]
    assert levels == list(meant.values())


def test_chairs() -> None:
    meant = {
        "Bí thư Đảng ủy": "party", "Bí thư Đảng uỷ, Chủ tịch HĐND": "party",
        "Bí thư Huyện ủy": "party", "Phó Bí thư Đảng ủy, Chủ tịch UBND": "party",
        "Chủ tịch UBND": "government", "chủ tịch ubnd huyện": "government",
        "Chủ tịch Ủy ban nhân dân xã": "government",
    }  # fmt: skip
    lines = lines_of("Người chủ trì", list(meant))
    assert {line.chair_text: line.chair_kind for line in lines} == meant


def test_words_that_mean_nothing_here_are_said() -> None:
    assert "làng" in sentences_for("Cấp tổ chức", ["làng"])[0]
    assert "Ông A" in sentences_for("Người chủ trì", ["Ông A"])[0]
    assert sentences_for("Đơn vị nơi đối thoại", ["   ", "X" * 201, "a" + "\u0301" * 10_000])


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
