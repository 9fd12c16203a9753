"""Between which days a day can lie that a person gives: each kind by its own sense.

A slip of the keys (the year 26, 9999) is refused by the form and by the action with the same
sentence. What no kind allows the database refuses too (``kit.columns.within_reason``).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.time import short_date, today

EARLIEST: Final = date(1945, 1, 1)
"""No law and no unit of today's State is older."""
FIRST_DIALOGUES: Final = date(1990, 1, 1)
"""Nobody keeps a register of earlier ones."""
BEYOND: Final = date(2101, 1, 1)
"""The first day that nothing here can mean."""


@dataclass(frozen=True, slots=True)
class Span:
    """From ``earliest``, a day or so long before today, until so many years from today."""

    earliest: date | timedelta
    years_ahead: int

    @property
    def first(self) -> date:
        return self.earliest if isinstance(self.earliest, date) else today() - self.earliest

    @property
    def last(self) -> date:
        year = today().year + self.years_ahead
        try:
            return today().replace(year=year)
        except ValueError:  # the 29th of February
            return today().replace(year=year, day=28)

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def require(self, day: date | None, *, field: str) -> None:
        """Raises Invalid for a day outside; a day that is not given is no matter of this."""
        if day and not self.has(day):
            sentence = _("The day must lie between %(first)s and %(last)s.")
            words = {"first": short_date(self.first), "last": short_date(self.last)}
            raise Invalid(sentence % words, field=field)


PLAN: Final = Span(timedelta(days=1), 3)
"""A dialogue that is planned; yesterday, because one that took place is entered the day after."""
HELD: Final = Span(FIRST_DIALOGUES, 0)
"""A dialogue of the past, from a register."""
ARRIVED: Final = Span(timedelta(days=2 * 366), 0)
"""What somebody brought to an office; what came earlier was answered long ago."""
ROUND: Final = Span(FIRST_DIALOGUES, 3)
"""A round of collection."""
DUE: Final = Span(timedelta(0), 10)
"""When promised work is due."""
TERM: Final = Span(FIRST_DIALOGUES, 10)
"""A term of office, an appointment."""
DAY_OFF: Final = Span(FIRST_DIALOGUES, 10)
"""What differs from the national calendar."""
PLACE: Final = Span(EARLIEST, 10)
"""From when, or until when, a unit stands or a village belongs to it."""
