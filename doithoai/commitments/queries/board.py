"""A page of the promises board, in one statement that the database plans once for each filter.

Of 20,000 promises any page costs what the first one does: rows are found by an index on the unit
or on the whole, in the order of the due date.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Count, Q

from doithoai.commitments.models import Commitment
from doithoai.commitments.queries import Lateness, lateness_filter
from doithoai.commitments.rules import SOON
from doithoai.kit.paging import ROWS, Page, page_of, read_key
from doithoai.kit.planned import planned_rows
from doithoai.kit.time import today

OPEN: Final = "open"
ALL: Final = "all"

STATEMENT: Final = """
SELECT c.id, c.state, c.due_on, c.first_due_on, c.done_on, c.is_sample,
       m.code, m.title, v.name, u.name, a.name
FROM commitments_commitment c
JOIN opinions_matter m ON m.id = c.matter_id
LEFT JOIN places_village v ON v.id = m.village_id
JOIN places_unit u ON u.id = c.unit_id
JOIN places_agency a ON a.id = c.lead_id
WHERE {conditions}
ORDER BY c.due_on, c.id LIMIT {rows}
"""
STANDING: Final = {
    OPEN: "c.done_on IS NULL",
    ALL: "true",
    Lateness.OVERDUE: "c.done_on IS NULL AND c.due_on < %(today)s",
    Lateness.SOON: "c.done_on IS NULL AND c.due_on BETWEEN %(today)s AND %(soon)s",
    Lateness.RUNNING: "c.done_on IS NULL AND c.due_on > %(soon)s",
    Lateness.ON_TIME: "c.done_on <= c.due_on",
    Lateness.DONE_LATE: "c.done_on > c.due_on",
}
"""As ``commitments.queries.lateness_filter`` says it; a test compares the two."""


class PromiseRow(NamedTuple):
    """One promise as lists show it, with the names that ``lines.promise_line`` reads."""

    pk: int
    state: str
    due_on: date
    first_due_on: date
    done_on: date | None
    is_sample: bool
    matter__code: str
    matter__title: str
    matter__village__name: str | None
    unit__name: str
    lead__name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader asked for; empty means any. ``standing`` is a key of ``STANDING``."""

    unit_ids: Sequence[int] = ()
    field: str = ""
    lead_id: int = 0
    standing: str = OPEN


def board_page(wanted: Wanted, after: str) -> Page[PromiseRow]:
    """20 promises, the earliest due first. Raises Invalid for a key that is not ours."""
    conditions = [STANDING[wanted.standing]]
    values: dict[str, Any] = {"today": today(), "soon": today() + SOON}
    if len(wanted.unit_ids) == 1:
        conditions.append("c.unit_id = %(unit)s")
        values["unit"] = wanted.unit_ids[0]
    elif wanted.unit_ids:
        conditions.append("c.unit_id = ANY(%(units)s)")
        values["units"] = list(wanted.unit_ids)
    if wanted.field:
        conditions.append("m.field = %(field)s")
        values["field"] = wanted.field
    if wanted.lead_id:
        conditions.append("c.lead_id = %(lead)s")
        values["lead"] = wanted.lead_id
    if after:
        conditions.append("(c.due_on, c.id) > (%(due_on)s, %(pk)s)")
        values["due_on"], values["pk"] = read_key(Commitment, "due_on", after)
    statement = STATEMENT.format(conditions=" AND ".join(conditions), rows=ROWS + 1)
    found = [PromiseRow(*row) for row in planned_rows(statement, values)]
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
