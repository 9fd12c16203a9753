"""What a table would bring in: each line with its village of today, known lines told apart."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.reading import HowRead, Problem
from doithoai.kit.time import today
from doithoai.kit.vietnamese import fold, spelling
from doithoai.opinions.codes import line_mark
from doithoai.opinions.models import Opinion
from doithoai.opinions.table.columns import Column
from doithoai.opinions.table.lines import OpinionLine, OpinionTable
from doithoai.opinions.table.people import read_contact
from doithoai.people.contacts import Contact
from doithoai.places.models import Unit, Village
from doithoai.places.queries import jurisdiction_ids, unit_on, villages_by_old_name, villages_of
from doithoai.places.rules import bare_village

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
    finder = _Finder(unit)
    problems = list(table.problems)
    remarks: list[Problem] = []
    placed: list[PlacedLine] = []
    times: Counter[str] = Counter()
    for line in table.lines:
        contact: Contact | None = None
        faults: list[Problem] = []
        if with_contacts:
            contact, faults, more = read_contact(line)
            remarks.extend(more)
        village: Village | None = None
        try:
            finder.require_within(line.place, line.on or today())
            village = finder.village(line.village)
        except _Misplaced as fault:
            faults.append(Problem(line.row_number, str(fault.column.label), str(fault)))
        problems.extend(faults)
        if not faults:
            said = json.dumps([unit.key, str(line.on), village.key if village else "", line.text])
            times[said] += 1
            key = uuid5(LINES, f"{said} {times[said]}")
            placed.append(PlacedLine(line, village, key, contact))
    known = _known_keys([one.key for one in placed])
    return TablePreview(
        title=table.title,
        is_illustration=table.is_illustration,
        new=tuple(one for one in placed if one.key not in known),
        known=tuple(one for one in placed if one.key in known),
        problems=tuple(sorted(problems, key=lambda problem: problem.row_number)),
        remarks=tuple(remarks),
        how=table.how,
    )


class _Misplaced(Invalid):
    def __init__(self, column: Column, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


class _Finder:
    """Asks the database for the villages once, for each name of a commune once."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._reach = jurisdiction_ids(unit)
        self._within: set[tuple[str, date]] = set()
        self._villages: dict[str, list[Village]] = {}
        for village in villages_of(unit, today()):
            self._villages.setdefault(village.folded_name, []).append(village)
        for folded, village in villages_by_old_name(unit):
            self._villages.setdefault(folded, [village])  # a name of today goes before an old one

    def village(self, name: str) -> Village | None:
        """Raises when no village, or more than one, is called so.

        An address may follow the name after a comma; marks decide between names that are alike.
        """
        bare = bare_village(name.split(",")[0].split(" - ")[0].strip())
        if not bare:
            return None
        found = self._villages.get(fold(bare), [])
        alike = [one for one in found if spelling(one.bare_name) == spelling(bare)]
        if len(alike or found) == 1:
            return (alike or found)[0]
        words = {"name": name, "unit": self.unit.name}
        if found:
            sentence = _("Several villages of %(unit)s are called “%(name)s”.") % words
        else:
            sentence = _("%(unit)s has no village “%(name)s”.") % words
        raise _Misplaced(Column.VILLAGE, sentence)

    def require_within(self, place: str, on: date) -> None:
        """Raises when the commune named is not the unit, nor one that became it."""
        if not place or (place, on) in self._within:
            return
        try:
            unit = unit_on(place, on)
        except Invalid as refusal:
            raise _Misplaced(Column.PLACE, str(refusal)) from refusal
        if unit.pk not in self._reach:
            words = {"name": unit.name, "unit": self.unit.name}
            raise _Misplaced(Column.PLACE, _("%(name)s did not become %(unit)s.") % words)
        self._within.add((place, on))


def _known_keys(keys: list[UUID]) -> set[UUID]:
    by_mark = {line_mark(key): key for key in keys}
    found = Opinion.objects.filter(line_mark__in=list(by_mark))
    return {by_mark[bytes(one.line_mark or b"")] for one in found.only("line_mark")}
