"""Which rows of a table tell of a thing; each that does not is named, with the reason."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.cells import folded, is_blank, text_of
from doithoai.kit.tables.foot import is_personal_name, is_signature
from doithoai.kit.tables.header import Column, Header, words
from doithoai.kit.tables.sections import (
    Headings,
    Sections,
    heads_what_follows,
    is_shouted,
    names_something,
)
from doithoai.kit.tables.sheet import Cell, Sheet

MAX_ROWS: Final = 20_000
SHOWN: Final = 80
LONGEST_DAY: Final = 12
FROM_1900_TO_1904: Final = 1462  # days

_PERIOD = re.compile(r"(?:nam )?((?:19|20)\d\d)|(?:nam|quy|thang|6 thang|9 thang)\b.*(\d{4})")
_BARE_PERIOD = re.compile(r"(?:(?:quy (?:[ivx]{1,3}|\d)|thang \d{1,2}),? )?(?:nam )?(?:19|20)\d\d")
_TOTAL = re.compile(r"(?:tong cong|tong so)\b.*|(?:tong|cong)(?: (?:nam|quy|thang)\b.*)?")
_COUNTED: Final = frozenset(
    words("tổng cộng số ý kiến nghị lượt nội dung phản ánh phiếu năm quý tháng ngày đến").split()
)
"""All that a total says beside its figures; whoever says more may have said an opinion."""
_NUMBERING = re.compile(r"\(?(?:[a-z]|\d{1,2})\)?(?: ?[=+-] ?\(?\d{1,2}\)?)*")


class Reason(TextChoices):
    """Why a row is taken for none that tells of a thing."""

    HIDDEN = "hidden", gettext_lazy("hidden in the sheet")
    TOTAL = "total", gettext_lazy("a total")
    SECTION = "section", gettext_lazy("the heading of a section or a year")
    HEADER = "header", gettext_lazy("the header again")
    NUMBERING = "numbering", gettext_lazy("the numbers of the columns")
    FOOT = "foot", gettext_lazy("below the table: a signature, a date, a remark")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that was passed over; ``text`` is the beginning of what stands in it."""

    row_number: int
    reason: Reason
    text: str
    sheet: str = ""

    def __str__(self) -> str:
        words = {"row": self.row_number, "why": self.reason.label, "text": self.text}
        return _("Row %(row)d is not taken, %(why)s: %(text)s") % words


@dataclass(frozen=True, slots=True)
class Row:
    """One row under the header; ``year`` is that of the last year row above it."""

    number: int
    year: int | None
    cells: list[Cell]
    merged: frozenset[int]  # indexes of cells that share one value with others
    header: Header
    is_hidden: bool = False
    fault: str = ""  # what is wrong with the row as a whole
    sections: Sections = ()
    sheet: str = ""

    def __getitem__(self, column: Column) -> Cell:
        at = self.header.at.get(column, len(self.cells))
        return self.cells[at] if at < len(self.cells) else ""

    def is_merged(self, column: Column) -> bool:
        return self.header.at.get(column) in self.merged


def rows_of_things(sheet: Sheet, header: Header) -> tuple[list[Row], list[LeftOut]]:
    """Rows that should tell of a thing, right or wrong, and all others that are not empty.

    A row with words in the column that makes a thing (``Layout.text``) is a thing; but for a bare
    total, the header again, a heading merged over the row, a signature below the table. Raises
    Invalid above 20,000 rows.
    """
    rows = [row for row in _rows(sheet, header) if not all(map(is_blank, row.cells))]
    if len(rows) > MAX_ROWS:
        raise Invalid(
            _("The table has more than %(most)d rows. Please split it.") % {"most": MAX_ROWS}
        )
    foot = _beginning_of_foot(rows)
    things: list[Row] = []
    left_out: list[LeftOut] = []
    year: int | None = None
    headings = Headings()
    for place, row in enumerate(rows):
        following = rows[place + 1].cells if place + 1 < len(rows) else []
        reason = _reason(row, following, is_below=place >= foot, is_first=not things)
        if reason is None:
            sections = headings.now
            things.append(replace(row, year=year, sections=sections) if sections else row)
            continue
        left_out.append(LeftOut(row.number, reason, _beginning(row), sheet.name))
        if reason == Reason.SECTION:
            year = _year(row)
            headings.begin(row.number, row.cells)
    return things, left_out


