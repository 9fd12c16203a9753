"""Reading commitments; every list starts from what the viewer may see."""

from datetime import date

from django.db.models import Count, F, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from doithoai.commitments.lifecycle import CommitmentState
from doithoai.commitments.models import Commitment
from doithoai.commitments.rules import SOON
from doithoai.kit.time import today
from doithoai.people.actors import Official
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


def promise_counts(
    unit_ids: frozenset[int] | None = None, at: date | None = None
) -> dict[str, int]:
    """How many promises stand how: keys of ``Lateness``, ``confirmed``, ``total``; one query."""
    rows = Commitment.objects.all()
    if unit_ids is not None:
        rows = rows.filter(unit_id__in=unit_ids)
    counts = {one.value: Count("id", filter=lateness_filter(one, at)) for one in Lateness}
    confirmed = Q(state=CommitmentState.CONFIRMED)
    return rows.aggregate(total=Count("id"), confirmed=Count("id", filter=confirmed), **counts)
