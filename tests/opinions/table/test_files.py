"""Files as Excel and LibreOffice write them: no word is cut, swallowed or taken for shown."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from doithoai.kit.apart import Wrong
from doithoai.kit.errors import Invalid
from doithoai.kit.tables import old_excel
from doithoai.kit.tables.archive import repacked
from doithoai.kit.tables.rows import Reason
from doithoai.kit.tables.unseen import NOTHING, Unseen
from doithoai.opinions.table.lines import OpinionTable, read_table
from tests.dialogues.register.test_files import ods, ods_row, repack

COMMAS = "Đường ngõ 3, ngõ 5, ngõ 7 ngập, xe không qua được"
MORE = "Đèn hỏng, tối"


def read(content: bytes | str) -> OpinionTable:
    data = content.encode() if isinstance(content, str) else content
    return read_table(data, today=date(2026, 11, 28))


def texts(content: bytes | str) -> list[str]:
    table = read(content)
    assert not table.problems
    return [line.text for line in table.lines]


def faulty(content: str) -> list[int]:
    return [problem.row_number for problem in read(content).problems]


def book(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, options)
    sheet = workbook.add_worksheet("Ý kiến")
    sheet.write_row(0, 0, ("STT", "Ngày", "Nội dung"))
    fill(workbook, sheet)
    workbook.close()
    return target.getvalue()


@pytest.mark.parametrize("separator", [";", "\t"])
@pytest.mark.parametrize("above", ["", "BẢNG TỔNG HỢP, Ý KIẾN\n", "sep={}\n"])
def test_commas_within_words_are_no_separator(separator: str, above: str) -> None:
    rows = [("STT", "Thôn", "Nội dung"), ("1", "", COMMAS), ("2", "", MORE), ("3", "", COMMAS)]
    text = above.format(separator) + "\n".join(map(separator.join, rows))
    assert texts(text) == [COMMAS, MORE, COMMAS]
    assert texts(text.encode("utf-16")) == [COMMAS, MORE, COMMAS]


def test_words_in_quotes_keep_their_commas_their_lines_and_their_quotes() -> None:
    said = '"Đường hỏng, ngập\n1, 2, 3 đều hỏng\n3,5 triệu","""Sửa"" mãi"'
    table = read(f'STT,Nội dung,Thôn\n1,{said}\n2,ống 2" hỏng,"Duệ"\n3,"Duệ" nói hỏng,\n')
    assert not table.problems
    assert [(line.text, line.village) for line in table.lines] == [
        ("Đường hỏng, ngập\n1, 2, 3 đều hỏng\n3,5 triệu", '"Sửa" mãi'),
        ('ống 2" hỏng', "Duệ"),
        ("Duệ nói hỏng", ""),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        '1,A,Hỏng\n2,A,"Quên\n3,A,Đèn hỏng',
        '1,A,Hỏng\n2,A,"Quên\n3,A,Đèn hỏng\n4,A,"Mất nước, ngập"\n5,A,Hỏng',
        '1,A,Hỏng\n2,A,"Quên\n3,A,Đèn hỏng\n4,A,Mất nước"\n',
        '1,A,Hỏng\n2,"Quên,Ngập\n3,A,Đèn hỏng',
        ',A,Hỏng\n,A,"Quên\n,A,Đèn hỏng',
    ],
)
def test_a_quote_that_is_not_closed_swallows_no_row(rows: str) -> None:
    table = read(f"STT,Thôn,Nội dung\n{rows}")
    assert [problem.row_number for problem in table.problems] == [3]
    assert "Đèn hỏng" in [line.text for line in table.lines]


def test_quotes_that_are_never_closed_end_soon() -> None:
    with pytest.raises(Invalid, match="ngoặc kép"):
        read("STT,Nội dung\n" + '1,"Đường hỏng\n' * 20_000)


def test_words_cut_by_a_separator_are_a_problem_of_their_row() -> None:
    assert faulty(f"STT,Nội dung\n1,Đường hỏng\n2,{MORE}\n") == [3]
    assert texts("STT,Nội dung\n1,Đường hỏng,\n2,Đèn hỏng,\n") == ["Đường hỏng", "Đèn hỏng"]


def test_words_of_a_single_column_keep_their_commas() -> None:
    said = ["Đường hỏng", MORE, COMMAS, "Mất nước"]
    assert texts("\n".join(["Nội dung ý kiến", *said])) == said


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_day_is_the_same_with_and_without_its_format(*, from_1904: bool) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        counted = 46329 - (1462 if from_1904 else 0)
        sheet.write_row(1, 0, (1, counted, "Đường hỏng"))
        sheet.write_row(2, 0, (2, counted, "Đèn hỏng"), day)

    lines = read(book(fill, date_1904=from_1904)).lines
    assert [line.on for line in lines] == [date(2026, 11, 3)] * 2


