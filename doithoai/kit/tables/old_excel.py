"""What the container of Excel 97 (.xls) tells beside its cells: a password, hidden parts, its days.

Whatever has a password lies in such a container, an .xlsx file too. The stream of the workbook is
taken to lie in one piece, as Excel and LibreOffice write it; of another one nothing is told. Runs
in the process that may die (``kit/apart``). The records: [MS-XLS] 2.4.21 BOF, 2.4.28 BoundSheet8,
2.4.53 ColInfo, 2.4.77 Date1904, 2.4.117 FilePass, 2.4.221 Row.
"""

import re
from collections.abc import Iterator
from typing import Final

from doithoai.kit.tables.unseen import Unseen

PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
END, FROM_1904, PASSWORD, COLUMNS, SHEET, ROW = 0x0A, 0x22, 0x2F, 0x7D, 0x85, 0x208
IS_HIDDEN_ROW: Final = 0x20
IS_HIDDEN_COLUMN: Final = 0x01
WIDEST: Final = 256  # columns

_BEGINNING = re.compile(rb"\x09\x08\x10\x00\x00\x06\x05\x00")


def is_locked(data: bytes) -> bool:
    return PACKAGE in data or any(kind == PASSWORD for kind, _body in _about_all(data))


def counts_from_1904(data: bytes) -> bool:
    return (FROM_1904, b"\x01\x00") in _about_all(data)


def unseen_in(data: bytes) -> dict[str, Unseen]:
    """By the names of the sheets."""
    beginning = _BEGINNING.search(data)
    if not beginning:
        return {}
    return {
        _name(body[6:]): _unseen(data, beginning.start() + int.from_bytes(body[:4], "little"))
        for kind, body in _about_all(data)
        if kind == SHEET
    }


def _unseen(data: bytes, at: int) -> Unseen:
    rows: list[int] = []
    columns: list[int] = []
    for kind, body in _records(data, at):
        if kind == ROW and body[12:13] and body[12] & IS_HIDDEN_ROW:
            rows.append(_number(body, 0))
        elif kind == COLUMNS and body[8:9] and body[8] & IS_HIDDEN_COLUMN:
            columns.extend(range(_number(body, 0), min(_number(body, 2) + 1, WIDEST)))
    return Unseen(tuple(rows), tuple(columns))


def _about_all(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of the records about the workbook as a whole."""
    beginning = _BEGINNING.search(data)
    return _records(data, beginning.start() if beginning else len(data))


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(data):
        kind, size = _number(data, at), _number(data, at + 2)
        if kind == END:
            return
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")


def _name(written: bytes) -> str:
    """A count of letters, whether they are wide, the letters."""
    count, is_wide = written[0], written[1] & 1
    letters = written[2 : 2 + count * (1 + is_wide)]
    return letters.decode("utf-16-le" if is_wide else "latin-1", errors="replace")
