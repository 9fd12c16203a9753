"""Tables from other desks: each says what comes of it, and nothing goes missing unsaid."""

import csv
import io
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import xlsxwriter

from doithoai.opinions.table.lines import read_table
from doithoai.opinions.table.preview import preview_table
from doithoai.places.models import Village, VillagePlacement
from tests.factories import Commune, make_commune

TODAY = date(2026, 11, 28)
A, B, C = "Đường ngõ 3 ngập", "Đèn đường hỏng", "Nước yếu"
HEAD = ("STT", "Thôn", "Nội dung")
TWO = (HEAD, (1, "", A), (2, "", B))

type Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Comes:
    """What is read of a table: texts, rows left out, rows with a problem, villages, days."""

    texts: list[str] = field(default_factory=lambda: [A, B])
    left_out: list[int] = field(default_factory=list)
    problems: list[int] = field(default_factory=list)
    villages: list[str] | None = None
    days: list[date | None] | None = None
    hidden: int = 0


def book(rows: Rows, shape: Callable[[Any, Any], None] | None = None) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Ý kiến")
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for index, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(index, column, cell, day)
                elif cell != "":
                    sheet.write(index, column, cell)
        if shape:
            shape(workbook, sheet)
    return target.getvalue()


def text(rows: Rows, delimiter: str = ",", above: str = "", encoding: str = "utf-8") -> bytes:
    target = io.StringIO()
    target.write(above)
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode(encoding)


def headed(heading: str) -> bytes:
    return book([("STT", "Họ và tên", heading), (1, "Bà Lúa", A), (2, "", B)])


def dated(*days: object) -> bytes:
    return book([("STT", "Ngày nhận", "Nội dung"), *((n, day, A) for n, day in enumerate(days, 1))])


def named(*villages: str) -> bytes:
    return book([HEAD, *((n, village, A) for n, village in enumerate(villages, 1))])


def rich(workbook: Any, sheet: Any) -> None:
    bold = workbook.add_format({"bold": True})
    sheet.write_rich_string(1, 2, bold, "Đường ngõ 3", " ngập")
    sheet.write_comment(2, 2, "Đã gọi cho cán bộ")


def filtered(_workbook: Any, sheet: Any) -> None:
    sheet.autofilter(0, 0, 3, 2)
    sheet.set_row(3, options={"hidden": True})


def second_sheet(workbook: Any, _sheet: Any) -> None:
    other = workbook.add_worksheet("Nháp")
    other.write_row(0, 0, HEAD)
    other.write_row(1, 0, (1, "", C))
    other.hide()


def merged_villages(_workbook: Any, sheet: Any) -> None:
    sheet.merge_range(1, 1, 2, 1, "Phương Duệ")


def formulas(_workbook: Any, sheet: Any) -> None:
    sheet.write_formula(1, 0, "=ROW()-1", value="")
    sheet.write_formula(2, 0, "=A2+1", value="")


