"""Reading what authors asked about their data, and which slips are still to be told."""

from django.db.models import QuerySet

from doithoai.opinions.models import DataRequest, Opinion, Referral
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission


def data_requests_for(official: Official) -> QuerySet[DataRequest]:
    """Of the units for which the official answers them, the earliest due first."""
    rows = DataRequest.objects.filter(unit_id__in=official.unit_ids(Permission.ANSWER_DATA_REQUEST))
    return rows.select_related("opinion", "opinion__unit", "unit").order_by("due_on", "id")


def untold_referrals_for(official: Official) -> QuerySet[Referral]:
    """Slips whose authors still have to be told where the opinion went."""
    rows = Referral.objects.filter(
        unit_id__in=official.unit_ids(Permission.TRIAGE_OPINION), told_on__isnull=True
    )
    return rows.select_related("opinion", "unit").order_by("due_on", "id")


def referral_of(opinion: Opinion) -> Referral | None:
    return Referral.objects.filter(opinion=opinion).select_related("unit").first()


def data_request_of(opinion: Opinion) -> DataRequest | None:
    return DataRequest.objects.filter(opinion=opinion).first()


def slips_for(official: Official) -> QuerySet[Referral]:
    """Slips of the units that the official works for."""
    rows = Referral.objects.filter(unit_id__in=official.unit_ids(Permission.VIEW_DESK))
    return rows.select_related("unit", "opinion__village").order_by("id")
