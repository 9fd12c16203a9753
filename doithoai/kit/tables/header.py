"""Finding the header of a table and what each column holds, by its Vietnamese names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from doithoai.kit.tables.sheet import Cell, Sheet
from doithoai.kit.vietnamese import fold

SEARCHED_ROWS: Final = 60
MAX_HEADER_ROWS: Final = 5
MAX_COLUMNS: Final = 200
LEAST_SHARE: Final = 4
"""A name that is a part of a heading has at least one in so many of its words."""

type Column = TextChoices
"""A member of the choices that name what a column can hold."""


_BRACKETS = re.compile(r"\([^)]*\)?")  # one that is never closed ends with the heading
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NO_HEADING = re.compile(r"[\d\s./,:()-]*")


@dataclass(frozen=True, eq=False)
class Layout:
    """What a kind of table holds, and by which names clerks head its columns.

    ``names`` are folded, the plainest of each column first. A name of two words or more is also
    found inside a longer heading ("Tổng số lượt ý kiến của Nhân dân") unless it is very long, a
    single word only alone.
    ``day``: the column of dates; ``ordinal`` and ``figures``: those that only a row of the table
    fills, by which it is told from remarks at the foot. ``text``: the column whose words alone
    make a thing of a row, if there is such a one.
    """

    names: Mapping[Column, tuple[str, ...]]
    required: tuple[Column, ...]
    ordinal: Column
    day: Column
    figures: tuple[Column, ...]
    text: Column | None = None


@dataclass(frozen=True)
class Header:
    """Rows ``top`` to ``bottom`` (exclusive) name the columns at the indexes in ``at``."""

    layout: Layout
    top: int
    bottom: int
    at: Mapping[Column, int]
    texts: Mapping[Column, frozenset[str]]
    rivals: Mapping[Column, int]  # another column that bears the same name

    @property
    def missing(self) -> list[Column]:
        return [column for column in self.layout.required if column not in self.at]


@dataclass(frozen=True)
class _Match:
    """How well a heading names a column; the smaller, the better."""

    is_part: bool  # the name is only a part of the heading
    height: int  # rows above the lowest heading of the column
    shortness: int  # of names that are parts, the longest says most
    column: Column
    index: int


@lru_cache(maxsize=50_000)
def words(text: str) -> str:
    """A heading folded to bare words: "Số lượt\\ný kiến (lượt)" → "so luot y kien"."""
    return _NOT_A_WORD.sub(" ", _BRACKETS.sub(" ", fold(text))).strip()


def best_header(sheet: Sheet, layout: Layout) -> Header:
    """The block of rows that names most columns: the smallest one, and the first of these.

    Where no column is known, the first row with several words, for the clerk to choose from.
    """
    searched = [row[:MAX_COLUMNS] for row in sheet.rows[:SEARCHED_ROWS]]
    found = Header(layout, 0, 0, {}, {}, {})
    for top in range(len(searched)):
        for height in range(1, MAX_HEADER_ROWS + 1):
            block = searched[top : top + height]
            if not _is_heading(block[-1]):
                break
            at, rivals = _columns(block, layout)
            is_better = (len(at), -height) > (len(found.at), found.top - found.bottom)
            if at and is_better:
                texts = _texts(block, at)
                found = Header(layout, top, top + len(block), at, texts, rivals)
    if not found.at:
        return _lone_heading(searched, layout) or Header(
            layout, *_first_words(searched), {}, {}, {}
        )
    return replace(found, bottom=_end_of_merged(sheet, found.bottom))


def _end_of_merged(sheet: Sheet, bottom: int) -> int:
    """The header goes on as long as rows only hold the lower parts of its merged cells."""
    while bottom < len(sheet.rows):
        filled = [(index, cell) for index, cell in enumerate(sheet.rows[bottom]) if cell != ""]
        above = sheet.rows[bottom - 1]
        if not filled or any(
            (bottom, index) not in sheet.shared or above[index] != cell for index, cell in filled
        ):
            break
        bottom += 1
    return bottom


def _lone_heading(searched: list[list[Cell]], layout: Layout) -> Header | None:
    """A table of one column, for what needs no other: the first row that says its name alone."""
    if len(layout.required) == 1:
        [column] = layout.required
        for top, row in enumerate(searched):
            filled = [index for index, cell in enumerate(row) if words(str(cell))]
            if len(filled) == 1 and words(str(row[filled[0]])) in layout.names[column]:
                at = {column: filled[0]}
                return Header(layout, top, top + 1, at, _texts([row], at), {})
    return None


def chosen_header(sheet: Sheet, found: Header, things: Mapping[int, str]) -> Header:
    """The same rows with the columns that a clerk chose: ``things`` by their values, or ""."""
    layout = found.layout
    by_value = {str(column.value): column for column in layout.names}
    at: dict[Column, int] = {}
    rivals: dict[Column, int] = {}
    for index, value in sorted(things.items()):
        if column := by_value.get(value):
            target = rivals if column in at else at
            target.setdefault(column, index)
    texts = _texts(sheet.rows[found.top : found.bottom], at)
    return replace(found, at=at, texts=texts, rivals=rivals)


def _first_words(searched: list[list[Cell]]) -> tuple[int, int]:
    """Where nothing is known, the first row with several words is taken for the header."""
    for least in (2, 1):
        for top, row in enumerate(searched):
            if sum(bool(words(str(cell))) for cell in row) >= least:
                return top, top + 1
    return 0, min(1, len(searched))


def what_is_amiss(header: Header) -> Iterator[str]:
    """A sentence for the columns that are missing, and for each that is there twice."""
    if not header.at:
        yield (
            _("No header was found. The columns need names such as %(names)s.")
            % {"names": ", ".join(f"“{column.label}”" for column in header.layout.required)}
        )
    elif header.missing:
        yield (
            _("The table lacks these columns: %(columns)s.")
            % {"columns": ", ".join(f"“{column.label}”" for column in header.missing)}
        )
    for column, rival in header.rivals.items():
        yield (
            _("Columns %(first)s and %(second)s both look like “%(name)s”. Please choose one.")
            % {
                "first": letter(header.at[column]),
                "second": letter(rival),
                "name": column.label,
            }
        )


def letter(index: int) -> str:
    """The column's name in a spreadsheet: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def _is_heading(row: list[Cell]) -> bool:
    """Headings are words; a row with a date or a number is none, an empty row may lie between."""
    return all(isinstance(cell, str) and _is_wordy(cell) for cell in row)


