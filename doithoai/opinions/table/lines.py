"""A table of opinions row by row, and a sentence for all that cannot be read."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables import cells
from doithoai.kit.tables.cells import folded
from doithoai.kit.tables.choosing import EVERYTHING, Choice, the_table
from doithoai.kit.tables.reading import (
    HowRead,
    Problem,
    RowReader,
    forgetting_cells,
)
from doithoai.kit.tables.sections import Sections
from doithoai.kit.tables.sheet import Cell, read_sheets
from doithoai.kit.vietnamese import clean
from doithoai.language.old_letters import has_lost_letters
from doithoai.language.old_tables import sheets_in_unicode
from doithoai.opinions.models import Channel
from doithoai.opinions.rules import LONGEST_TEXT
from doithoai.opinions.table.columns import LAYOUT, Column

_CHANNELS: Final = (
    (re.compile(r"dien thoai|goi|duong day nong"), Channel.PHONE),
    (re.compile(r"zalo"), Channel.ZALO),
    (re.compile(r"thu dien tu|e-?mail"), Channel.EMAIL),
    (re.compile(r"mat tran|mttq|doan the"), Channel.FRONT),
    (re.compile(r"truong thon|to truong|truong ap|truong ban"), Channel.VILLAGE_HEAD),
    (re.compile(r"hoi nghi|truc tiep tai|phat bieu"), Channel.MEETING),
    (re.compile(r"tiep cong dan|den tru so|truc tiep"), Channel.IN_PERSON),
    (re.compile(r"cong thong tin|trang thong tin|website|truc tuyen"), Channel.WEB),
)

_FORMULA_ERROR: Final = re.compile(r"#[A-Z/0]+[!?]?")


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion as the table tells of it; empty texts were not given.

    ``name``, ``phone`` and ``email`` are the words of the cells: they matter only to a table whose
    people agreed that they are kept (``opinions.table.people``). ``sections``: the headings above.
    """

    row_number: int
    on: date | None
    name: str
    phone: str
    email: str
    place: str
    village: str
    channel: Channel
    text: str
    sheet: str = ""
    sections: Sections = ()


@dataclass(frozen=True, slots=True)
class OpinionTable:
    """``problems`` forbid the import of the whole table."""

    title: str
    is_illustration: bool
    lines: tuple[OpinionLine, ...]
    problems: tuple[Problem, ...]
    how: HowRead


@forgetting_cells()
def read_table(data: bytes, *, today: date, choice: Choice = EVERYTHING) -> OpinionTable:
    """The opinions in this file (.xlsx, .xls, .ods or .csv); dates are at most ``today``.

    Raises Invalid when the file as a whole cannot be read; what is wrong with single rows is told
    in ``problems``.
    """
    sheets, rewritten = sheets_in_unicode(read_sheets(data))
    table = the_table(sheets, LAYOUT, choice)
    lines: list[OpinionLine] = []
    problems = list(table.problems)
    for row in table.rows:
        reader = RowReader(row)
        line = _line(reader, today)
        problems.extend(reader.problems)
        if not reader.problems:
            lines.append(line)
    return OpinionTable(
        title=table.titles[0] if table.titles else "",
        is_illustration=table.is_illustration,
        lines=tuple(lines),
        problems=tuple(problems),
        how=replace(table.how, notes=rewritten),
    )


def _line(reader: RowReader, today: date) -> OpinionLine:
    return OpinionLine(
        row_number=reader.row.number,
        on=reader.optional(Column.ON, lambda cell: cells.day_of(cell, today=today)),
        name=reader.optional(Column.NAME, cells.text_of) or "",
        phone=reader.optional(Column.PHONE, cells.text_of) or "",
        email=reader.optional(Column.EMAIL, cells.text_of) or "",
        place=reader.optional(Column.PLACE, cells.short_text_of) or "",
        village=reader.optional(Column.VILLAGE, cells.short_text_of) or "",
        channel=reader.optional(Column.CHANNEL, _channel) or Channel.PAPER,
        text=reader.required(Column.TEXT, _text, ""),
        sheet=reader.row.sheet,
        sections=reader.row.sections,
    )


def _channel(cell: Cell) -> Channel:
    text = folded(cells.short_text_of(cell))
    return next((channel for names, channel in _CHANNELS if names.search(text)), Channel.PAPER)


def _text(cell: Cell) -> str:
    """Line ends within a cell stay."""
    text = clean(cell) if isinstance(cell, str) else cells.text_of(cell)
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            _("Please shorten the text to %(limit)d characters.") % {"limit": LONGEST_TEXT}
        )
    if has_lost_letters(text):
        raise Invalid(
            _("Letters of these words were lost. Please copy them again from where they came.")
        )
    if not any(map(str.isalpha, text)) or _FORMULA_ERROR.fullmatch(text):
        raise Invalid(_("This is no opinion in words."))
    return text
