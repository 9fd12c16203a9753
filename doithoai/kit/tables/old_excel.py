"""What the container of Excel 97 (.xls) tells before its cells: a password, from when days count.

Whatever has a password lies in such a container, an .xlsx file too. Runs in the process that may
die (``kit/apart``). The records: [MS-XLS] 2.1.4, 2.4.21 BOF, 2.4.117 FilePass, 2.4.77 Date1904.
"""

import re
from collections.abc import Iterator
from typing import Final

PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
PASSWORD: Final = 0x2F
FROM_1904: Final = 0x22
SHEET: Final = 0x85
"""The first record about a sheet; what is asked for here stands before it."""
MOST_RECORDS: Final = 2_000

_BEGINNING = re.compile(rb"\x09\x08[\x08\x10]\x00\x00[\x05\x06]\x05\x00")


def is_locked(data: bytes) -> bool:
    return PACKAGE in data or any(kind == PASSWORD for kind, _body in _records(data))


def counts_from_1904(data: bytes) -> bool:
    return (FROM_1904, b"\x01\x00") in _records(data)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, body) of the records about the workbook as a whole."""
    beginning = _BEGINNING.search(data)
    at = beginning.start() if beginning else len(data)
    for _record in range(MOST_RECORDS):
        kind, size = (int.from_bytes(data[at + by : at + by + 2], "little") for by in (0, 2))
        if at + 4 > len(data) or kind == SHEET:
            return
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size
