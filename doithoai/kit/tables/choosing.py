"""Which sheets of a file are read, and each of their columns as what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.cells import folded, is_blank, text_of
from doithoai.kit.tables.header import (
    Header,
    Layout,
    best_header,
    chosen_header,
    letter,
    what_is_amiss,
)
from doithoai.kit.tables.reading import HowRead, Problem, ReadColumn, ReadSheet, Table
from doithoai.kit.tables.rows import MAX_ROWS, LeftOut, Row, rows_of_things
from doithoai.kit.tables.sheet import Cell, Sheet
from doithoai.kit.vietnamese import visible

EMPTY: Final[tuple[list[Cell], ...]] = ([], [""])
SHOWN: Final = 60
MOST_SHEETS: Final = 40
MOST_COLUMNS: Final = 24
"""Of a sheet that are offered to choose from."""


type Things = tuple[tuple[int, str], ...]
"""Of the columns of a sheet: (index, value of what it holds or "" when it is not to be read)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a clerk chose; nothing: every sheet with a header, each column by its heading.

    ``sheets``: names. ``columns``: of each sheet whose columns were chosen.
    """

    sheets: tuple[str, ...] = ()
    columns: tuple[tuple[str, Things], ...] = ()


EVERYTHING: Final = Choice()


def the_table(sheets: list[Sheet], layout: Layout, choice: Choice = EVERYTHING) -> Table:
    """What the sheets with a header hold together.

    Those are read in which ``choice`` names them; of all others, the ones whose header has more
    than one column and that say something, else the one that comes nearest. A hidden sheet is no
    choice. Raises Invalid for a sheet that is not there and for more than 20,000 rows.
    """
    chosen = dict(choice.columns)
    shown = [sheet for sheet in sheets if not sheet.is_hidden and not _is_empty(sheet)]
    headers = [(sheet, _header(sheet, layout, chosen)) for sheet in shown]
    read = _named(headers, choice.sheets) if choice.sheets else _with_a_table(headers)
    problems: list[Problem] = []
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    for sheet, header in read:
        sentences = [*what_is_amiss(header), *_table_above(sheet, header)]
        problems.extend(Problem(0, "", sentence, sheet.name) for sentence in sentences)
        if not sentences:
            things, others = rows_of_things(sheet, header)
            rows.extend(things)
            left_out.extend(others)
    if len(rows) > MAX_ROWS:
        raise Invalid(
            _("The table has more than %(most)d rows. Please split it.") % {"most": MAX_ROWS}
        )
    titles = dict.fromkeys(title for sheet, header in read for title in _titles(sheet, header))
    how = _how(sheets, headers, read, left_out)
    if not rows and not problems:
        problems.append(_no_line(how))
    return Table(rows, tuple(titles), problems, how)


type _Found = tuple[Sheet, Header]


def _header(
    sheet: Sheet, layout: Layout, chosen: Mapping[str, tuple[tuple[int, str], ...]]
) -> Header:
    header = best_header(sheet, layout)
    return (
        chosen_header(sheet, header, dict(chosen[sheet.name])) if sheet.name in chosen else header
    )


def _named(headers: list[_Found], names: tuple[str, ...]) -> list[_Found]:
    wanted = set(map(folded, names))
    found = [pair for pair in headers if folded(pair[0].name) in wanted]
    if len({folded(sheet.name) for sheet, _header in found}) < len(wanted):
        raise Invalid(_("The file has no such sheet."))
    return found


def _with_a_table(headers: list[_Found]) -> list[_Found]:
    if not headers:
        raise Invalid(_("No sheet of the file holds a table."))
    complete = [pair for pair in headers if not pair[1].missing]
    wide = [pair for pair in complete if len(pair[1].at) > 1 and _says_something(*pair)]
    return wide or complete[:1] or [max(headers, key=lambda pair: len(pair[1].at))]


def _says_something(sheet: Sheet, header: Header) -> bool:
    """A sheet that only counts things of the same name is none that tells of them."""
    column = header.layout.text
    if column is None:
        return True
    cells = (row[header.at[column]] for row in sheet.rows[header.bottom :])
    return any(map(str.isalpha, "".join(cell for cell in cells if isinstance(cell, str))))


def _table_above(sheet: Sheet, header: Header) -> Iterator[str]:
    """Of two tables in one sheet the one with more columns is found; the rows below it are read."""
    above = replace(sheet, rows=sheet.rows[: header.top])
    first = best_header(above, header.layout)
    if len(first.at) > 1 and not first.missing and rows_of_things(above, first)[0]:
        words = {"first": first.bottom, "second": header.bottom}
        yield (
            _(
                "The sheet holds two tables, with headers in rows %(first)d and %(second)d. "
                "Please put each into a sheet of its own."
            )
            % words
        )


def _no_line(how: HowRead) -> Problem:
    """What is wrong with a table that holds no line at all."""
    if how.left_out:
        return Problem(0, "", _("No row of the table can be taken."))
    return Problem(0, "", _("There is no row below the header."))


def _how(
    sheets: list[Sheet], headers: list[_Found], read: list[_Found], left_out: list[LeftOut]
) -> HowRead:
    names = {sheet.name for sheet, _header in read}
    columns: dict[str, str] = {}
    for sheet, header in read:
        for column, index in sorted(header.at.items(), key=lambda pair: pair[1]):
            columns.setdefault(str(column.label), _heading(sheet, header, index) or letter(index))
    ignored = [text for sheet, header in read for text in _ignored(sheet, header)]
    others = [sheet.name for sheet, _header in headers if sheet.name not in names]
    hidden = [_of_sheet(sheet.name) for sheet in sheets if sheet.is_hidden]
    hidden += [text for sheet, _header in read for text in _hidden(sheet)]
    return HowRead(
        sheets=tuple(
            _read_sheet(sheet, header, is_read=sheet.name in names)
            for sheet, header in headers[:MOST_SHEETS]
        ),
        columns=tuple(columns.items()),
        ignored=tuple(dict.fromkeys([*ignored, *map(_of_sheet, others)])),
        hidden=tuple(dict.fromkeys(hidden)),
        left_out=tuple(left_out),
    )


def _read_sheet(sheet: Sheet, header: Header, *, is_read: bool) -> ReadSheet:
    things = {index: str(column.value) for column, index in header.at.items()}
    below = sheet.rows[header.bottom :]
    columns = []
    for index in range(max(map(len, sheet.rows), default=0)):
        filled = (row[index] for row in below if index < len(row) and not is_blank(row[index]))
        example = next((_shown(cell) for cell in filled), "")
        heading = _heading(sheet, header, index)
        if (heading or example) and index not in sheet.hidden_columns:
            shown = heading[:SHOWN] or _("column %(letter)s") % {"letter": letter(index)}
            columns.append(ReadColumn(index, shown, things.get(index, ""), example))
    return ReadSheet(sheet.name, is_read, tuple(islice(columns, MOST_COLUMNS)))


def _shown(cell: Cell) -> str:
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return visible(str(whole))[:SHOWN]


def _is_empty(sheet: Sheet) -> bool:
    return all(map(is_blank, (cell for row in sheet.rows for cell in row)))


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


def _of_sheet(name: str) -> str:
    return _("sheet %(name)s") % {"name": name}


def _hidden(sheet: Sheet) -> Iterator[str]:
    for index in sheet.hidden_columns:
        yield _("column %(letter)s") % {"letter": letter(index)}
