"""What the headings within a table and the names of its sheets say of the rows beneath them."""

from django.utils.translation import gettext as _

from doithoai.kit.tables.reading import Problem, row_ranges
from doithoai.opinions.table.lines import OpinionLine
from doithoai.opinions.table.places import Finder, Misplaced
from doithoai.places.models import Village

type _Place = tuple[str, int, str]
"""Sheet, row (0 for its name) and words of a heading."""


class Headings:
    """Gives each line its village, and remembers which lines took theirs from a heading."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._known: dict[_Place, Village | None] = {}
        self._rows: dict[_Place, list[int]] = {}
        self.problems: list[Problem] = []

    def village(self, line: OpinionLine) -> Village | None:
        """That of the cell, of the innermost heading that names one, or of the sheet.

        Raises Misplaced for a cell that names none.
        """
        if village := self._finder.village(line.village):
            return village
        for row, heading in (*reversed(line.sections), (0, line.sheet)):
            place = line.sheet, row, heading
            if place not in self._known:
                self._known[place] = self._named(place)
            if village := self._known[place]:
                self._rows.setdefault(place, []).append(line.row_number)
                return village
        return None

    def notes(self) -> tuple[Problem, ...]:
        """Which rows took their village from which heading."""
        return tuple(self._note(place, rows) for place, rows in self._rows.items())

    def _named(self, place: _Place) -> Village | None:
        sheet, row, heading = place
        try:
            return self._finder.headed(heading)
        except Misplaced as fault:
            if row:
                self.problems.append(Problem(row, str(fault.column.label), str(fault), sheet))
            return None

    def _note(self, place: _Place, rows: list[int]) -> Problem:
        sheet, row, heading = place
        words = {
            "name": heading,
            "village": self._known[place],
            "rows": ", ".join(row_ranges(rows)),
        }
        if row:
            sentence = _("“%(name)s” gives the village %(village)s to rows %(rows)s.") % words
        else:
            sentence = (
                _("The name of the sheet gives the village %(village)s to rows %(rows)s.") % words
            )
        return Problem(row, "", sentence, sheet)
