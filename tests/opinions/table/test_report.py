"""What was wrong with a table, grouped as a clerk mends it."""

import json

from doithoai.kit.tables.choosing import Choice
from doithoai.kit.tables.reading import ReadColumn, ReadSheet
from doithoai.opinions.table.report import Kind, Report, kinds_of


def test_the_same_fault_is_told_once_with_its_rows() -> None:
    empty = [(row, "Nội dung", "Ô này trống.", "") for row in (5, 7, 8, 9, 12)]
    assert kinds_of(empty) == [Kind("Nội dung", "Ô này trống.", "5, 7–9, 12")]


def test_faults_that_differ_only_by_what_was_written_are_one_kind() -> None:
    days = [(row, "Ngày", f"Không có ngày {row}/13/2026.", "") for row in (3, 4)]
    assert kinds_of(days) == [Kind("Ngày", "Không có ngày ….", "3 (3/13/2026), 4 (4/13/2026)")]


def test_of_a_hundred_rows_the_first_are_told_with_their_words() -> None:
    [kind] = kinds_of((row, "Thôn", f"Không có thôn “Xóm {row}”.", "") for row in range(2, 102))
    assert kind.sentence == "Không có thôn …."
    assert kind.rows.startswith("2 (“Xóm 2”), 3 (“Xóm 3”)")
    assert kind.rows.endswith("21 (“Xóm 21”), 22–101")


def test_faults_of_two_columns_and_of_the_whole_table_stay_apart() -> None:
    told = [
        (3, "Ngày", "Ô này trống.", ""),
        (3, "Thôn", "Ô này trống.", ""),
        (0, "", "Hơn 10 dòng.", ""),
    ]
    assert kinds_of([*told, (0, "", "Hơn 20 dòng.", "")]) == [
        Kind("Ngày", "Ô này trống.", "3"),
        Kind("Thôn", "Ô này trống.", "3"),
        Kind("", "Hơn 10 dòng.", ""),
        Kind("", "Hơn 20 dòng.", ""),
    ]


def test_faults_of_two_sheets_stay_apart() -> None:
    told = [(3, "Ngày", "Ô này trống.", sheet) for sheet in ("Duệ", "Khê")]
    assert [(kind.sheet, kind.rows) for kind in kinds_of(told)] == [("Duệ", "3"), ("Khê", "3")]


def test_a_report_is_read_as_it_was_sealed_also_when_an_older_office_sealed_it() -> None:
    column = ReadColumn(2, "Ý kiến", "text", "Đường hỏng")
    report = Report(
        "a.xlsx",
        ((3, "Thôn", "Sai.", "Duệ"),),
        ((2, "5/1/2026", "", "Đường hỏng", ""),),
        choice=Choice(("Duệ",), (("Duệ", ((2, "text"),)),)),
        sheets=(ReadSheet("Duệ", is_read=True, columns=(column,)),),
    )
    assert Report.unpacked(report.packed()) == report
    old = json.dumps(["a.xlsx", [[3, "Dòng 3, Thôn: Sai."]], [["2", "thôn A", "Đường hỏng"]]])
    read = Report.unpacked(old.encode())
    assert read.problems == ((3, "", "Dòng 3, Thôn: Sai.", ""),)
    assert read.shown[0][1:] == ("", "thôn A", "Đường hỏng", "")
    before = [
        "a.xlsx",
        [[3, "Thôn", "Sai."]],
        [],
        [],
        [[9, "dòng cộng", "x"]],
        1,
        [],
        [],
        [],
        "Duệ",
    ]
    read = Report.unpacked(json.dumps(before).encode())
    assert (read.choice, read.left_out) == (Choice(("Duệ",)), ((9, "dòng cộng", "x", ""),))


def test_rows_that_read_like_a_denunciation_are_named_with_their_sheet() -> None:
    sheets = tuple(ReadSheet(name, is_read=True, columns=()) for name in ("Duệ", "Khê"))
    signs = (("Duệ", 5), ("Duệ", 6), ("Khê", 3))
    assert Report("a.xlsx", sheets=sheets, signs_in=signs).signs == "Duệ: 5–6; Khê: 3"
    assert Report("a.xlsx", sheets=sheets[:1], signs_in=signs[:2]).signs == "5–6"
