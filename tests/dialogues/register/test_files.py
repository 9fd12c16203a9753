"""Files that are too large, malicious, damaged or no spreadsheet at all."""

import io
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

import pytest

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.sheet import MAX_BYTES, read_bytes
from tests.dialogues.register.books import HEADER, ROW, book, read, refusal, row, text_table

ODS = (
    '<?xml version="1.0"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="Sổ">%s</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def repack(data: bytes, **parts: bytes) -> bytes:
    """The same archive with other or more parts; "__" stands for "/" and "_dot_" for "."."""
    named = {name.replace("__", "/").replace("_dot_", "."): part for name, part in parts.items()}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        kept = {name: source.read(name) for name in source.namelist()}
        for name, content in {**kept, **named}.items():
            copy.writestr(name, content)
    return target.getvalue()


def ods(*rows: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest"
            ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", ODS % "".join(rows))
    return target.getvalue()


def ods_row(cells: Any, repeated: int = 1) -> str:
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{texts}</table:table-row>'


EMPTY_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def test_an_ods_file_is_read_with_its_million_empty_rows() -> None:
    assert read(ods(ods_row(HEADER), ods_row(ROW), EMPTY_ROWS)).lines[0].opinions == 37


@pytest.mark.parametrize(
    "content",
    [
        ods(ods_row(HEADER), ods_row(ROW), EMPTY_ROWS, ods_row(["x"])),
        ods(ods_row(HEADER), ods_row(ROW * 10, repeated=1_000_000)),
        book(HEADER, ROW, shape=lambda _book, sheet: sheet.write(1_048_575, 16_383, "x")),
    ],
    ids=["far row", "repeated rows", "far cell"],
)
def test_a_table_that_would_fill_the_memory_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        read(content)


def test_cells_merged_down_to_the_end_of_the_sheet_cost_nothing() -> None:
    data = book(HEADER, ROW, shape=lambda _b, sheet: sheet.merge_range(1, 11, 1_048_575, 11, "78"))
    assert read(data).lines[0].notice_number == "78"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repack(book(HEADER, ROW), xl__worksheets__bomb_dot_xml=b" " * 101 * 1024 * 1024)
    assert len(bomb) < 200_000
    with pytest.raises(Invalid):
        read(bomb)


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    size = 50 * 1024 * 1024
    bomb = repack(book(HEADER, ROW), xl__worksheets__bomb_dot_xml=b" " * size)
    lying = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(Invalid):
        read(lying)


def test_a_file_above_10_megabytes_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "large.xlsx"
    with file.open("wb") as target:
        target.truncate(5 * MAX_BYTES)
    data = read_bytes(file)
    assert len(data) == MAX_BYTES + 1
    with pytest.raises(Invalid, match="10 MB"):
        read(data)
    with pytest.raises(Invalid):
        read_bytes(tmp_path)


def _docx() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"PK\x03\x04 not a zip at all",
        book(HEADER, ROW)[:3000],
        _docx(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
        b"%PDF-1.7\n...",
        b"<html><table><tr><td>TT</td></tr></table></html>",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\xff\xfe\x00",
        b"A" * 1_000_000,
        b'"' + b"A" * 200_000,
        repack(book(HEADER, ROW), xl__workbook_dot_xml=b"<not closed"),
        repack(book(HEADER, ROW), xl__worksheets__sheet1_dot_xml=b"<c " * 1_000_000),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_advice(content: bytes) -> None:
    assert refusal(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_in_the_encodings_of_vietnamese_offices(encoding: str, delimiter: str) -> None:
    text = text_table(HEADER, ROW, delimiter=delimiter)
    register = read(_windows_vietnamese(text) if encoding == "cp1258" else text.encode(encoding))
    [line] = register.lines
    assert (line.place, line.chair_text, line.opinions) == ("Xã Kim Khê", "Bí thư Đảng ủy", 37)


def _windows_vietnamese(text: str) -> bytes:
    """Windows-1258 writes a letter and, after it, its tone."""

    def split(letter: str) -> str:
        try:
            letter.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = list(unicodedata.normalize("NFD", letter))
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            rest = [mark for mark in marks if mark not in tones]
            return unicodedata.normalize("NFC", base + "".join(rest)) + "".join(tones)
        return letter

    return "".join(map(split, text)).encode("cp1258")


def test_letters_of_an_old_code_page_get_advice() -> None:
    with pytest.raises(Invalid):
        read(b"TT,Ng\xb5y,C\xcap \x8a\x9d\n1,2,3")


def test_as_many_rows_as_may_be_are_read_and_one_more_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("doithoai.kit.tables.rows.MAX_ROWS", 200)
    rows = [row(TT=n, Ngày=f"{n % 28 + 1}/{n % 12 + 1}/{2000 + n % 20}") for n in range(200)]
    rows[123] = row(Ngày="30/02/2018")
    register = read(book(HEADER, *rows))
    assert len(register.lines) == 199
    assert [problem.row_number for problem in register.problems] == [125]
    with pytest.raises(Invalid, match="200"):
        read(book(HEADER, *rows, ROW))