STATE = [
    ("ỦY BAN NHÂN DÂN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("XÃ KIM THÀNH", "", "Độc lập - Tự do - Hạnh phúc"),
    (),
    ("", "", "Kim Thành, ngày 20 tháng 11 năm 2026"),
    (),
    ("BẢNG TỔNG HỢP Ý KIẾN, KIẾN NGHỊ CỦA CỬ TRI",),
    ("(Kèm theo Báo cáo số 12/BC-UBND)",),
]
FOOT = [
    ("Tổng cộng: 02 ý kiến",),
    (),
    ("Người lập biểu", "", "TM. ỦY BAN NHÂN DÂN"),
    ("(Ký, ghi rõ họ tên)", "", "KT. CHỦ TỊCH"),
    ("", "", "PHÓ CHỦ TỊCH"),
    ("Trần Thị Bưởi", "", "Nguyễn Văn Cam"),
]
LONG = "Đường hỏng. " * 500
NEW_YEAR = date(2026, 1, 5)
DUE = "thôn Phương Duệ"

INPUTS: dict[str, tuple[bytes, Comes]] = {
    "empty rows within": (book([HEAD, (1, "", A), (), (), (2, "", B), ()]), Comes()),
    "the header on every page": (
        book([HEAD, (1, "", A), HEAD, (2, "", B)]),
        Comes(left_out=[3]),
    ),
    "two tables in a sheet": (
        book([("STT", "Nội dung"), (1, C), (), *TWO]),
        Comes(texts=[], problems=[0]),
    ),
    "a total in the text": (book([*TWO, ("", "Tổng cộng", "2 ý kiến")]), Comes(left_out=[4])),
    "the header in row 8 and signatures": (
        book([*STATE, *TWO, *FOOT]),
        Comes(left_out=[11, 13, 14, 15, 16]),
    ),
    "merged cells in the body": (
        book([HEAD, (1, "", A), (2, "", B)], merged_villages),
        Comes(villages=[DUE, DUE]),
    ),
    "formulas without a value": (book(TWO, formulas), Comes()),
    "days in six forms": (
        dated(
            NEW_YEAR,
            "05/01/2026",
            "5-1-2026",
            "5.1.2026",
            "ngày 5 tháng 1 năm 2026",
            "2026-01-05",
            46027,
        ),
        Comes(texts=[A] * 7, days=[NEW_YEAR] * 7),
    ),
    "a day in words without a year, and a short year": (
        dated("ngày 5 tháng 1", "5.1.26"),
        Comes(texts=[], problems=[2, 3]),
    ),
    "a day to come": (dated("5/1/2027"), Comes(texts=[], problems=[2])),
    "sep=; with quotes": (text(TWO, ";", "sep=;\r\n"), Comes()),
    "sep=, with quotes": (
        text([HEAD, (1, "", f"{A}, lầy"), (2, "", B)], ",", "sep=,\r\n"),
        Comes(texts=[f"{A}, lầy", B]),
    ),
    "UTF-16 with tabs": (text(TWO, "\t", encoding="utf-16"), Comes()),
    "UTF-8 with a mark": (text(TWO, ";", encoding="utf-8-sig"), Comes()),
    "a number for words": (
        book([HEAD, (1, "", 12345), (2, "", B)]),
        Comes(texts=[B], problems=[2]),
    ),
    "very long words": (
        book([HEAD, (1, "", LONG), (2, "", B)]),
        Comes(texts=[B], problems=[2]),
    ),
    "Kiến nghị của cử tri": (headed("Kiến nghị của cử tri"), Comes()),
    "Nội dung phản ánh": (headed("Nội dung phản ánh"), Comes()),
    "Ý kiến, kiến nghị": (headed("Ý kiến, kiến nghị"), Comes()),
    "a heading in capitals": (headed("NỘI DUNG Ý KIẾN, KIẾN NGHỊ"), Comes()),
    "a heading of two lines": (headed("Nội dung\ný kiến\n(ghi tóm tắt)"), Comes()),
    "a heading in pieces of Unicode": (headed(unicodedata.normalize("NFD", "Nội dung")), Comes()),
    "words in pieces of Unicode": (
        book([HEAD, (1, "", unicodedata.normalize("NFD", A)), (2, "", B)]),
        Comes(),
    ),
    "villages with and without their word": (
        named("Phương Duệ", "thôn Phương Duệ", "THÔN PHƯƠNG DUỆ", "Thôn Phương Duệ, xã Kim Thành"),
        Comes(texts=[A] * 4, villages=[DUE] * 4),
    ),
    "residential groups in short": (
        named("TDP số 3", "TDP 3", "Tổ dân phố số 3", "tdp3", "Khu phố 3"),
        Comes(texts=[A] * 5, villages=["Tổ dân phố 3"] * 5),
    ),
    "a village that is not here": (named("thôn Đâu Đâu"), Comes(texts=[], problems=[2])),
    "rich text and a comment": (book(TWO, rich), Comes()),
    "rows that a filter hides": (
        book([*TWO, (3, "", C)], filtered),
        Comes(left_out=[4]),
    ),
    "a hidden sheet": (book(TWO, second_sheet), Comes(hidden=1)),
    "numbers of the columns": (
        book([HEAD, ("(1)", "(2)", "(3)"), (1, "", A), (2, "", B)]),
        Comes(left_out=[2]),
    ),
    "sections by field": (
        book([HEAD, ("I", "Lĩnh vực giao thông"), (1, "", A), ("II", "Lĩnh vực điện"), (2, "", B)]),
        Comes(left_out=[2, 4], villages=["", ""]),
    ),
    "an opinion of one word": (book([HEAD, (1, "", "Ngập"), (2, "", B)]), Comes(texts=["Ngập", B])),
    "dashes for nothing": (book([HEAD, (1, "-", A), (2, "–", B)]), Comes(villages=["", ""])),
    "words of a formula": (
        book([HEAD, (1, "", "=Đường ngõ 3 ngập"), (2, "", B)]),
        Comes(texts=["=Đường ngõ 3 ngập", B]),
    ),
    "an error for words": (
        book([HEAD, (1, "", "#N/A"), (2, "", B)]),
        Comes(texts=[B], problems=[2]),
    ),
    "no words in a row with a name": (
        book([("STT", "Họ tên", "Nội dung"), (1, "Bà Lúa", ""), (2, "", B)]),
        Comes(texts=[B], problems=[2]),
    ),
}


@pytest.fixture
def commune(db: None) -> Commune:
    made = make_commune()
    group = Village.objects.create(key=f"{made.unit.key}-3", name="Tổ dân phố 3")
    VillagePlacement.objects.create(village=group, unit=made.unit)
    return made


@pytest.mark.parametrize("name", INPUTS)
def test_a_table_is_read_as_it_is_meant(commune: Commune, name: str) -> None:
    content, comes = INPUTS[name]
    preview = preview_table(read_table(content, today=TODAY), commune.unit)
    assert [one.line.text for one in preview.new] == comes.texts
    assert [one.row_number for one in preview.how.left_out] == comes.left_out
    assert [one.row_number for one in preview.problems] == comes.problems
    assert len(preview.how.hidden) == comes.hidden
    if comes.villages is not None:
        assert [str(one.village or "") for one in preview.new] == comes.villages
    if comes.days is not None:
        assert [one.line.on for one in preview.new] == comes.days
