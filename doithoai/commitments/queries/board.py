"""A page of the promises board, in one statement that the database plans once for each filter.

Of 20,000 promises any page costs what the first one does: rows are found by an index on the unit
or on the whole, in the order of the due date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import Lateness, PromiseRow, lateness_filter
from doithoai.commitments.rules import SOON
from doithoai.kit.paging import ROWS, Page, page_of, read_key
from doithoai.kit.planned import Planned
from doithoai.kit.time import today

OPEN: Final = "open"
ALL: Final = "all"
STANDING: Final = (OPEN, ALL, *Lateness.values)
"""What the board can be asked for: not done yet, everything, or one value of ``Lateness``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader asked for; empty means any. ``standing`` is one of ``STANDING``."""

    unit_ids: Sequence[int] = ()
    field: str = ""
    lead_id: int = 0
    standing: str = OPEN


def board_page(wanted: Wanted, after: str) -> Page[PromiseRow]:
    """20 promises, the earliest due first. Raises Invalid for a key that is not ours."""
    values: dict[str, Any] = {"at": today(), "soon": today() + SOON}
    if wanted.field:
        values["field"] = wanted.field
    if wanted.lead_id:
        values["lead"] = wanted.lead_id
    if after:
        values["due_on"], values["pk"] = read_key(Commitment, "due_on", after)
    values |= {f"unit_{n}": unit for n, unit in enumerate(wanted.unit_ids)}
    found = [PromiseRow(*row) for row in _BOARDS[wanted.standing].rows(**values)]
    return page_of(found, "due_on", is_first=not after)


def board_counts(wanted: Wanted) -> dict[str, int]:
    """How many promises stand how, whatever ``wanted.standing`` is; one query."""
    rows = Commitment.objects.all()
    if wanted.unit_ids:
        rows = rows.filter(unit_id__in=wanted.unit_ids)
    if wanted.field:
        rows = rows.filter(matter__field=wanted.field)
    if wanted.lead_id:
        rows = rows.filter(lead_id=wanted.lead_id)
    counts = {one.value: Count("pk", filter=lateness_filter(one)) for one in Lateness}
    undone = Count("pk", filter=Q(done_on__isnull=True))
    return rows.aggregate(**counts, **{OPEN: undone, ALL: Count("pk")})


def _board(
    standing: str,
    *,
    at: date,
    soon: date,
    field: str = "",
    lead: int = 0,
    due_on: date | None = None,
    pk: int = 0,
    **units: int,
) -> QuerySet[Commitment, Any]:
    """The columns of ``PromiseRow`` and one row more than a page has."""
    rows = Commitment.objects.filter(_stands(standing, at, soon))
    if units:
        rows = rows.filter(unit_id__in=list(units.values()))
    if field:
        rows = rows.filter(matter__field=field)
    if lead:
        rows = rows.filter(lead_id=lead)
    if due_on:
        rows = rows.filter(TupleGreaterThan(Tuple("due_on", "id"), (due_on, pk)))
    return rows.order_by("due_on", "id").values_list(*PromiseRow._fields)[: ROWS + 1]


def _stands(standing: str, at: date, soon: date) -> Q:
    if standing == OPEN:
        return Q(done_on__isnull=True)
    return Q() if standing == ALL else lateness_filter(standing, at, soon)


_BOARDS: Final = {standing: Planned(partial(_board, standing)) for standing in STANDING}
