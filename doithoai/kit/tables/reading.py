"""Reading a table row by row, with a sentence for all that cannot be read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.cells import MAX_COUNT, count_of, folded, is_blank, text_of
from doithoai.kit.tables.header import Column, Header, Layout, best_header, require_complete, words
from doithoai.kit.tables.rows import Row
from doithoai.kit.tables.sheet import Cell, Sheet

NOTHING: Final = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, for the clerk who mends it; ``column`` is "" for the row."""

    row_number: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = _("Row %(row)d") % {"row": self.row_number}
        if self.column:
            return f"{where}, {self.column}: {self.sentence}"
        return f"{where}: {self.sentence}"


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


def the_table(sheets: list[Sheet], layout: Layout, name: str = "") -> tuple[Sheet, Header]:
    """The one sheet with a header; raises Invalid when there is none, or more than one.

    ``name`` chooses the sheet when several hold such a table.
    """
    if name:
        sheets = [sheet for sheet in sheets if folded(sheet.name) == folded(name)]
    if not sheets:
        raise Invalid(_("The file has no such sheet."))
    headers = [(sheet, best_header(sheet, layout)) for sheet in sheets]
    complete = [(sheet, header) for sheet, header in headers if not header.missing]
    if len(complete) > 1:
        raise Invalid(
            _("Several sheets hold such a table: %(names)s. Say which one, or put them into one.")
            % {"names": ", ".join(sheet.name for sheet, _header in complete)}
        )
    sheet, header = complete[0] if complete else max(headers, key=lambda pair: len(pair[1].at))
    require_complete(header)
    return sheet, header


def titles_of(sheet: Sheet, header: Header) -> list[str]:
    """The different texts above the header."""
    texts = (text_of(cell) for row in sheet.rows[: header.top] for cell in row)
    return [text for text in dict.fromkeys(texts) if text]


@dataclass
class RowReader:
    """Reads the cells of one row and gathers what is wrong with them."""

    row: Row
    problems: list[Problem] = field(default_factory=list)

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