def _is_wordy(text: str) -> bool:
    return not text.strip() or not _NO_HEADING.fullmatch(text)


def _columns(
    block: list[list[Cell]], layout: Layout
) -> tuple[dict[Column, int], dict[Column, int]]:
    """Each name goes to the column that it fits best, each column has one name; and rivals."""
    chosen: dict[Column, _Match] = {}
    rivals: dict[Column, int] = {}
    taken: set[int] = set()
    for match in sorted(_matches(block, layout), key=_fit):
        if match.index in taken:
            continue
        column = match.column
        better = chosen.setdefault(column, match)
        if better is match:
            taken.add(match.index)
        elif not match.is_part and match.height == better.height and not better.is_part:
            rivals[column] = match.index
    return (
        {column: match.index for column, match in chosen.items()},
        {column: index for column, index in rivals.items() if index not in taken},
    )


def _fit(match: _Match) -> tuple[bool, int, int, str, int]:
    return match.is_part, match.height, match.shortness, str(match.column.value), match.index


def _matches(block: list[list[Cell]], layout: Layout) -> Iterator[_Match]:
    rows = [row for row in block if len({words(str(cell)) for cell in row} - {""}) > 1]
    for index in range(max(map(len, rows), default=0)):
        headings = [words(str(row[index])) for row in reversed(rows) if index < len(row)]
        lowest_first = [text for text in dict.fromkeys(headings) if text]
        for height, heading in enumerate(lowest_first):
            for column, is_part, length in _names_in(heading, layout):
                yield _Match(is_part, height, -length, column, index)


@lru_cache(maxsize=5_000)
def _names_in(heading: str, layout: Layout) -> tuple[tuple[Column, bool, int], ...]:
    """(column, whether the name is only a part, its length) of the names in a heading."""
    found = []
    for column, names in layout.names.items():
        if heading in names:
            return ((column, False, len(heading)),)
        parts = [name for name in names if " " in name and f" {name} " in f" {heading} "]
        if parts and _says_much(max(parts, key=len), heading):
            found.append((column, True, max(map(len, parts))))
    return tuple(found)


def _says_much(name: str, heading: str) -> bool:
    """“Họ tên - Địa chỉ - CMND/CCCD của công dân” is the heading of neither a name nor a place."""
    return LEAST_SHARE * len(name.split()) >= len(heading.split())


def _texts(block: list[list[Cell]], at: Mapping[Column, int]) -> dict[Column, frozenset[str]]:
    return {
        column: frozenset(words(str(row[index])) for row in block if index < len(row)) - {""}
        for column, index in at.items()
    }
