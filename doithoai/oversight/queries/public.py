"""What of the people's verdicts is public: how many, never whose or in which words."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet

from doithoai.oversight.models import Confirmation


def public_settled_count(matter: OuterRef | int) -> QuerySet[Confirmation, Any]:
    """How many opinions' authors said that the matter is settled; no row when nobody did."""
    rows = Confirmation.objects.filter(matter=matter, verdict=Confirmation.Verdict.SETTLED)
    counted = rows.order_by().values("matter").annotate(row=Count("opinion", distinct=True))
    return counted.values("row")
