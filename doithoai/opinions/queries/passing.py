"""Reading where opinions were passed on to, and whence they came."""

from django.db.models import F, Q, QuerySet

from doithoai.opinions.models import Opinion, Passing
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission


def passings_of(opinion: Opinion) -> QuerySet[Passing]:
    """The ways of one opinion between offices, the first one first."""
    rows = Passing.objects.filter(opinion=opinion).select_related("origin", "unit", "village")
    return rows.order_by("id")


def returnable(opinion: Opinion) -> Passing | None:
    """How it came to the unit that has it now, as long as it can go back there."""
    return passings_of(opinion).filter(unit=opinion.unit_id, returned_at__isnull=True).last()


def passings_for(official: Official) -> QuerySet[Passing]:
    """What offices of the official passed on or were given, the latest first; without words.

    ``now_at``: the unit that has the opinion now; ``received_at``: when it came first.
    """
    units = official.unit_ids(Permission.TRIAGE_OPINION)
    rows = Passing.objects.filter(Q(origin__in=units) | Q(unit__in=units))
    rows = rows.annotate(now_at=F("opinion__unit"), received_at=F("opinion__received_at"))
    return rows.select_related("origin", "unit").order_by("-passed_at", "-id")
