"""The queue of an office: what waits, filtered, and what is alike in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from doithoai.deadlines.queries import Reckoner
from doithoai.deadlines.rules import RuleCode
from doithoai.kit.time import VIET_NAM, now, today
from doithoai.language.copies import Sketch, groups_of, sketch
from doithoai.opinions.lifecycle import (
    JOINABLE,
    WAITING,
    WAITING_FOR_DIALOGUE,
    MatterState,
    OpinionState,
)
from doithoai.opinions.models import Matter, Opinion, Raising
from doithoai.opinions.queries import opinions_for, opinions_to_decide
from doithoai.opinions.rules import STALE_AFTER
from doithoai.people.actors import Official
from doithoai.places.queries import with_merged
from doithoai.record.permissions import Permission

MOST_COMPARED = 3000
"""So many of the longest waiting are compared; the next ones when these are done."""
MOST_KEPT = 50_000
"""Sketches in a process; each is a dozen numbers."""


NONE: Final = "none"
"""Asked for instead of a field or a village: what has none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an officer wants to see; empty: everything. ``late``: what should be answered by now.

    ``field``: of a matter that it raises, with ``NONE`` those that raise none.
    ``first`` and ``last``: days on which it was received. ``units``: keys.
    """

    states: tuple[str, ...] = ()
    village: int | None = None
    channel: str = ""
    round: int | None = None
    mine: bool = False
    late: bool = False
    keys: tuple[int, ...] = ()
    field: str = ""
    has_no_village: bool = False
    first: date | None = None
    last: date | None = None
    units: frozenset[int] = frozenset()


def queue_of(official: Official, wanted: Wanted) -> QuerySet[Opinion]:
    """Opinions that the official reads and wants to see, the earliest due first."""
    asked = {
        "state__in": wanted.states,
        "village__in": with_merged([wanted.village]) if wanted.village else (),
        "channel": wanted.channel,
        "round": wanted.round,
        "taken_by": official.user.pk if wanted.mine else None,
        "pk__in": wanted.keys,
        "unit_id__in": wanted.units,
    }
    rows = opinions_for(official).filter(**{name: one for name, one in asked.items() if one})
    if wanted.late:
        rows = rows.filter(overdue())
    if wanted.has_no_village:
        rows = rows.filter(village=None)
    if wanted.field:
        field = "" if wanted.field == NONE else wanted.field
        raising = Raising.objects.filter(opinion=OuterRef("pk"))
        rows = rows.filter(
            Exists(raising.filter(matter__field=field)) if field else ~Exists(raising)
        )
    rows = rows.filter(received_between(wanted.first, wanted.last))
    return rows.select_related("unit", "village", "taken_by", "round", "proposal")


def received_between(first: date | None, last: date | None) -> Q:
    """Opinions received on these days, both counted; None: without an end."""
    condition = Q()
    if first:
        condition &= Q(received_at__gte=datetime.combine(first, time(), VIET_NAM))
    if last:
        after = datetime.combine(last + timedelta(days=1), time(), VIET_NAM)
        condition &= Q(received_at__lt=after)
    return condition


def alike_waiting(official: Official) -> dict[int, list[int]]:
    """Groups of waiting opinions with nearly the same words, by the one that came first."""
    units = official.unit_ids(Permission.TRIAGE_OPINION)
    if not units:
        return {}
    rows = Opinion.objects.filter(unit_id__in=units, state__in=WAITING)
    rows = rows.order_by("received_at", "id")[:MOST_COMPARED]
    return _groups(tuple(rows.values_list("pk", "original")))


type Version = tuple[int, int | None]
"""The key of an opinion and of its words as they came: another one when it is redacted."""

_sketches: dict[Version, Sketch] = {}


@lru_cache(maxsize=16)
def _groups(versions: tuple[Version, ...]) -> dict[int, list[int]]:
    """A clerk comes back to the queue after each decision: only new texts are read and sketched."""
    if len(_sketches) > MOST_KEPT:
        _sketches.clear()
    unknown = [pk for pk, original in versions if (pk, original) not in _sketches]
    read = Opinion.objects.filter(pk__in=unknown).values_list("pk", "original", "text")
    _sketches.update(((pk, original), sketch(text)) for pk, original, text in read)
    return groups_of((one[0], _sketches[one]) for one in versions if one in _sketches)


def first_of_alike(
    rows: QuerySet[Opinion], alike: Mapping[int, Sequence[int]]
) -> QuerySet[Opinion]:
    """Of every group with nearly the same words only the one that came first.

    The keys go as one text: one by one, 2,700 of them take half the time of the page.
    """
    copies = ",".join(str(key) for group in alike.values() for key in group[1:])
    return rows.exclude(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [f"{{{copies}}}"]))


def matters_to_sort(official: Official) -> QuerySet[Matter]:
    """Matters of the units for which the official decides."""
    rows = Matter.objects.filter(unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION))
    return rows.select_related("unit", "village", "merged_into")


def matters_to_add_to(official: Official) -> QuerySet[Matter]:
    """Of these, the ones to which another opinion can be added, the newest first."""
    rows = matters_to_sort(official).filter(state__in=JOINABLE)
    return rows.order_by("-opened_at", "-id")


def matters_to_merge_into(official: Official, but: Matter) -> QuerySet[Matter]:
    """Of these, the ones into which the matter ``but`` can be merged, the newest first."""
    rows = matters_to_sort(official).filter(state=MatterState.OPEN).exclude(pk=but.pk)
    return rows.order_by("-opened_at", "-id")


def waiting_matters(unit_id: int) -> QuerySet[Matter]:
    """Matters of the unit to which another opinion can be added."""
    return Matter.objects.filter(unit_id=unit_id, state__in=WAITING_FOR_DIALOGUE)


def joinable_matters(unit_id: int) -> QuerySet[Matter]:
    """Matters of the unit to which the office adds another opinion."""
    return Matter.objects.filter(unit_id=unit_id, state__in=JOINABLE)


def next_to_decide(official: Official, after: Opinion) -> Opinion | None:
    """The opinion that stands behind this one among those that wait for the official, in the order
    of the queue; behind the last one the first.
    """
    free = Q(taken_by=None) | Q(taken_by=official.user.pk) | Q(taken_at__lt=now() - STALE_AFTER)
    rows = opinions_to_decide(official).filter(free, state=OpinionState.RECEIVED, proposal=None)
    rows = rows.exclude(pk=after.pk).order_by("received_at", "id")
    behind = Q(received_at__gt=after.received_at) | Q(
        received_at=after.received_at, pk__gt=after.pk
    )
    return rows.filter(behind).first() or rows.first()


def overdue(at: date | None = None) -> Q:
    """Opinions that should have been answered by now, in the working days of their units."""
    at, reckoner = at or today(), Reckoner([RuleCode.ACCEPTANCE_NOTICE])
    differing = reckoner.differing()
    late = Q(received_at__lt=_due_before(at, reckoner, ANY_UNIT)) & ~Q(unit__in=differing)
    for unit in differing:
        late |= Q(received_at__lt=_due_before(at, reckoner, unit), unit=unit)
    return late


def _due_before(at: date, reckoner: Reckoner, unit: int) -> datetime:
    """What the unit received before this moment was due before the day ``at``."""
    for back in range(LONGEST_PERIOD):
        day = at - timedelta(days=back)
        due = reckoner.due(RuleCode.ACCEPTANCE_NOTICE, day, unit=unit)
        if due and due.on < at:
            return datetime.combine(day + timedelta(days=1), time(), VIET_NAM)
    return datetime.min.replace(tzinfo=VIET_NAM)


ANY_UNIT = 0
"""The key of no unit: it has no days of its own."""


LONGEST_PERIOD = 90
"""Days: no rule gives the office longer to answer, weekends and Tết included."""
