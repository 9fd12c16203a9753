"""Registers as clerks make them, written for the tests."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from doithoai.dialogues.register.lines import Register, read_register
from doithoai.kit.errors import Invalid

TODAY = date(2026, 11, 23)
HEADER = (
    "TT", "Ngày", "Cấp tổ chức", "Đơn vị nơi đối thoại", "Người chủ trì", "Số người dự",
    "Số lượt ý kiến", "Số nội dung", "Trả lời tại chỗ", "Giao giải quyết", "Chuyển cấp trên",
    "Thông báo kết luận số",
)  # fmt: skip
ROW = (
    1, "06/12/2018", "Xã", "Xã Kim Khê", "Bí thư Đảng ủy", 210, 37, 52, 45, 5, 2, "78-TB/ĐU",
)  # fmt: skip
AT = {name: place for place, name in enumerate(HEADER)}


def row(**changes: Any) -> tuple[Any, ...]:
    """A good row with other values: ``row(Ngày="30/02/2018")``; "_" stands for a space."""
    named = {name.replace("_", " "): value for name, value in changes.items()}
    return tuple(named.get(name, value) for name, value in zip(HEADER, ROW, strict=True))


def book(*rows: Sequence[Any], shape: Callable[[Any, Any], None] | None = None) -> bytes:
    """An .xlsx file; dates are written as dates; ``shape(workbook, sheet)`` may spoil it."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"default_date_format": "dd/mm/yyyy"})
    sheet = workbook.add_worksheet("Sổ theo dõi")
    for index, cells in enumerate(rows):
        sheet.write_row(index, 0, cells)
    if shape:
        shape(workbook, sheet)
    workbook.close()
    return target.getvalue()


def text_table(*rows: Sequence[Any], delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join(str(cell) for cell in cells) for cells in rows)


def read(data: bytes, **options: Any) -> Register:
    return read_register(data, today=TODAY, **options)


def read_rows(*rows: Sequence[Any], **options: Any) -> Register:
    return read(book(HEADER, *rows), **options)


def refusal(data: bytes, **options: Any) -> str:
    """The sentences by which a file or a whole sheet of it is refused."""
    try:
        register = read(data, **options)
    except Invalid as refused:
        return str(refused)
    assert not register.lines
    assert {problem.row_number for problem in register.problems} == {0}
    return "\n".join(map(str, register.problems))
