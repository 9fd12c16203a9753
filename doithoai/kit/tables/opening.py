"""What ``kit/apart`` does to a spreadsheet or a CSV file: rows of plain values, as lines of JSON.

Each visible sheet is a line ``{"name": …, "rows": 2, "merged": [[[top, left], [bottom, right]]]}``,
then for each of its rows a line with the list of its cells. What JSON lacks is written as
``{"date": "2026-11-28"}``, likewise ``datetime`` and ``time``; a length of time is
``{"seconds": 3600}``. Each word by which a file is refused has its sentence in ``sheet.py``.
"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from doithoai.kit.apart import TOO_MUCH, Wrong
from doithoai.kit.tables.archive import MAX_CELLS, MAX_UNPACKED, repacked

ENCODINGS: Final = ("utf-8-sig", "cp1258")
DELIMITERS: Final = ",;\t"

type Line = list[Any] | dict[str, Any]


def plain(data: bytes) -> bytes:
    """Every visible sheet of an .xlsx, .xls or .ods file, or the one table of a .csv file.

    The kind is told by the content, not by the name. Raises Wrong.
    """
    answer = bytearray()
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_tagged).encode
    for line in _lines(data):
        answer += encode(line).encode() + b"\n"
        if len(answer) > MAX_UNPACKED:
            raise Wrong(TOO_MUCH)
    return bytes(answer)


def _tagged(value: object) -> dict[str, object]:
    match value:
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case timedelta():
            return {"seconds": value.total_seconds()}
    raise TypeError(type(value))


def _lines(data: bytes) -> Iterator[Line]:
    if data.startswith(b"PK"):
        yield from _workbook(repacked(data))
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        yield from _workbook(data)
    else:
        yield from _text_table(data)


def _workbook(data: bytes) -> Iterator[Line]:
    try:
        with CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            for known in book.sheets_metadata:
                is_visible = known.visible == SheetVisibleEnum.Visible
                if is_visible and known.typ == SheetTypeEnum.WorkSheet:
                    yield from _sheet(book.get_sheet_by_name(known.name))
    except PasswordError as error:
        raise Wrong("locked") from error
    except CalamineError as error:
        raise Wrong("no_spreadsheet") from error


def _sheet(sheet: CalamineSheet) -> Iterator[Line]:
    height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    if height * width > MAX_CELLS:
        raise Wrong("far_cells")
    rows = sheet.to_python(skip_empty_area=False) if height else []
    yield {"name": sheet.name, "rows": len(rows), "merged": sheet.merged_cell_ranges or ()}
    yield from rows


def _text_table(data: bytes) -> Iterator[Line]:
    text = _decoded(data)
    start = text.lstrip()[:20].casefold()
    if not start or start.startswith(("<", "%pdf", "{\\rtf")) or "\0" in text:
        raise Wrong("no_spreadsheet")
    delimiter = max(DELIMITERS, key=text[:20_000].count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Wrong("no_spreadsheet") from error
    yield {"name": "", "rows": len(rows), "merged": ()}
    yield from rows


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
    raise Wrong("letters")
