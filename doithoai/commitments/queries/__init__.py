"""Reading commitments; every list starts from what the viewer may see."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet, TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doithoai.commitments.lifecycle import CommitmentState
from doithoai.commitments.models import Commitment, Evidence, Progress
from doithoai.commitments.rules import SOON
from doithoai.kit.errors import Invalid
from doithoai.kit.time import today
from doithoai.opinions.models import Matter
from doithoai.people.actors import Official
from doithoai.places.models import Agency
from doithoai.record.permissions import Permission


class Lateness(TextChoices):
    """How a promise stands to its due date; derived, never stored."""

    OVERDUE = "overdue", _("Overdue")
    SOON = "soon", _("Due within 7 days")
    RUNNING = "running", _("Not yet due")
    ON_TIME = "on_time", _("Done on time")
    DONE_LATE = "done_late", _("Done late")


def lateness_filter(lateness: str, at: date | None = None, soon: date | None = None) -> Q:
    """The condition for one value of ``Lateness`` on the day ``at`` (today).

    ``soon`` is the last day that counts as soon: a week from ``at`` unless given.
    """
    at = at or today()
    soon = soon or at + SOON
    undone = Q(done_on__isnull=True)
    return {
        Lateness.OVERDUE: undone & Q(due_on__lt=at),
        Lateness.SOON: undone & Q(due_on__gte=at, due_on__lte=soon),
        Lateness.RUNNING: undone & Q(due_on__gt=soon),
        Lateness.ON_TIME: Q(done_on__lte=F("due_on")),
        Lateness.DONE_LATE: Q(done_on__gt=F("due_on")),
    }[Lateness(lateness)]


def public_commitments() -> QuerySet[Commitment]:
    """Every commitment is public; the earliest due date first."""
    return Commitment.objects.select_related("matter__village", "unit", "lead").order_by(
        "due_on", "id"
    )


def commitments_for(official: Official) -> QuerySet[Commitment]:
    """Commitments of the official's units, or led or supported by the official's agencies."""
    agencies = official.agency_ids(Permission.VIEW_DESK)
    mine = Q(unit_id__in=official.unit_ids(Permission.VIEW_DESK))
    if agencies:
        supported = Commitment.supporting.through.objects.filter(agency_id__in=agencies)
        mine |= Q(lead_id__in=agencies) | Q(pk__in=supported.values("commitment_id"))
    return public_commitments().filter(mine)


class PromiseRow(NamedTuple):
    """One promise as lists show it; its names are the columns that are read."""

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


def promise_lines(rows: QuerySet[Commitment]) -> "QuerySet[Commitment, Any]":
    """Rows as a list shows them, each like a ``PromiseRow``."""
    return rows.select_related(None).values_list(*PromiseRow._fields, named=True)


def newest_promises(matters: Iterable[Matter]) -> dict[int, Commitment]:
    """Of each of these matters the promise made last, by the matter's key; one query."""
    made = Commitment.objects.filter(matter__in=[one.pk for one in matters]).order_by("id")
    return {one.matter_id: one for one in made}


def promises_under_way(unit_ids: Iterable[int]) -> QuerySet[Commitment]:
    """Not done yet, the earliest due first."""
    return public_commitments().filter(unit_id__in=unit_ids, done_on__isnull=True)


def promises_to_look_at() -> QuerySet[Commitment]:
    """Those due soon, then those that are overdue, the latest due date first."""
    urgent = lateness_filter(Lateness.OVERDUE) | lateness_filter(Lateness.SOON)
    return public_commitments().filter(urgent).order_by("-due_on", "-id")


def public_photographs(code: str) -> QuerySet[Evidence]:
    """Photographs of the evidence on the matter with this code, public like its promises."""
    return Evidence.objects.filter(progress__commitment__matter__code=code).exclude(photo="")


def leads_of(rows: QuerySet[Commitment]) -> QuerySet[Agency]:
    """The agencies that lead any of these commitments, by name."""
    return Agency.objects.filter(pk__in=rows.order_by().values("lead")).order_by("name", "id")


def filtered(
    rows: QuerySet[Commitment], *, lateness: str = "", state: str = "", lead: Agency | None = None
) -> QuerySet[Commitment]:
    """Those that stand, are and are led as asked. Raises Invalid for an unknown word."""
    if lateness not in ("", *Lateness.values) or state not in ("", *CommitmentState.values):
        raise Invalid(gettext("There is no such filter."))
    if lateness:
        rows = rows.filter(lateness_filter(lateness))
    if state:
        rows = rows.filter(state=state)
    return rows.filter(lead=lead) if lead else rows


def progress_of(commitment: Commitment) -> QuerySet[Progress]:
    """Reports on the work, with their evidence."""
    return commitment.progress.select_related("agency").prefetch_related("evidence")


def photos_of(commitment: Commitment) -> QuerySet[Evidence]:
    """Photographs that prove the work."""
    return Evidence.objects.filter(progress__commitment=commitment).exclude(photo="")
