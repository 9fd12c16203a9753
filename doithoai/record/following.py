"""Following the record: whoever acts on its entries reads each of them, soon after its commit.

Entries are numbered by a sequence. A transaction that takes long commits a low number after higher
ones, and a number of a transaction that was rolled back never comes. So a missing number is asked
for again until no transaction of the time when it was missed can still bring it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import Q

from doithoai.kit.time import now
from doithoai.record.models import Entry

MOST_ENTRIES: Final = 20_000
"""Read at once."""
MOST_GAPS: Final = 50_000
GRACE: Final = 64
"""Transactions after which a missing number is given up at the earliest: one takes its number a
moment before it takes its place among the transactions."""
SETTLES_AFTER: Final = timedelta(minutes=10)
"""No transaction lives longer than this between its entry and its commit."""


@dataclass(frozen=True)
class Progress:
    """How far the record was read: the highest entry, and lower ones that may still come.

    ``gaps``: number of a missing entry → transaction number at which it was found missing.
    """

    entry: int = 0
    gaps: dict[int, int] = field(default_factory=dict)

    @property
    def settled(self) -> int:
        """Up to this number nothing can come any more; who forgets the gaps begins after it."""
        return min(self.gaps) - 1 if self.gaps else self.entry


class Step(NamedTuple):
    """An entry as far as followers choose by it."""

    number: int
    life: str
    thing: int
    move: str
    at: datetime


def read_on(progress: Progress) -> tuple[list[Step], Progress]:
    """What came since, in the order of numbers, and how far the record is read then.

    At least once: a follower that dies before it keeps its progress reads the same again.
    """
    which = Q(pk__gt=progress.entry) | Q(pk__in=list(progress.gaps))
    found = (
        Entry.objects.filter(which).order_by("pk").values_list("pk", "life", "thing", "move", "at")
    )
    steps = [Step(*row) for row in found[:MOST_ENTRIES]]
    return steps, _moved_on(progress, steps)


def _moved_on(progress: Progress, steps: list[Step]) -> Progress:
    oldest, newest = _transactions()
    came = {step.number for step in steps}
    gaps = {
        number: at
        for number, at in progress.gaps.items()
        if number not in came and oldest <= at + GRACE
    }
    top, young, missing = progress.entry, now() - SETTLES_AFTER, list[int]()
    for step in steps:
        if step.number > top:
            if step.at > young:
                missing += range(top + 1, step.number)
            top = step.number
    gaps |= dict.fromkeys(missing[-MOST_GAPS:], newest)
    return Progress(top, gaps)


def _transactions() -> tuple[int, int]:
    """The oldest one still running, and the next to begin."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint"
            " FROM pg_current_snapshot() s"
        )
        oldest, newest = cursor.fetchone()
    return oldest, newest
