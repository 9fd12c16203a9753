"""Reading what authors asked about their data, which slips are still to be told, and what is still
to be handed over.
"""

from django.db.models import QuerySet

from doithoai.opinions.models import DataRequest, HandOver, Opinion, Referral
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission

STANDING = Referral.objects.filter(recalled_at__isnull=True)
"""Slips that hold: an opinion that was brought back has none."""


def data_requests_for(official: Official) -> QuerySet[DataRequest]:
    """Of the units for which the official answers them, the earliest due first."""
    rows = DataRequest.objects.filter(unit_id__in=official.unit_ids(Permission.ANSWER_DATA_REQUEST))
    return rows.select_related("opinion", "opinion__unit", "unit").order_by("due_on", "id")


def untold_referrals_for(official: Official) -> QuerySet[Referral]:
    """Slips whose authors still have to be told where the opinion went."""
    rows = STANDING.filter(
        unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION), told_on__isnull=True
    )
    return rows.select_related("opinion", "unit").order_by("due_on", "id")


def referral_of(opinion: Opinion) -> Referral | None:
    return STANDING.filter(opinion=opinion).select_related("unit").first()


def data_request_of(opinion: Opinion) -> DataRequest | None:
    return DataRequest.objects.filter(opinion=opinion).first()


def slips_for(official: Official) -> QuerySet[Referral]:
    """Slips of the units that the official works for."""
    rows = STANDING.filter(unit_id__in=official.unit_ids(Permission.VIEW_DESK))
    return rows.select_related("unit", "opinion__village").order_by("id")


def hand_overs_for(official: Official) -> QuerySet[HandOver]:
    """Denunciations that the official's units moved out, handed over or not."""
    rows = HandOver.objects.filter(unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION))
    return rows.select_related("opinion", "unit").order_by("due_on", "id")
