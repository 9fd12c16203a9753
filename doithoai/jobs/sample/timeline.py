"""Steps of the illustration, taken in the order of their moments, whoever planned them first."""

import heapq
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from doithoai.kit.time import as_of

Step = Callable[[], object]


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
