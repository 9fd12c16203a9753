"""The header is found by itself, wherever it is and however it is built."""

import re
from functools import cache
from typing import Any

import pytest

from doithoai.dialogues.register.lines import RegisterLine
from doithoai.kit.errors import Invalid
from doithoai.kit.tables.choosing import Choice
from tests.dialogues.register.books import (
    AT,
    HEADER,
    ROW,
    book,
    read,
    read_rows,
    refusal,
    text_table,
)


@cache
def usual() -> tuple[RegisterLine, ...]:
    """What the good row says under the usual header."""
    return read_rows(ROW).lines


def test_columns_may_come_in_any_order() -> None:
    for step in (1, 5, 7, 11):
        order = [at * step % 12 for at in range(12)]
        shuffled = read(book([HEADER[at] for at in order], [ROW[at] for at in order]))
        assert shuffled.lines == usual()


@pytest.mark.parametrize(
    ("column", "heading"),
    [
        ("Ngày", "Thời gian"),
        ("Ngày", "Ngày tổ chức"),
        ("Ngày", "NGÀY, THÁNG, NĂM"),
        ("Cấp tổ chức", "Cấp"),
        ("Đơn vị nơi đối thoại", "Đơn vị"),
        ("Đơn vị nơi đối thoại", "Địa điểm"),
        ("Đơn vị nơi đối thoại", "Xã"),
        ("Đơn vị nơi đối thoại", "Xã, thị trấn"),
        ("Người chủ trì", "Chủ trì"),
        ("Người chủ trì", "Họ tên, chức vụ người chủ trì"),
        ("Số người dự", "Số người tham dự"),
        ("Số lượt ý kiến", "Tổng số lượt\ný kiến (lượt)"),
        ("Số lượt ý kiến", "Luot y kien"),
        ("Số nội dung", "Nội dung"),
        ("Trả lời tại chỗ", "Số ý kiến trả lời ngay"),
        ("Giao giải quyết", "Giao việc"),
        ("Chuyển cấp trên", "Vượt thẩm quyền"),
        ("Thông báo kết luận số", "Số thông báo"),
        ("Thông báo kết luận số", "Số thông báo kết luận"),
    ],
)
def test_columns_go_by_several_names(column: str, heading: str) -> None:
    header = [heading if name == column else name for name in HEADER]
    assert read(book(header, ROW)).lines == usual()


def test_five_header_rows_with_merged_cells() -> None:
    def shape(workbook: Any, sheet: Any) -> None:
        sheet.merge_range(0, 0, 0, 11, "SỔ THEO DÕI ĐỐI THOẠI NĂM 2018")
        sheet.merge_range(1, 0, 1, 11, "Đơn vị: UBND xã (số liệu minh họa)")
        for at in (*range(6), 11):
            sheet.merge_range(3, at, 7, at, HEADER[at])
        sheet.merge_range(3, 6, 3, 10, "Ý kiến, kiến nghị của Nhân dân")
        sheet.merge_range(4, 6, 4, 7, "Tiếp nhận")
        sheet.merge_range(4, 8, 4, 10, "Kết quả giải quyết")
        sheet.merge_range(5, 8, 5, 10, "Trong đó")
        for at in (6, 7):
            sheet.merge_range(5, at, 7, at, HEADER[at])
        for at in (8, 9, 10):
            sheet.merge_range(6, at, 7, at, HEADER[at])
        sheet.write_row(8, 0, [f"({n})" for n in range(1, 13)])
        sheet.write_row(9, 0, ROW)

    register = read(book(shape=shape))
    assert register.problems == ()
    assert register.title == "SỔ THEO DÕI ĐỐI THOẠI NĂM 2018"
    assert register.is_illustration
    [line] = register.lines
    assert (line.row_number, line.opinions, line.answered_on_spot, line.passed_up) == (
        10,
        37,
        45,
        2,
    )


def test_a_csv_has_no_merged_cells_and_needs_none() -> None:
    upper = ["TT", *HEADER[1:6], "Ý kiến, kiến nghị", "", "Kết quả", "", "", HEADER[11]]
    lower = ["" if at not in range(6, 11) else HEADER[at] for at in range(12)]
    register = read(text_table(upper, lower, ROW, delimiter=";").encode())
    assert register.lines[0].assigned == 5


def test_columns_that_every_register_needs_are_named_when_missing() -> None:
    kept = [at for at in range(12) if at not in (AT["Cấp tổ chức"], AT["Số nội dung"])]
    said = refusal(book([HEADER[at] for at in kept], [ROW[at] for at in kept]))
    assert "Cấp tổ chức" in said
    assert "Số nội dung" in said
    assert "Người chủ trì" not in said


def test_columns_that_a_register_can_do_without_are_left_open() -> None:
    kept = [AT[name] for name in HEADER if name in (*HEADER[1:5], *HEADER[6:8])]
    [line] = read(book([HEADER[at] for at in kept], [ROW[at] for at in kept])).lines
    assert (line.attendees, line.answered_on_spot, line.notice_number) == (None, None, "")


def test_two_columns_of_one_name_are_not_guessed_at() -> None:
    said = refusal(book([*HEADER, "Số lượt ý kiến"], [*ROW, 12]))
    assert re.search(r"G.*M", said)


def test_hidden_sheets_are_passed_over_and_two_registers_are_read_together() -> None:
    def add(workbook: Any, sheet: Any, *, hidden: bool) -> None:
        other = workbook.add_worksheet("Năm 2017")
        other.write_row(0, 0, HEADER)
        other.write_row(1, 0, (*ROW[:6], 9, *ROW[7:]))
        notes = workbook.add_worksheet("Ghi chú")
        notes.write(0, 0, "Không có gì ở đây")
        if hidden:
            other.hide()

    hidden = book(HEADER, ROW, shape=lambda *both: add(*both, hidden=True))
    assert read(hidden).lines[0].opinions == 37
    both = book(HEADER, ROW, shape=lambda *both: add(*both, hidden=False))
    together = read(both)
    assert [(line.sheet, line.opinions) for line in together.lines] == [
        ("Sổ theo dõi", 37),
        ("Năm 2017", 9),
    ]
    assert together.how.ignored == ("trang Ghi chú",)
    assert read(both, choice=Choice(("năm 2017",))).lines[0].opinions == 9
    with pytest.raises(Invalid):
        read(both, choice=Choice(("Năm 2031",)))


def test_a_sheet_without_any_known_heading_is_no_register() -> None:
    assert refusal(book(["một", "hai"], ["ba", 4]))
    assert "Không trang nào" in refusal(book())