def _rows(sheet: Sheet, header: Header) -> Iterator[Row]:
    merged: dict[int, set[int]] = {}
    for index, column in sheet.shared:
        merged.setdefault(index, set()).add(column)
    nothing: frozenset[int] = frozenset()
    width = max(map(len, sheet.rows[header.top : header.bottom]), default=0)
    for index in range(header.bottom, len(sheet.rows)):
        shared = frozenset(merged[index]) if index in merged else nothing
        cells = sheet.rows[index]
        yield Row(
            index + 1,
            None,
            _counted_from_1900(cells, header) if sheet.from_1904 else cells,
            shared,
            header,
            index in sheet.hidden_rows,
            _fault(cells, width, is_unclosed=index in sheet.unclosed),
            sheet=sheet.name,
        )


def _fault(cells: list[Cell], width: int, *, is_unclosed: bool) -> str:
    if is_unclosed:
        return _("A quotation mark is not closed in this row.")
    if len(cells) > width and not all(map(is_blank, cells[width:])):
        return _(
            "This row has more cells than the header. "
            "Words that hold the separator must stand in quotation marks."
        )
    return ""


def _counted_from_1900(cells: list[Cell], header: Header) -> list[Cell]:
    """A number that stands for a day as other workbooks count; days with a format come right."""
    at = header.at.get(header.layout.day, len(cells))
    if at < len(cells) and isinstance(number := cells[at], int | float):
        return [*cells[:at], number + FROM_1900_TO_1904, *cells[at + 1 :]]
    return cells


def _reason(row: Row, following: list[Cell], *, is_below: bool, is_first: bool) -> Reason | None:
    if row.fault:
        return None
    if row.is_hidden:
        return Reason.HIDDEN
    if _is_total(row):
        return Reason.TOTAL
    if is_below:
        return Reason.FOOT
    if _is_heading(row) or heads_what_follows(row.cells, following):
        return Reason.SECTION
    if _is_header_again(row) or (is_first and _stands_beside(row)):
        return Reason.HEADER
    if is_first and _numbers_the_columns(row):
        return Reason.NUMBERING
    return None


def _has_words(row: Row) -> bool:
    """Whether the row says something in the column that makes a thing."""
    column = row.header.layout.text
    return column is not None and any(map(str.isalpha, str(row[column])))


def _beginning(row: Row) -> str:
    texts = dict.fromkeys(text_of(cell) for cell in row.cells if not is_blank(cell))
    return " · ".join(texts)[:SHOWN]


def _texts(row: Row) -> list[str]:
    """The different texts of a row, folded."""
    texts = (folded(cell) for cell in row.cells if isinstance(cell, str))
    return [text for text in dict.fromkeys(texts) if text]


def _is_total(row: Row) -> bool:
    layout = row.header.layout
    if isinstance(row[layout.day], date):
        return False
    if layout.text and _has_words(row) and not _only_counts(row[layout.text]):
        return False
    return any(_TOTAL.fullmatch(words(text)) for text in _texts(row))


def _only_counts(cell: Cell) -> bool:
    """Word by word: an opinion says another word at once, and most rows are opinions."""
    counted = (part for word in str(cell).split() for part in words(word).split())
    return all(part.isdigit() or part in _COUNTED for part in counted)


def _beginning_of_foot(rows: list[Row]) -> int:
    """The place of the first of the rows that stand below the table.

    A personal name is one of them below a signature only.
    """
    foot = at = len(rows)
    while at and (_is_below(rows[at - 1]) or _holds(rows[at - 1], is_personal_name)):
        at -= 1
        if _holds(rows[at], is_signature):
            foot = at
    while foot and _is_below(rows[foot - 1]):
        foot -= 1
    return foot


