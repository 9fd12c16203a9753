"""The moments of the illustration: days counted from today, and steps taken in their order."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from doithoai.deadlines.rules import Calendar
from doithoai.kit.time import VIET_NAM, as_of

CALENDAR = Calendar()
Step = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Present:
    """The real present, whatever past moment a step lives in."""

    moment: datetime

    def day(self, offset: int) -> date:
        """The working day nearest to ``offset`` days from today, on the same side of today."""
        found = self.moment.astimezone(VIET_NAM).date() + timedelta(days=offset)
        away = timedelta(days=1 if offset >= 0 else -1)
        while not CALENDAR.is_working(found):
            found += away
        return found

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        return on(self.day(offset), hour, minute)

    def lately(self, wanted: datetime) -> datetime:
        """``wanted``, or a few minutes ago when it has not come yet."""
        return min(wanted, self.moment - timedelta(minutes=5))


def on(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIET_NAM)


class Timeline:
    """Collects steps and takes each of them at its own moment of the past.

    A step may plan others while it runs: none of them happens before it, whatever its moment.
    Steps of one moment keep the order of planning.
    """

    def __init__(self, end: datetime) -> None:
        self._steps: list[tuple[datetime, int, Step]] = []
        self._order = count()
        self._reached = datetime.min.replace(tzinfo=UTC)
        self._end = end

    def at(self, moment: datetime, step: Step) -> None:
        """Raises ValueError for a moment that has not come yet: nobody can have acted then."""
        if moment > self._end:
            raise ValueError(f"{moment} has not come yet")
        heapq.heappush(self._steps, (max(moment, self._reached), next(self._order), step))

    def run(self) -> None:
        while self._steps:
            self._reached, _order, step = heapq.heappop(self._steps)
            with as_of(self._reached):
                step()
