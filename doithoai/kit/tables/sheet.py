"""Opening a spreadsheet or a CSV file as rows of plain values."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.archive import MAX_CELLS, far_cells, locked, repacked

MAX_BYTES: Final = 10 * 1024 * 1024
ENCODINGS: Final = ("utf-8-sig", "cp1258")
DELIMITERS: Final = ",;\t"

Cell = str | int | float | bool | date | time | timedelta  # a datetime is a date
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """``rows[0]`` is row 1; a merged cell's value stands in every cell that it covers.

    ``shared`` are the (row, column) indexes covered by merged cells: one value, not several.
    """

    name: str
    rows: list[list[Cell]]
    shared: frozenset[tuple[int, int]] = field(default=frozenset())


def read_bytes(path: Path) -> bytes:
    """The file's content; raises Invalid when it is too large or cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Invalid(_("The file cannot be read: %(file)s.") % {"file": path}) from error
    return data


def read_sheets(data: bytes) -> list[Sheet]:
    """Every visible sheet of an .xlsx, .xls or .ods file, or the one table of a .csv file.

    The kind is told by the content, not by the name. Raises Invalid with plain advice.
    """
    if len(data) > MAX_BYTES:
        raise Invalid(_("The file is larger than 10 MB. Please split it."))
    if data.startswith(b"PK"):
        return _workbook(repacked(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _workbook(data)
    return [_text_table(data)]


def _workbook(data: bytes) -> list[Sheet]:
    try:
        with CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            return [
                _plain(book.get_sheet_by_name(known.name))
                for known in book.sheets_metadata
                if known.typ == SheetTypeEnum.WorkSheet
                and known.visible == SheetVisibleEnum.Visible
            ]
    except PasswordError as error:
        raise Invalid(locked()) from error
    except CalamineError as error:
        raise Invalid(not_a_spreadsheet()) from error


def not_a_spreadsheet() -> str:
    return _(
        "This is not a spreadsheet. Open the table in Excel or LibreOffice and save it as .xlsx."
    )


def _plain(sheet: CalamineSheet) -> Sheet:
    if sheet.end is None:
        return Sheet(sheet.name, [])
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height * width > MAX_CELLS:
        raise Invalid(far_cells())
    rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    shared = _carry_over(rows, sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, frozenset(shared))


def _carry_over(rows: list[list[Cell]], merged: Iterable[Area]) -> set[tuple[int, int]]:
    """Write each merged cell's value into all that it covers; answers what was covered."""
    shared: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for index in range(top, min(bottom + 1, len(rows))):
            for column in range(left, min(right + 1, len(rows[index]))):
                rows[index][column] = value
                shared.add((index, column))
            if len(shared) > MAX_CELLS // 4:
                raise Invalid(far_cells())
    return shared


def _text_table(data: bytes) -> Sheet:
    text = _decoded(data)
    start = text.lstrip()[:20].casefold()
    if not start or start.startswith(("<", "%pdf", "{\\rtf")) or "\0" in text:
        raise Invalid(not_a_spreadsheet())
    delimiter = max(DELIMITERS, key=text[:20_000].count)
    try:
        rows: list[list[Cell]] = [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise Invalid(not_a_spreadsheet()) from error
    return Sheet("", rows)


def _decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 or the Windows code page of Viet Nam."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data[:2_000]:
        encodings = ("utf-16-be",) if data.startswith(b"\0") else ("utf-16-le",)
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Invalid(
        _(
            "The letters of this file cannot be read. Save it as .xlsx, "
            "or as “CSV UTF-8” when saving from Excel."
        )
    )