def hiding(workbook: Any, sheet: Any) -> None:
    sheet.write_row(1, 0, (1, "", "Đường hỏng", "x"))
    sheet.write_row(2, 0, (2, "", "Đèn hỏng", "x"))
    sheet.write_row(3, 0, (3, "", "Mất nước", "x"))
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(3, 3, None, None, {"hidden": True})
    sheet.set_column(7, 9, None, None, {"hidden": True})
    workbook.add_worksheet("Nháp & cũ").write_row(0, 0, ("STT", "Nội dung"))
    workbook.get_worksheet_by_name("Nháp & cũ").hide()


def test_what_a_workbook_hides_is_not_read_and_is_named() -> None:
    table = read(book(hiding))
    assert [line.text for line in table.lines] == ["Đường hỏng", "Mất nước"]
    assert [(one.row_number, one.reason) for one in table.how.left_out] == [(3, Reason.HIDDEN)]
    assert table.how.hidden == ("trang Nháp & cũ", "cột D")
    assert table.how.left_out[0].text == "2 · Đèn hỏng"


def test_another_sheet_with_words_is_named() -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(1, 0, (1, "", "Đường hỏng"))
        workbook.add_worksheet("Tiếp").write_row(0, 0, (2, "", "Đèn hỏng"))
        workbook.add_worksheet("Trống")

    assert read(book(fill)).how.ignored == ("trang Tiếp",)


def test_what_libreoffice_hides_is_named_too() -> None:
    rows = [ods_row(cells) for cells in (("STT", "Nội dung"), ("1", "Hỏng"), ("2", "Mất"))]
    rows[1] = rows[1].replace("<table:table-row", '<table:table-row table:visibility="filter"')
    column = '<table:table-column table:visibility="collapse"/><table:table-column/>'
    table = read(ods(column, *rows))
    assert [line.text for line in table.lines] == ["Mất"]
    assert [(one.row_number, one.reason) for one in table.how.left_out] == [(2, Reason.HIDDEN)]
    assert table.how.hidden == ("cột A",)


def locked_xlsx() -> bytes:
    """The container with the name of the stream in which Excel keeps what it encrypted."""
    name = "EncryptedPackage".encode("utf-16-le")
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1400) + name + bytes(2000)


@pytest.mark.parametrize("row", ["<row>", '<row r="{}">', "<x:row>"])
def test_cells_are_counted_also_when_they_do_not_say_where_they_stand(
    row: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doithoai.kit.tables.archive.MAX_CELLS", 100)
    cell = "<x:c/>" if "x:" in row else "<c t='n'><v>1</v></c>"

    def sheet(rows: int) -> bytes:
        text = "".join(f"{row.format(n)}{cell * 10}</row>" for n in range(1, rows + 1))
        return repack(book(hiding), xl__worksheets__sheet1_dot_xml=text.encode())

    assert repacked(sheet(10))
    with pytest.raises(Wrong, match="far_cells"):
        repacked(sheet(11))


CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BEGINS = bytes.fromhex("0908 1000 0006 0500 00000000 00000000 00000000")
ENDS = bytes.fromhex("0a00 0000")


def record(kind: int, body: bytes) -> bytes:
    """As an .xls file has them."""
    return kind.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body


def locked_xls() -> bytes:
    return CONTAINER + BEGINS + record(0x2F, b"\x01\x00")


def locked_ods() -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
        "</manifest:file-entry></manifest:manifest>"
    )
    parts = {"META-INF__manifest_dot_xml": manifest.encode(), "content_dot_xml": b"\x9a\x01\xfe"}
    return repack(ods(), **parts)


@pytest.mark.parametrize("content", [locked_xlsx(), locked_xls(), locked_ods()])
def test_a_file_with_a_password_is_told_so(content: bytes) -> None:
    with pytest.raises(Invalid, match="mật khẩu"):
        read(content)


def test_an_old_excel_file_tells_its_first_day() -> None:
    for flag, is_from_1904 in ((b"\x01\x00", True), (b"\x00\x00", False)):
        book_of_1997 = CONTAINER + BEGINS + record(0x22, flag) + ENDS
        assert old_excel.counts_from_1904(book_of_1997) is is_from_1904
    assert not old_excel.counts_from_1904(CONTAINER)


def test_an_old_excel_file_tells_what_it_hides() -> None:
    def sheet(name: str, at: int) -> bytes:
        letters = bytes((len(name), 1)) + name.encode("utf-16-le")
        return record(0x85, at.to_bytes(4, "little") + bytes(2) + letters)

    length = len(BEGINS + sheet("Ý", 0) + sheet("B", 0) + ENDS)
    column = record(0x7D, bytes.fromhex("0300 0400 0000 0000 0100 0000"))
    shown = record(0x208, bytes.fromhex("0100 0000 0400 ff00 00000000 0001 0f00"))
    hidden = record(0x208, bytes.fromhex("0200 0000 0400 ff00 00000000 2001 0f00"))
    first = record(0x809, bytes(16)) + column + shown + hidden + ENDS
    told = old_excel.unseen_in(
        CONTAINER + BEGINS + sheet("Ý", length) + sheet("B", length + len(first)) + ENDS
        + first + record(0x809, bytes(16)) + shown + ENDS
    )  # fmt: skip
    assert told == {"Ý": Unseen((2,), (3, 4)), "B": NOTHING}
