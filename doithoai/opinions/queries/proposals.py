"""Reading what one person has proposed and another one may approve."""

from django.db.models import QuerySet

from doithoai.opinions.models import FourEyes, Opinion, Proposal
from doithoai.people.actors import Official
from doithoai.places.models import Unit
from doithoai.record.permissions import Permission


def proposal_about(opinion: Opinion) -> Proposal | None:
    return Proposal.objects.filter(opinion=opinion).select_related("proposed_by").first()


def proposals_for(official: Official) -> QuerySet[Proposal]:
    """Of the units for whose opinions the official decides, the longest waiting first."""
    units = official.unit_ids(Permission.TRIAGE_OPINION)
    rows = Proposal.objects.filter(opinion__unit_id__in=units)
    return rows.select_related("opinion__unit", "proposed_by").order_by("proposed_at", "id")


def proposals_to_approve(official: Official) -> QuerySet[Proposal]:
    """Of these, the ones that wait for this official."""
    units = official.unit_ids(Permission.APPROVE_DECISION)
    rows = proposals_for(official).filter(opinion__unit_id__in=units)
    return rows.exclude(proposed_by=official.user)


def two_persons_decide(unit: Unit) -> bool:
    return FourEyes.objects.filter(unit=unit).exists()
