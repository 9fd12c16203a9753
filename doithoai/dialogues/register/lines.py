"""A register row by row: the dialogues it tells of, and a sentence for all that cannot be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from doithoai.dialogues.register import cells
from doithoai.dialogues.register.cells import ChairKind, Level, folded, is_blank
from doithoai.dialogues.register.columns import Column, Header, best_header, require_complete
from doithoai.dialogues.register.rows import Row, rows_of_dialogues
from doithoai.dialogues.register.sheet import Cell, Sheet, read_sheets
from doithoai.kit.errors import Invalid

NOTHING: Final = ("-", "–", "—")


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One dialogue; ``row_number`` as the sheet shows it, None for what the register leaves out."""

    row_number: int
    on: date
    level: Level
    place: str
    chair_kind: ChairKind
    chair_text: str
    attendees: int | None
    opinions: int
    matters: int
    answered_on_spot: int | None
    assigned: int | None
    passed_up: int | None
    notice_number: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell, for the clerk who mends it; ``column`` is "" for the row."""

    row_number: int
    column: str
    sentence: str

    def __str__(self) -> str:
        where = _("Row %(row)d") % {"row": self.row_number}
        return (
            f"{where}, {self.column}: {self.sentence}"
            if self.column
            else (f"{where}: {self.sentence}")
        )


@dataclass(frozen=True, slots=True)
class Register:
    """``problems`` forbid the import of the register; ``warnings`` only ask to look again."""

    title: str
    is_illustration: bool
    lines: tuple[RegisterLine, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def read_register(data: bytes, *, today: date, sheet_name: str = "") -> Register:
    """The register in this file (.xlsx, .xls, .ods or .csv).

    ``today`` bounds the dates. ``sheet_name`` chooses when several sheets hold a register.
    Raises Invalid when the file as a whole cannot be read as one; what is wrong with single rows
    is told in ``problems``.
    """
    sheet, header = _the_register(read_sheets(data), sheet_name)
    lines: list[RegisterLine] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for row in rows_of_dialogues(sheet, header):
        reader = _Reader(row)
        line = _line(reader, today)
        problems.extend(reader.problems)
        if not reader.problems:
            lines.append(line)
            warnings.extend(_doubts(line, row.year))
    warnings.extend(_doubles(lines))
    titles = _titles(sheet, header)
    return Register(
        title=titles[0] if titles else "",
        is_illustration=any("minh hoa" in folded(title) for title in titles),
        lines=tuple(lines),
        problems=tuple(problems),
        warnings=tuple(sorted(warnings, key=lambda warning: warning.row_number)),
    )


def _the_register(sheets: list[Sheet], name: str) -> tuple[Sheet, Header]:
    """The one sheet with a header; raises Invalid when there is none, or more than one."""
    if name:
        sheets = [sheet for sheet in sheets if folded(sheet.name) == folded(name)]
    if not sheets:
        raise Invalid(_("The file has no such sheet."))
    headers = [(sheet, best_header(sheet)) for sheet in sheets]
    complete = [(sheet, header) for sheet, header in headers if not header.missing]
    if len(complete) > 1:
        raise Invalid(
            _("Several sheets hold a register: %(names)s. Say which one, or put them into one.")
            % {"names": ", ".join(sheet.name for sheet, _header in complete)}
        )
    sheet, header = complete[0] if complete else max(headers, key=lambda pair: len(pair[1].at))
    require_complete(header)
    return sheet, header


def _titles(sheet: Sheet, header: Header) -> list[str]:
    texts = (cells.text_of(cell) for row in sheet.rows[: header.top] for cell in row)
    return [text for text in dict.fromkeys(texts) if text]


@dataclass
class _Reader:
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

    def count(self, column: Column, cell: Cell, most: int = cells.MAX_COUNT) -> int:
        if self.row.is_merged(column):
            raise Invalid(
                _("This cell is merged with others. Write the number of each row in its own cell.")
            )
        return cells.count_of(cell, most=most)

    def _object(self, column: Column, sentence: str) -> None:
        self.problems.append(Problem(self.row.number, str(column.label), sentence))


def _line(reader: _Reader, today: date) -> RegisterLine:
    def required_count(column: Column) -> int:
        return reader.required(column, lambda cell: reader.count(column, cell), 0)

    def optional_count(column: Column, most: int = cells.MAX_COUNT) -> int | None:
        return reader.optional(column, lambda cell: reader.count(column, cell, most))

    def notice(cell: Cell) -> str:
        return cells.short_text_of(cell, most=cells.MAX_NOTICE)

    commune: Level = "commune"
    party: ChairKind = "party"
    return RegisterLine(
        row_number=reader.row.number,
        on=reader.required(Column.ON, lambda cell: cells.day_of(cell, today=today), today),
        level=reader.required(Column.LEVEL, cells.level_of, commune),
        place=reader.required(Column.PLACE, cells.short_text_of, ""),
        chair_kind=reader.required(Column.CHAIR, cells.chair_kind_of, party),
        chair_text=reader.optional(Column.CHAIR, cells.text_of) or "",
        attendees=optional_count(Column.ATTENDEES, cells.MAX_PEOPLE),
        opinions=required_count(Column.OPINIONS),
        matters=required_count(Column.MATTERS),
        answered_on_spot=optional_count(Column.ANSWERED),
        assigned=optional_count(Column.ASSIGNED),
        passed_up=optional_count(Column.PASSED_UP),
        notice_number=reader.optional(Column.NOTICE, notice) or "",
    )


def _doubts(line: RegisterLine, year: int | None) -> Iterator[Problem]:
    """What is possible but unlikely."""
    if year and line.on.year != year:
        sentence = _("The date is not in %(year)d, the year above this row.") % {"year": year}
        yield Problem(line.row_number, str(Column.ON.label), sentence)
    outcomes = sum(n or 0 for n in (line.answered_on_spot, line.assigned, line.passed_up))
    if outcomes > line.matters:
        sentence = _("%(outcomes)d outcomes, but only %(matters)d matters.") % {
            "outcomes": outcomes,
            "matters": line.matters,
        }
        yield Problem(line.row_number, str(Column.MATTERS.label), sentence)
    if not line.opinions:
        yield Problem(line.row_number, str(Column.OPINIONS.label), _("Nobody spoke?"))


def _doubles(lines: list[RegisterLine]) -> Iterator[Problem]:
    first: dict[tuple[date, Level, str], int] = {}
    for line in lines:
        row_number = first.setdefault((line.on, line.level, folded(line.place)), line.row_number)
        if row_number != line.row_number:
            sentence = _("The same day, level and place as row %(row)d.") % {"row": row_number}
            yield Problem(line.row_number, "", sentence)
