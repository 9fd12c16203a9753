"""Which rows of a table tell of a thing: years, totals, repeated headers are left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.cells import folded, is_blank
from doithoai.kit.tables.header import Column, Header, words
from doithoai.kit.tables.sheet import Cell, Sheet

MAX_ROWS: Final = 20_000

_PERIOD = re.compile(r"(?:nam )?((?:19|20)\d\d)|(?:nam|quy|thang|6 thang|9 thang)\b.*(\d{4})")
_SECTION = re.compile(r"(?:[ivx]+|[a-h])[.)/ ].*")
_TOTAL = re.compile(r"(?:tong cong|tong so)\b.*|(?:tong|cong)(?: (?:nam|quy|thang)\b.*)?")
_NUMBERING = re.compile(r"\(?(?:[a-z]|\d{1,2})\)?(?: ?[=+-] ?\(?\d{1,2}\)?)*")


@dataclass(frozen=True)
class Row:
    """One row under the header; ``year`` is that of the last year row above it."""

    number: int
    year: int | None
    cells: list[Cell]
    merged: frozenset[int]  # indexes of cells that share one value with others
    header: Header

    def __getitem__(self, column: Column) -> Cell:
        at = self.header.at.get(column, len(self.cells))
        return self.cells[at] if at < len(self.cells) else ""

    def is_merged(self, column: Column) -> bool:
        return self.header.at.get(column) in self.merged


def rows_of_things(sheet: Sheet, header: Header) -> Iterator[Row]:
    """Rows that should tell of a thing, right or wrong; raises Invalid above 20,000 rows."""
    rows = [
        row
        for row in _rows(sheet, header)
        if not all(map(is_blank, row.cells)) and not _is_total(row)
    ]
    if len(rows) > MAX_ROWS:
        raise Invalid(
            _("The table has more than %(most)d rows. Please split it.") % {"most": MAX_ROWS}
        )
    while rows and _is_foot(rows[-1]):
        rows.pop()
    year: int | None = None
    has_begun = False
    for row in rows:
        if _is_heading(row):
            year = _year(row)
        elif not _is_header_again(row) and (has_begun or not _numbers_the_columns(row)):
            has_begun = True
            yield Row(row.number, year, row.cells, row.merged, header)


def _rows(sheet: Sheet, header: Header) -> Iterator[Row]:
    merged: dict[int, set[int]] = {}
    for index, column in sheet.shared:
        merged.setdefault(index, set()).add(column)
    for index in range(header.bottom, len(sheet.rows)):
        shared = frozenset(merged.get(index, ()))
        yield Row(index + 1, None, sheet.rows[index], shared, header)


def _texts(row: Row) -> list[str]:
    """The different texts of a row, folded."""
    texts = (folded(cell) for cell in row.cells if isinstance(cell, str))
    return [text for text in dict.fromkeys(texts) if text]


def _is_total(row: Row) -> bool:
    if isinstance(row[row.header.layout.day], date):
        return False
    return any(_TOTAL.fullmatch(words(text)) for text in _texts(row))


def _is_foot(row: Row) -> bool:
    """Signatures and remarks below the last row: no ordinal, no date, no figure."""
    layout = row.header.layout
    values = [row[column] for column in (layout.ordinal, layout.day, *layout.figures)]
    return all(isinstance(value, str) and not _is_figure(value) for value in values)


def _is_figure(text: str) -> bool:
    return len(text.strip()) <= 12 and any(map(str.isdigit, text))


def _is_heading(row: Row) -> bool:
    """Whether the row only names a year, a quarter or a section."""
    values = list(dict.fromkeys(_as_text(cell) for cell in row.cells if not is_blank(cell)))
    return len(values) == 1 and bool(_PERIOD.fullmatch(values[0]) or _SECTION.fullmatch(values[0]))


def _year(row: Row) -> int | None:
    text = next(_as_text(cell) for cell in row.cells if not is_blank(cell))
    found = _PERIOD.fullmatch(text)
    return int(found[1] or found[2]) if found else row.year


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return folded(str(cell))


def _is_header_again(row: Row) -> bool:
    """The header repeated, as on every printed page."""
    headings = row.header.texts.items()
    return sum(words(_as_text(row[column])) in texts for column, texts in headings) >= 2


def _numbers_the_columns(row: Row) -> bool:
    """The row under the header that counts its columns: (1), (2), (3) = (4) + (5)."""
    filled = [_as_text(cell) for cell in row.cells if not is_blank(cell)]
    return len(filled) > 2 and all(map(_NUMBERING.fullmatch, filled))
