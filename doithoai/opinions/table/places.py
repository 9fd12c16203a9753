"""The village that a cell, a heading or the name of a sheet means, as clerks write it."""

import re
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.tables.sections import without_numeral
from doithoai.kit.time import today
from doithoai.kit.vietnamese import fold, spelling
from doithoai.opinions.table.columns import Column
from doithoai.places.models import Unit, Village
from doithoai.places.queries import jurisdiction_ids, unit_on, villages_by_old_name, villages_of
from doithoai.places.rules import VILLAGE_WORDS, bare_village

_SHORT: Final = re.compile(
    r"(?:(?:tdp|to dan pho|kdc|khu dan cu|khu pho|khu|to|thon|t)(?:\W+|(?=\d)))?(?:so )?(.+)"
)
_WORDS: Final = "|".join(fold(word) for word in VILLAGE_WORDS.values())
_VILLAGE: Final = re.compile(rf"(?:{_WORDS}|tdp|kdc)\b(?: \S+){{1,5}}$")


class Misplaced(Invalid):
    def __init__(self, column: Column, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column


class Finder:
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
        found = self._called(bare) or self._called(_without_short_word(bare))
        if len(found) == 1:
            return found[0]
        words = {"name": name, "unit": self.unit.name}
        if found:
            sentence = _("Several villages of %(unit)s are called “%(name)s”.") % words
        else:
            sentence = _("%(unit)s has no village “%(name)s”.") % words
        raise Misplaced(Column.VILLAGE, sentence)

    def headed(self, heading: str) -> Village | None:
        """The village that a heading or a sheet names; None when it names another thing.

        Raises when it begins with the word for a village, and there is none of the name.
        """
        bare = without_numeral(heading)
        try:
            return self.village(bare)
        except Misplaced:
            if _VILLAGE.match(fold(bare)):
                raise
            return None

    def _called(self, bare: str) -> list[Village]:
        found = self._villages.get(fold(bare), [])
        return [one for one in found if spelling(one.bare_name) == spelling(bare)] or found

    def require_within(self, place: str, on: date) -> None:
        """Raises when the commune named is not the unit, nor one that became it."""
        if not place or (place, on) in self._within:
            return
        try:
            unit = unit_on(place, on)
        except Invalid as refusal:
            raise Misplaced(Column.PLACE, str(refusal)) from refusal
        if unit.pk not in self._reach:
            words = {"name": unit.name, "unit": self.unit.name}
            raise Misplaced(Column.PLACE, _("%(name)s did not become %(unit)s.") % words)
        self._within.add((place, on))


def _without_short_word(name: str) -> str:
    """“TDP số 3” → “3”, “Khu phố Đông” → “Đông”."""
    found = _SHORT.fullmatch(fold(name))
    return name[len(name) - len(found[1]) :] if found else ""
