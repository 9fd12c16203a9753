"""Finding the header of a register and what each column holds, by its Vietnamese names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from doithoai.dialogues.register.sheet import Cell, Sheet
from doithoai.kit.errors import Invalid
from doithoai.kit.vietnamese import fold

SEARCHED_ROWS: Final = 60
MAX_HEADER_ROWS: Final = 5
MAX_COLUMNS: Final = 200


class Column(TextChoices):
    """What a column can hold."""

    ORDINAL = "ordinal", gettext_lazy("No.")
    ON = "on", gettext_lazy("Date of the dialogue")
    LEVEL = "level", gettext_lazy("Level that organised it")
    PLACE = "place", gettext_lazy("Unit where it was held")
    CHAIR = "chair", gettext_lazy("Chair of the dialogue")
    ATTENDEES = "attendees", gettext_lazy("Number of people present")
    OPINIONS = "opinions", gettext_lazy("Number of opinions")
    MATTERS = "matters", gettext_lazy("Number of matters")
    ANSWERED = "answered", gettext_lazy("Settled by an answer there")
    ASSIGNED = "assigned", gettext_lazy("Given to be settled")
    PASSED_UP = "passed_up", gettext_lazy("Sent to a higher level")
    NOTICE = "notice", gettext_lazy("Number of the conclusion notice")


REQUIRED: Final = (
    Column.ON,
    Column.LEVEL,
    Column.PLACE,
    Column.CHAIR,
    Column.OPINIONS,
    Column.MATTERS,
)

COUNTS: Final = (
    Column.ATTENDEES,
    Column.OPINIONS,
    Column.MATTERS,
    Column.ANSWERED,
    Column.ASSIGNED,
    Column.PASSED_UP,
)

# Folded; the plainest name of each column first. A name of two words or more is also found
# inside a longer heading ("Tổng số lượt ý kiến của Nhân dân"), a single word only alone.
NAMES: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.ORDINAL: ("tt", "stt", "so tt", "so thu tu"),
    Column.ON: (
        "ngay to chuc",
        "ngay doi thoai",
        "thoi gian to chuc",
        "thoi gian doi thoai",
        "ngay thang nam",
        "ngay thang",
        "ngay",
        "thoi gian",
    ),
    Column.LEVEL: ("cap to chuc", "cap doi thoai", "cap"),
    Column.PLACE: (
        "don vi noi doi thoai",
        "noi doi thoai",
        "don vi to chuc",
        "ten don vi",
        "don vi",
        "dia diem",
        "xa phuong thi tran",
        "xa thi tran",
        "xa phuong",
        "xa",
    ),
    Column.CHAIR: ("nguoi chu tri", "chu tri", "chu toa", "nguoi dung dau"),
    Column.ATTENDEES: (
        "so nguoi du",
        "so nguoi tham du",
        "so nguoi tham gia",
        "so dai bieu",
        "nguoi du",
    ),
    Column.OPINIONS: ("so luot y kien", "luot y kien", "so y kien", "y kien"),
    Column.MATTERS: ("so noi dung", "so van de", "noi dung", "van de"),
    Column.ANSWERED: (
        "tra loi tai cho",
        "tra loi ngay",
        "tra loi tai hoi nghi",
        "tra loi truc tiep",
        "giai quyet tai cho",
        "giai quyet ngay",
    ),
    Column.ASSIGNED: ("giao giai quyet", "giao viec", "giao don vi", "giao co quan", "giao"),
    Column.PASSED_UP: ("chuyen cap tren", "vuot tham quyen", "kien nghi cap tren"),
    Column.NOTICE: (
        "thong bao ket luan so",
        "so thong bao ket luan",
        "so thong bao",
        "thong bao ket luan",
        "so tb",
    ),
}
_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NO_HEADING = re.compile(r"[\d\s./,:()-]*")


@dataclass(frozen=True)
class Header:
    """Rows ``top`` to ``bottom`` (exclusive) name the columns at the indexes in ``at``."""

    top: int
    bottom: int
    at: Mapping[Column, int]
    texts: Mapping[Column, frozenset[str]]
    rivals: Mapping[Column, int]  # another column that bears the same name

    @property
    def missing(self) -> list[Column]:
        return [column for column in REQUIRED if column not in self.at]


@dataclass(frozen=True, order=True)
class _Match:
    """How well a heading names a column; the smaller, the better."""

    is_part: bool  # the name is only a part of the heading
    height: int  # rows above the lowest heading of the column
    shortness: int  # of names that are parts, the longest says most
    column: str
    index: int


@lru_cache(maxsize=50_000)
def words(text: str) -> str:
    """A heading folded to bare words: "Số lượt\\ný kiến (lượt)" → "so luot y kien"."""
    return _NOT_A_WORD.sub(" ", _BRACKETS.sub(" ", fold(text))).strip()


def best_header(sheet: Sheet) -> Header:
    """The block of rows that names most columns: the smallest one, and the first of these."""
    searched = [row[:MAX_COLUMNS] for row in sheet.rows[:SEARCHED_ROWS]]
    found = Header(0, 0, {}, {}, {})
    for top in range(len(searched)):
        for height in range(1, MAX_HEADER_ROWS + 1):
            block = searched[top : top + height]
            if not _is_heading(block[-1]):
                break
            at, rivals = _columns(block)
            is_better = (len(at), -height) > (len(found.at), found.top - found.bottom)
            if at and is_better:
                found = Header(top, top + len(block), at, _texts(block, at), rivals)
    return found


def require_complete(header: Header) -> None:
    """Raises Invalid that names the columns which are missing, or are there twice."""
    if not header.at:
        raise Invalid(
            _("No header was found. The columns need names such as %(names)s.")
            % {"names": ", ".join(f"“{column.label}”" for column in REQUIRED)}
        )
    if header.missing:
        raise Invalid(
            _("The register lacks these columns: %(columns)s.")
            % {"columns": ", ".join(f"“{column.label}”" for column in header.missing)}
        )
    for column, rival in header.rivals.items():
        raise Invalid(
            _("Columns %(first)s and %(second)s both look like “%(name)s”. Please rename one.")
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


def _columns(block: list[list[Cell]]) -> tuple[dict[Column, int], dict[Column, int]]:
    """Each name goes to the column that it fits best, each column has one name; and rivals."""
    chosen: dict[Column, _Match] = {}
    rivals: dict[Column, int] = {}
    taken: set[int] = set()
    for match in sorted(_matches(block)):
        if match.index in taken:
            continue
        column = Column(match.column)
        better = chosen.setdefault(column, match)
        if better is match:
            taken.add(match.index)
        elif not match.is_part and match.height == better.height and not better.is_part:
            rivals[column] = match.index
    return (
        {column: match.index for column, match in chosen.items()},
        {column: index for column, index in rivals.items() if index not in taken},
    )


def _matches(block: list[list[Cell]]) -> Iterator[_Match]:
    rows = [row for row in block if len({words(str(cell)) for cell in row} - {""}) > 1]
    for index in range(max(map(len, rows), default=0)):
        headings = [words(str(row[index])) for row in reversed(rows) if index < len(row)]
        lowest_first = [text for text in dict.fromkeys(headings) if text]
        for height, heading in enumerate(lowest_first):
            for column, is_part, length in _names_in(heading):
                yield _Match(is_part, height, -length, column, index)


@lru_cache(maxsize=5_000)
def _names_in(heading: str) -> tuple[tuple[Column, bool, int], ...]:
    """(column, whether the name is only a part, its length) of the names in a heading."""
    found = []
    for column, names in NAMES.items():
        if heading in names:
            return ((column, False, len(heading)),)
        parts = [name for name in names if " " in name and f" {name} " in f" {heading} "]
        if parts:
            found.append((column, True, max(map(len, parts))))
    return tuple(found)


def _texts(block: list[list[Cell]], at: Mapping[Column, int]) -> dict[Column, frozenset[str]]:
    return {
        column: frozenset(words(str(row[index])) for row in block if index < len(row)) - {""}
        for column, index in at.items()
    }
