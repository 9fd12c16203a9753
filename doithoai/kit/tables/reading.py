"""Reading a table row by row, with a sentence for all that cannot be read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.cells import MAX_COUNT, count_of, folded, is_blank, text_of
from doithoai.kit.tables.header import (
    Column,
    Header,
    Layout,
    best_header,
    letter,
    require_complete,
    words,
)
from doithoai.kit.tables.rows import LeftOut, Row, rows_of_things
from doithoai.kit.tables.sheet import Cell, Sheet

NOTHING: Final = ("-", "–", "—")
EMPTY: Final[tuple[list[Cell], ...]] = ([], [""])


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, for the clerk who mends it; ``column`` is "" for the row.

    Row 0 stands for the whole table.
    """

    row_number: int
    column: str
    sentence: str

    def __str__(self) -> str:
        if not self.row_number:
            return self.sentence
        where = _("Row %(row)d") % {"row": self.row_number}
        if self.column:
            return f"{where}, {self.column}: {self.sentence}"
        return f"{where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a sheet was read, for whoever must see that nothing went missing.

    ``columns``: (what it holds, its heading) of each column that was read; ``ignored``: headings,
    or letters, of the others that are not empty, and other sheets; ``hidden``: sheets and columns
    that the file does not show, and which were not read.
    """

    sheet: str
    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    hidden: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Table:
    """The rows that tell of a thing, and how they were found; ``titles`` stand above the header."""

    rows: list[Row]
    titles: tuple[str, ...]
    how: HowRead

    @property
    def is_illustration(self) -> bool:
        return any("minh hoa" in folded(title) for title in self.titles)


@contextmanager
def forgetting_cells() -> Iterator[None]:
    """Around the reading of a table: many cells say the same, and what they said is remembered.

    It is not afterwards: a table names persons, and its lines may be erased.
    """
    try:
        yield
    finally:
        for remembers in (text_of, folded, words):
            remembers.cache_clear()


def the_table(sheets: list[Sheet], layout: Layout, name: str = "") -> Table:
    """What the one sheet with a header holds; raises Invalid for none, for more than one, for a
    header that lacks a column and for a second table above.

    ``name`` chooses the sheet when several hold such a table. A hidden sheet is no choice.
    """
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    if name:
        shown = [sheet for sheet in shown if folded(sheet.name) == folded(name)]
    if not shown:
        raise Invalid(_("The file has no such sheet."))
    headers = [(sheet, best_header(sheet, layout)) for sheet in shown]
    complete = [(sheet, header) for sheet, header in headers if not header.missing]
    if len(complete) > 1:
        raise Invalid(
            _("Several sheets hold such a table: %(names)s. Say which one, or put them into one.")
            % {"names": ", ".join(sheet.name for sheet, _header in complete)}
        )
    sheet, header = complete[0] if complete else max(headers, key=lambda pair: len(pair[1].at))
    require_complete(header)
    _require_no_table_above(sheet, header)
    rows, left_out = rows_of_things(sheet, header)
    how = HowRead(
        sheet=sheet.name,
        columns=tuple(
            (str(column.label), _heading(sheet, header, index) or letter(index))
            for column, index in sorted(header.at.items(), key=lambda pair: pair[1])
        ),
        ignored=(*_ignored(sheet, header), *_other_sheets(sheets, sheet)),
        hidden=tuple(_hidden(sheets, sheet)),
        left_out=tuple(left_out),
    )
    return Table(rows, tuple(_titles(sheet, header)), how)


def _require_no_table_above(sheet: Sheet, header: Header) -> None:
    """Of two tables in one sheet the one with more columns is found; the rows below it are read."""
    above = replace(sheet, rows=sheet.rows[: header.top])
    first = best_header(above, header.layout)
    if len(first.at) > 1 and not first.missing and rows_of_things(above, first)[0]:
        words = {"first": first.bottom, "second": header.bottom}
        raise Invalid(
            _(
                "The sheet holds two tables, with headers in rows %(first)d and %(second)d. "
                "Please put each into a sheet of its own."
            )
            % words
        )


def no_line(how: HowRead) -> Problem:
    """What is wrong with a table that holds no line at all."""
    if how.left_out:
        return Problem(0, "", _("No row of the table can be taken."))
    return Problem(0, "", _("There is no row below the header."))


def _titles(sheet: Sheet, header: Header) -> list[str]:
    """The different texts above the header."""
    texts = (text_of(cell) for row in sheet.rows[: header.top] for cell in row)
    return [text for text in dict.fromkeys(texts) if text]


def _heading(sheet: Sheet, header: Header, index: int) -> str:
    """The heading as it is written, from the top down: “Người kiến nghị – Họ và tên”."""
    block = sheet.rows[header.top : header.bottom]
    texts = (text_of(row[index]) for row in block if index < len(row))
    return " – ".join(text for text in dict.fromkeys(texts) if text)


def _ignored(sheet: Sheet, header: Header) -> Iterator[str]:
    """The columns that were not read though something stands in them."""
    below = sheet.rows[header.bottom :]
    for index in range(max(map(len, sheet.rows), default=0)):
        if index in header.at.values() or index in sheet.hidden_columns:
            continue
        heading = _heading(sheet, header, index)
        if heading or any(row[index : index + 1] not in EMPTY for row in below):
            yield heading or _("column %(letter)s") % {"letter": letter(index)}


def _other_sheets(sheets: list[Sheet], chosen: Sheet) -> Iterator[str]:
    for sheet in sheets:
        is_empty = all(map(is_blank, (cell for row in sheet.rows for cell in row)))
        if sheet is not chosen and not sheet.is_hidden and not is_empty:
            yield _("sheet %(name)s") % {"name": sheet.name}


def _hidden(sheets: list[Sheet], chosen: Sheet) -> Iterator[str]:
    for sheet in sheets:
        if sheet.is_hidden:
            yield _("sheet %(name)s") % {"name": sheet.name}
    for index in chosen.hidden_columns:
        yield _("column %(letter)s") % {"letter": letter(index)}


@dataclass
class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    row: Row
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.row.fault:
            self.problems.append(Problem(self.row.number, "", self.row.fault))

    def required[T](self, column: Column, read: Callable[[Cell], T], otherwise: T) -> T:
        """``otherwise`` stands in for a cell with a problem; such a row gives no line."""
        found = self.optional(column, read)
        if found is not None:
            return found
        if not any(problem.column == str(column.label) for problem in self.problems):
            self._object(column, _("This cell is empty."))
        return otherwise

    def optional[T](self, column: Column, read: Callable[[Cell], T]) -> T | None:
        cell = self.row[column]
        if is_blank(cell) or (isinstance(cell, str) and cell.strip() in NOTHING):
            return None
        try:
            return read(cell)
        except Invalid as refusal:
            self._object(column, str(refusal))
            return None

    def count(self, column: Column, cell: Cell, most: int = MAX_COUNT) -> int:
        if self.row.is_merged(column):
            raise Invalid(
                _("This cell is merged with others. Write the number of each row in its own cell.")
            )
        return count_of(cell, most=most)

    def _object(self, column: Column, sentence: str) -> None:
        self.problems.append(Problem(self.row.number, str(column.label), sentence))
