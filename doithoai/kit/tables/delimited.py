"""Text with separators as rows of cells: which one it is, and no quote that swallows a row.

Runs in the process that may die (``kit/apart``).
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from doithoai.kit.apart import Wrong

SEPARATORS: Final = ";\t,"
NONE: Final = "\x1f"
"""A separator that no text has: a table of one column."""
JUDGED: Final = 200  # lines by which the separator is found
MOST_LINES: Final = 200  # of one cell
MOST_UNCLOSED: Final = 20

_NAMED: Final = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
"""With this line a file tells Excel its separator; Excel does not count the line."""


def rows_of_text(text: str) -> tuple[list[list[str]], list[int]]:
    """The rows, and the indexes of those with a quote that is never closed, as it is written.

    Raises Wrong("quotes") for too many of these, Wrong("no_spreadsheet") for cells without an end.
    """
    named = _NAMED.match(text)
    lines = list(io.StringIO(text[named.end() :] if named else text, newline=""))
    rows: list[list[str]] = []
    unclosed: list[int] = []
    try:
        separator = named[1] if named else _separator(lines)
        for cells, is_closed in _records(lines, separator):
            if not is_closed:
                unclosed.append(len(rows))
            if len(unclosed) > MOST_UNCLOSED:
                raise Wrong("quotes")
            rows.append(cells)
    except csv.Error as error:
        raise Wrong("no_spreadsheet") from error
    return rows, unclosed


def _separator(lines: list[str]) -> str:
    """The one by which most lines have the same number of cells; a title may stand in one cell."""
    best, most = NONE, 0
    for separator in SEPARATORS:
        widths = Counter(
            len(cells)
            for cells, _is_closed in _records(lines[:JUDGED], separator)
            if any(cell.strip() for cell in cells)
        )
        del widths[1]
        if widths:
            same = widths.most_common(1)[0][1]
            fit = same - (widths.total() - same)
            if fit > most:
                best, most = separator, fit
    return best


def _records(lines: list[str], separator: str) -> Iterator[tuple[list[str], bool]]:
    """(cells, whether every quote is closed) of each record, which may take several lines."""
    at = 0
    while at < len(lines):
        if (cells := _of_one_line(lines[at], separator)) is not None:
            yield cells, True
            at += 1
        elif end := _end(lines, at, separator):
            yield _read("".join(lines[at:end]), separator), True
            at = end
        else:
            yield _read(lines[at], separator, quoting=csv.QUOTE_NONE), False
            at += 1


def _of_one_line(line: str, separator: str) -> list[str] | None:
    """The cells; None when the line ends within a quote."""
    if '"' not in line:
        return line.rstrip("\r\n").split(separator)
    try:
        return _read(line, separator, strict=True)
    except csv.Error:
        # Quotes within words, as in “"Ba" nói”, are no fault as long as there is an even number.
        return None if line.count('"') % 2 else _read(line, separator)


def _end(lines: list[str], at: int, separator: str) -> int:
    """Where the record ends that begins here; 0 when its quote is never closed, or too late."""
    numbered = re.compile(rf"\d{{1,6}}{re.escape(separator)}[^\d\s]")
    quotes = lines[at].count('"')
    for end in range(at + 1, min(at + MOST_LINES, len(lines))):
        line = lines[end]
        if numbered.match(line):
            return 0  # the next row of the table stands within the quote
        quotes += line.count('"')
        if '"' in line and not quotes % 2:
            return end + 1 if _is_whole("".join(lines[at : end + 1]), separator) else 0
    return 0


def _is_whole(record: str, separator: str) -> bool:
    try:
        return bool(_read(record, separator, strict=True))
    except csv.Error:
        return False


def _read(record: str, separator: str, **way: bool | int) -> list[str]:
    reader = csv.reader(io.StringIO(record, newline=""), delimiter=separator, **way)  # type: ignore[arg-type]
    return next(reader, [])