def _is_below(row: Row) -> bool:
    return not row.fault and (row.is_hidden or _is_foot(row) or _is_total(row))


def _is_foot(row: Row) -> bool:
    """Signatures, and remarks without an ordinal, a date or a figure."""
    if _holds(row, is_signature):
        return True
    if _has_words(row):
        return False
    layout = row.header.layout
    values = [row[column] for column in (layout.ordinal, *layout.figures)]
    return _is_no_day(row[layout.day]) and all(
        isinstance(value, str) and not _is_figure(value) for value in values
    )


def _holds(row: Row, kind: Callable[[str], bool]) -> bool:
    """Whether every cell of the row that is not empty is a text of this kind."""
    return all(isinstance(cell, str) and (is_blank(cell) or kind(cell)) for cell in row.cells)


def _is_no_day(cell: Cell) -> bool:
    """A day may be written wrong ("hôm qua"); a remark is longer, and has no digits."""
    if not isinstance(cell, str):
        return False
    return is_blank(cell) or (len(cell.strip()) > LONGEST_DAY and not any(map(str.isdigit, cell)))


def _is_figure(text: str) -> bool:
    return len(text.strip()) <= LONGEST_DAY and any(map(str.isdigit, text))


def _is_heading(row: Row) -> bool:
    """Whether the row only names a year, a quarter or a section."""
    different = {cell for cell in row.cells if not is_blank(cell)}
    if len(different) != 1:
        return False
    filled = [_as_text(cell) for cell in different]
    if not _has_words(row):
        return bool(_PERIOD.fullmatch(filled[0])) or names_something(filled[0]) or _is_ordinal(row)
    is_named = is_shouted(text_of(row[row.header.layout.text])) if row.header.layout.text else False
    return bool(_BARE_PERIOD.fullmatch(filled[0])) or is_named or _is_merged_over_others(row)


def _is_ordinal(row: Row) -> bool:
    """Whether words stand where the number of a row belongs, and nothing else."""
    return any(map(str.isalpha, text_of(row[row.header.layout.ordinal])))


def _is_merged_over_others(row: Row) -> bool:
    """Whether the words of the row stand in one cell that covers other columns of the table."""
    text = row.header.layout.text
    covered = [column for column in row.header.at if row.is_merged(column) and row[column]]
    return text in covered and len(covered) > 1


def _year(row: Row) -> int | None:
    text = next(_as_text(cell) for cell in row.cells if not is_blank(cell))
    found = _PERIOD.fullmatch(text)
    return int(found[1] or found[2]) if found else None


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return folded(str(cell))


def _is_header_again(row: Row) -> bool:
    """The header repeated, as on every printed page."""
    alike = {column for column, texts in row.header.texts.items() if _is_one_of(row[column], texts)}
    is_enough = len(alike) >= min(2, len(row.header.texts))
    return is_enough and (row.header.layout.text in alike or not _has_words(row))


def _is_one_of(cell: Cell, headings: frozenset[str]) -> bool:
    first = words(" ".join(str(cell).split(maxsplit=1)[:1]))
    if not any(heading.startswith(first) for heading in headings):
        return False  # told by the first word: most cells are long
    return words(_as_text(cell)) in headings


def _stands_beside(row: Row) -> bool:
    """Whether only columns that are not read are filled: below a header, by its lower parts."""
    known = set(row.header.at.values())
    return all(
        is_blank(cell) if index in known else isinstance(cell, str)
        for index, cell in enumerate(row.cells)
    )


def _numbers_the_columns(row: Row) -> bool:
    """The row under the header that counts its columns: (1), (2), (3) = (4) + (5)."""
    filled = [_as_text(cell) for cell in row.cells if not is_blank(cell)]
    counted = [str(number) for number in range(1, len(filled) + 1)]
    is_row_of_two = len(filled) == 2 and [text.strip("()") for text in filled] == counted
    return is_row_of_two or (len(filled) > 2 and all(map(_NUMBERING.fullmatch, filled)))
