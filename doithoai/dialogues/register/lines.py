"""A register row by row: the dialogues it tells of, and a sentence for all that cannot be read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from doithoai.dialogues.register.cells import (
    MAX_NOTICE,
    ChairKind,
    Level,
    chair_kind_of,
    level_of,
)
from doithoai.dialogues.register.columns import LAYOUT, Column
from doithoai.kit.days import HELD
from doithoai.kit.tables import cells
from doithoai.kit.tables.cells import folded
from doithoai.kit.tables.choosing import EVERYTHING, Choice, the_table
from doithoai.kit.tables.reading import (
    HowRead,
    Problem,
    RowReader,
    forgetting_cells,
)
from doithoai.kit.tables.sheet import Cell, read_sheets
from doithoai.language.old_tables import sheets_in_unicode


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
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """``problems`` forbid the import of the register; ``warnings`` only ask to look again."""

    title: str
    is_illustration: bool
    lines: tuple[RegisterLine, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    how: HowRead


@forgetting_cells()
def read_register(data: bytes, *, today: date, choice: Choice = EVERYTHING) -> Register:
    """The register in this file (.xlsx, .xls, .ods or .csv).

    ``today`` bounds the dates. ``choice`` names the sheets to be read.
    Raises Invalid when the file as a whole cannot be read as one; what is wrong with single rows
    is told in ``problems``.
    """
    sheets, rewritten = sheets_in_unicode(read_sheets(data))
    table = the_table(sheets, LAYOUT, choice)
    lines: list[RegisterLine] = []
    problems = list(table.problems)
    warnings: list[Problem] = []
    for row in table.rows:
        reader = RowReader(row)
        line = _line(reader, today)
        problems.extend(reader.problems)
        if not reader.problems:
            lines.append(line)
            warnings.extend(_doubts(line, row.year))
    warnings.extend(_doubles(lines))
    return Register(
        title=table.titles[0] if table.titles else "",
        is_illustration=table.is_illustration,
        lines=tuple(lines),
        problems=tuple(problems),
        warnings=table.how.in_order(warnings),
        how=replace(table.how, notes=rewritten),
    )


def _line(reader: RowReader, today: date) -> RegisterLine:
    def required_count(column: Column) -> int:
        return reader.required(column, lambda cell: reader.count(column, cell), 0)

    def optional_count(column: Column, most: int = cells.MAX_COUNT) -> int | None:
        return reader.optional(column, lambda cell: reader.count(column, cell, most))

    def held_on(cell: Cell) -> date:
        day = cells.day_of(cell, today=today)
        HELD.require(day, field="")
        return day

    def notice(cell: Cell) -> str:
        return cells.short_text_of(cell, most=MAX_NOTICE)

    commune: Level = "commune"
    party: ChairKind = "party"
    return RegisterLine(
        row_number=reader.row.number,
        on=reader.required(Column.ON, held_on, today),
        level=reader.required(Column.LEVEL, level_of, commune),
        place=reader.required(Column.PLACE, cells.short_text_of, ""),
        chair_kind=reader.required(Column.CHAIR, chair_kind_of, party),
        chair_text=reader.optional(Column.CHAIR, cells.text_of) or "",
        attendees=optional_count(Column.ATTENDEES, cells.MAX_PEOPLE),
        opinions=required_count(Column.OPINIONS),
        matters=required_count(Column.MATTERS),
        answered_on_spot=optional_count(Column.ANSWERED),
        assigned=optional_count(Column.ASSIGNED),
        passed_up=optional_count(Column.PASSED_UP),
        notice_number=reader.optional(Column.NOTICE, notice) or "",
        sheet=reader.row.sheet,
    )


def _doubts(line: RegisterLine, year: int | None) -> Iterator[Problem]:
    """What is possible but unlikely."""
    if year and line.on.year != year:
        sentence = _("The date is not in %(year)d, the year above this row.") % {"year": year}
        yield Problem(line.row_number, str(Column.ON.label), sentence, line.sheet)
    outcomes = sum(n or 0 for n in (line.answered_on_spot, line.assigned, line.passed_up))
    if outcomes > line.matters:
        sentence = _("%(outcomes)d outcomes, but only %(matters)d matters.") % {
            "outcomes": outcomes,
            "matters": line.matters,
        }
        yield Problem(line.row_number, str(Column.MATTERS.label), sentence, line.sheet)
    if not line.opinions:
        yield Problem(line.row_number, str(Column.OPINIONS.label), _("Nobody spoke?"), line.sheet)


def _doubles(lines: list[RegisterLine]) -> Iterator[Problem]:
    first: dict[tuple[date, Level, str], RegisterLine] = {}
    for line in lines:
        before = first.setdefault((line.on, line.level, folded(line.place)), line)
        if before is not line:
            sentence = _("The same day, level and place as row %(row)d.") % {
                "row": before.row_number
            }
            yield Problem(line.row_number, "", sentence, line.sheet)
