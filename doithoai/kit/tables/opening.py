"""What ``kit/apart`` does to a spreadsheet or a CSV file: rows of plain values, as lines of JSON.

Each sheet is a line ``{"name": …, "rows": 2, "merged": [[[top, left], [bottom, right]]], …}`` with
the other fields of ``sheet.Sheet``, then for each of its rows a line with the list of its cells; a
hidden sheet tells its name only. What JSON lacks is written as
``{"date": "2026-11-28"}``, likewise ``datetime`` and ``time``; a length of time is
``{"seconds": 3600}``. Each word by which a file is refused has its sentence in ``sheet.py``.
"""

import io
import json
import zipfile
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
from doithoai.kit.tables import old_excel
from doithoai.kit.tables.archive import MAX_CELLS, MAX_UNPACKED, repacked
from doithoai.kit.tables.delimited import rows_of_text
from doithoai.kit.tables.unseen import NOTHING, Unseen, counts_from_1904, unseen_in

ENCODINGS: Final = ("utf-8-sig", "cp1258")

type Line = list[Any] | dict[str, Any]


def plain(data: bytes) -> bytes:
    """Every sheet of an .xlsx, .xls or .ods file, or the one table of a .csv file.

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
        bare = repacked(data)
        with zipfile.ZipFile(io.BytesIO(bare)) as archive:
            unseen, from_1904 = unseen_in(archive), counts_from_1904(archive)
        yield from _workbook(bare, unseen, from_1904=from_1904)
    elif data.startswith(b"\xd0\xcf\x11\xe0"):
        if old_excel.is_locked(data):
            raise Wrong("locked")
        from_1904 = old_excel.counts_from_1904(data)
        yield from _workbook(data, old_excel.unseen_in(data), from_1904=from_1904)
    else:
        yield from _text_table(data)


def _workbook(data: bytes, unseen: dict[str, Unseen], *, from_1904: bool) -> Iterator[Line]:
    try:
        with CalamineWorkbook.from_object(io.BytesIO(data)) as book:
            for known in book.sheets_metadata:
                if known.typ != SheetTypeEnum.WorkSheet:
                    continue
                if known.visible == SheetVisibleEnum.Visible:
                    sheet = book.get_sheet_by_name(known.name)
                    yield from _sheet(sheet, unseen.get(known.name, NOTHING), from_1904=from_1904)
                else:
                    yield {"name": known.name, "rows": 0, "is_hidden": True}
    except PasswordError as error:
        raise Wrong("locked") from error
    except CalamineError as error:
        raise Wrong("no_spreadsheet") from error


def _sheet(sheet: CalamineSheet, unseen: Unseen, *, from_1904: bool) -> Iterator[Line]:
    height, width = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    if height * width > MAX_CELLS:
        raise Wrong("far_cells")
    rows = sheet.to_python(skip_empty_area=False) if height else []
    yield {
        "name": sheet.name,
        "rows": len(rows),
        "merged": sheet.merged_cell_ranges or (),
        "hidden_rows": [index for index in unseen.rows if index < height],
        "hidden_columns": [index for index in unseen.columns if index < width],
        "from_1904": from_1904,
    }
    yield from rows


def _text_table(data: bytes) -> Iterator[Line]:
    text = _decoded(data)
    start = text.lstrip()[:20].casefold()
    if not start or start.startswith(("<", "%pdf", "{\\rtf")) or "\0" in text:
        raise Wrong("no_spreadsheet")
    rows, unclosed = rows_of_text(text)
    yield {"name": "", "rows": len(rows), "unclosed": unclosed}
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
