"""Reading a table row by row, with a sentence for all that cannot be read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.cells import MAX_COUNT, count_of, folded, is_blank, text_of
from doithoai.kit.tables.header import Column, words
from doithoai.kit.tables.rows import LeftOut, Row
from doithoai.kit.tables.sheet import Cell

NOTHING: Final = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, for the clerk who mends it; ``column`` is "" for the row.

    Row 0 stands for the whole sheet, or for the whole table when there is no ``sheet`` either.
    """

    row_number: int
    column: str
    sentence: str
    sheet: str = ""

    def __str__(self) -> str:
        if not self.row_number:
            return self.sentence
        where = _("Row %(row)d") % {"row": self.row_number}
        if self.column:
            return f"{where}, {self.column}: {self.sentence}"
        return f"{where}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """``thing``: the value of what it holds, "" for nothing that is read; ``example``: a cell."""

    index: int
    heading: str
    thing: str
    example: str


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet that can be read, and as what its columns were or would be."""

    name: str
    is_read: bool
    columns: tuple[ReadColumn, ...]


@dataclass(frozen=True, slots=True)
class HowRead:
    """How the sheets were read, for whoever must see that nothing went missing.

    ``columns``: (what it holds, its heading) of each column that was read; ``ignored``: headings,
    or letters, of the others that are not empty, and other sheets; ``hidden``: sheets and columns
    that the file does not show, and which were not read; ``notes``: what else there is to know.
    """

    sheets: tuple[ReadSheet, ...]
    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    hidden: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[Problem, ...] = ()

    def told(self, one: Problem | LeftOut) -> str:
        """With the name of the sheet when several are read."""
        is_of_several = sum(sheet.is_read for sheet in self.sheets) > 1
        return f"{one.sheet} – {one}" if is_of_several and one.sheet else str(one)

    def in_order(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """As they stand in the file."""
        places = {sheet.name: place for place, sheet in enumerate(self.sheets)}
        return tuple(sorted(problems, key=lambda one: (places.get(one.sheet, -1), one.row_number)))


@dataclass(frozen=True)
class Table:
    """The rows that tell of a thing, and how they were found; ``titles`` stand above the header.

    ``problems`` are those of whole sheets.
    """

    rows: list[Row]
    titles: tuple[str, ...]
    problems: list[Problem]
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


def no_line(how: HowRead) -> Problem:
    """What is wrong with a table that holds no line at all."""
    if how.left_out:
        return Problem(0, "", _("No row of the table can be taken."))
    return Problem(0, "", _("There is no row below the header."))


@dataclass
class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    row: Row
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.row.fault:
            self.problems.append(Problem(self.row.number, "", self.row.fault, self.row.sheet))

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
        self.problems.append(Problem(self.row.number, str(column.label), sentence, self.row.sheet))


def row_ranges(rows: Iterable[int]) -> Iterator[str]:
    """5, 7, 8, 9 → "5", "7–9"; nothing for the whole table."""
    first = last = 0
    for row in [*rows, 0]:
        if first and row == last + 1:
            last = row
            continue
        if first:
            yield str(first) if first == last else f"{first}–{last}"
        first = last = row
