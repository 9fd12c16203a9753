"""What of commitments is public: a part that pages compose, one JSON object a row.

Every commitment is public, with all that was reported on it and every piece of evidence.
"""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from doithoai.commitments.models import Commitment, Evidence, Progress
from doithoai.record.queries.public import public_entries


def public_works(matter: OuterRef | int) -> QuerySet[Commitment, Any]:
    """The commitments on a matter, the one made first first, each with its public steps."""
    supporters = Commitment.supporting.through.objects.filter(commitment=OuterRef("pk"))
    told = JSONObject(
        pk="pk",
        state="state",
        assigned_at="assigned_at",
        first_due_on="first_due_on",
        due_on="due_on",
        due_basis="due_basis",
        done_on="done_on",
        lead="lead__name",
        text="resolution__text",
        supporters=ArraySubquery(supporters.order_by("agency__name").values("agency__name")),
        reports=ArraySubquery(public_reports(OuterRef("pk"))),
        steps=ArraySubquery(public_entries(Commitment, OuterRef("pk"))),
    )
    rows = Commitment.objects.filter(matter=matter).order_by("assigned_at", "id")
    return rows.values(row=told)


def public_reports(commitment: OuterRef | int) -> QuerySet[Progress, Any]:
    """What agencies reported, the earliest first, each with its pieces of evidence."""
    pieces = Evidence.objects.filter(progress=OuterRef("pk")).order_by("id")
    piece = JSONObject(pk="pk", is_photo=~Q(photo=""), document="document")
    told = JSONObject(
        at="at",
        agency="agency__name",
        text="text",
        percent="percent",
        is_final="is_final",
        pieces=ArraySubquery(pieces.values(row=piece)),
    )
    rows = Progress.objects.filter(commitment=commitment).order_by("at", "id")
    return rows.values(row=told)
