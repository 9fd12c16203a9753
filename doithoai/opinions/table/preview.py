"""What a table would bring in: each line with its village of today, known lines told apart."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from doithoai.kit.tables.reading import HowRead, Problem
from doithoai.kit.time import today
from doithoai.opinions.codes import line_mark
from doithoai.opinions.models import Opinion
from doithoai.opinions.table.headings import Headings
from doithoai.opinions.table.lines import OpinionLine, OpinionTable
from doithoai.opinions.table.people import read_contact
from doithoai.opinions.table.places import Finder, Misplaced
from doithoai.people.contacts import Contact
from doithoai.places.models import Unit, Village

LINES = UUID("7f0c2e9a-5d0e-4f7e-9d2c-3a5f6b8e1c40")
"""The space of the names of lines: the same table brought again finds what it brought before. Such
a name opens nothing; whoever reads the words can make it.
"""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """``contact`` is kept, in its one spelling; None when nobody is to be kept."""

    line: OpinionLine
    village: Village | None
    key: UUID
    contact: Contact | None


@dataclass(frozen=True, slots=True)
class TablePreview:
    """``new`` would be imported; ``known`` are there already and stay as they are.

    ``problems`` forbid it; ``remarks`` say what is not kept of a cell that is read.
    """

    title: str
    is_illustration: bool
    new: tuple[PlacedLine, ...]
    known: tuple[PlacedLine, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]
    how: HowRead

    @property
    def rows(self) -> int:
        return len(self.new) + len(self.known)


def preview_table(table: OpinionTable, unit: Unit, *, with_contacts: bool = False) -> TablePreview:
    """Resolve each place within ``unit``; writes nothing.

    ``with_contacts``: how to reach the persons is to be kept, so that it must be what can be kept;
    otherwise nobody looks at it.
    """
    finder = Finder(unit)
    headings = Headings(finder)
    problems = list(table.problems)
    remarks: list[Problem] = []
    placed: list[PlacedLine] = []
    times: Counter[str] = Counter()
    first: dict[str, OpinionLine] = {}
    for line in table.lines:
        contact: Contact | None = None
        faults: list[Problem] = []
        if with_contacts:
            contact, faults, more = read_contact(line)
            remarks.extend(more)
        village: Village | None = None
        try:
            finder.require_within(line.place, line.on or today())
            village = headings.village(line)
        except Misplaced as fault:
            column = str(fault.column.label)
            faults.append(Problem(line.row_number, column, str(fault), line.sheet))
        problems.extend(faults)
        if not faults:
            said = json.dumps([unit.key, str(line.on), village.key if village else "", line.text])
            problems.extend(_twice(line, first.setdefault(said, line)))
            times[said] += 1
            key = uuid5(LINES, f"{said} {times[said]}")
            placed.append(PlacedLine(line, village, key, contact))
    problems.extend(headings.problems)
    known = _known_keys([one.key for one in placed])
    return TablePreview(
        title=table.title,
        is_illustration=table.is_illustration,
        new=tuple(one for one in placed if one.key not in known),
        known=tuple(one for one in placed if one.key in known),
        problems=table.how.in_order(problems),
        remarks=tuple(remarks),
        how=replace(table.how, notes=(*table.how.notes, *headings.notes())),
    )


def _twice(line: OpinionLine, first: OpinionLine) -> Iterator[Problem]:
    """A sheet that sums up the others must not bring what they said a second time."""
    if line.sheet != first.sheet:
        words = {"sheet": first.sheet, "row": first.row_number}
        sentence = _(
            "The same words stand in the sheet %(sheet)s, row %(row)d. Read only one of them."
        )
        yield Problem(line.row_number, "", sentence % words, line.sheet)


def _known_keys(keys: list[UUID]) -> set[UUID]:
    by_mark = {line_mark(key): key for key in keys}
    found = Opinion.objects.filter(line_mark__in=list(by_mark))
    return {by_mark[bytes(one.line_mark or b"")] for one in found.only("line_mark")}
