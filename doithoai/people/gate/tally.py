"""Counting in the database, for all web processes together."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.db.models import Sum

from doithoai.kit.errors import TryLater
from doithoai.kit.time import now
from doithoai.people.gate.limits import Limit
from doithoai.people.models import Tally

KEEP = timedelta(days=2)


def count(*given: tuple[Limit, bytes]) -> list[int]:
    """One more of each; how many there are now in its window. One statement, no wait for a disk.

    Raises TryLater above a limit.
    """
    counts = _added(1, *given)
    for limit, _who in given:
        _prove_below(limit, counts[limit.rule])
    return [counts[limit.rule] for limit, _who in given]


def add(number: int, limit: Limit, who: bytes) -> None:
    """So many more, above the limit too: of what is known only when it was done."""
    _added(number, (limit, who))


def counted(limit: Limit, who: bytes) -> int:
    """How many there are in the present window."""
    rows = Tally.objects.filter(rule=limit.rule, who=who, begins=_begins(limit))
    return rows.aggregate(sum=Sum("count"))["sum"] or 0


def prove_not_above(limit: Limit, who: bytes) -> None:
    """Raises TryLater when the limit is used up; counts nothing."""
    _prove_below(limit, counted(limit, who) + 1)


def sweep_tallies() -> int:
    """Forgets what was counted before; how many rows."""
    return Tally.objects.filter(begins__lt=now() - KEEP).delete()[0]


def _added(number: int, *given: tuple[Limit, bytes]) -> dict[str, int]:
    """How many there are now under each rule."""
    rows = sorted({(limit.rule, who, _begins(limit)) for limit, who in given})  # no deadlock
    places = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO people_tally (rule, who, begins, count) VALUES {places}"  # noqa: S608
            " ON CONFLICT (rule, who, begins)"
            " DO UPDATE SET count = people_tally.count + EXCLUDED.count RETURNING rule, count",
            [value for row in rows for value in (*row, number)],
        )
        return dict(cursor.fetchall())


def _prove_below(limit: Limit, number: int) -> None:
    if number > limit.most:
        left = _begins(limit) + timedelta(seconds=limit.seconds) - now()
        raise TryLater(limit.words, seconds=max(1, int(left.total_seconds()) + 1))


def _begins(limit: Limit) -> datetime:
    moment = int(now().timestamp())
    return datetime.fromtimestamp(moment - moment % limit.seconds, UTC)
