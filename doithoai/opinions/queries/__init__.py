"""Reading opinions and matters; every list starts from what the viewer may see."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Count, OuterRef, QuerySet, Subquery

from doithoai.opinions.codes import RECEIPT_PREFIX, normalised, receipt_digest
from doithoai.opinions.lifecycle import MatterState
from doithoai.opinions.models import Matter, Opinion, Raising
from doithoai.people.actors import Official
from doithoai.record.permissions import Permission


def opinions_for(official: Official) -> QuerySet[Opinion]:
    """Opinions of the units that the official works for, the longest waiting first."""
    return (
        Opinion.objects.filter(unit_id__in=official.unit_ids(Permission.VIEW_DESK))
        .select_related("unit", "village")
        .order_by("received_at", "id")
    )


def opinion_by_receipt(typed: str) -> Opinion | None:
    """The opinion whose receipt code was typed, in whatever manner; None when there is none."""
    if not normalised(typed).startswith(RECEIPT_PREFIX):
        return None
    rows = Opinion.objects.select_related("unit", "village")
    return rows.filter(receipt_digest=receipt_digest(typed)).first()


def matter_by_code(typed: str) -> Matter | None:
    """The matter with this public code, in whatever manner it was typed."""
    bare = normalised(typed)
    return public_matters().filter(code=f"{bare[:2]}-{bare[2:]}").first()


def public_matters() -> QuerySet[Matter]:
    """Every matter is public: it holds only what the office wrote for the public."""
    return Matter.objects.select_related("unit", "village")


def opinion_counts(unit_ids: frozenset[int]) -> Mapping[str, int]:
    """How many opinions of these units are in each state."""
    rows = Opinion.objects.filter(unit_id__in=unit_ids).values_list("state")
    return dict(rows.annotate(count=Count("id")))


MATTER_LINE: Final = (
    "pk", "state", "code", "title", "field", "opened_at", "is_sample", "village__name",
    "unit__name", "raised",
)  # fmt: skip


def listed_matters() -> QuerySet[Matter]:
    """Every matter but those that are part of another one."""
    return public_matters().select_related(None).exclude(state=MatterState.MERGED)


def matter_lines(rows: QuerySet[Matter]) -> "QuerySet[Matter, Any]":
    """Rows as a list shows them, with the columns of ``MATTER_LINE``."""
    return with_raised(rows).values_list(*MATTER_LINE, named=True)


def merged_into(code: str) -> Matter:
    """The matter of which the one with this code is a part."""
    return Matter.objects.get(merged__code=code)


def with_raised(rows: QuerySet[Matter]) -> QuerySet[Matter]:
    """Adds ``raised``, the number of opinions behind a matter; only shown rows are counted."""
    raisings = Raising.objects.filter(matter=OuterRef("pk")).order_by()
    return rows.annotate(
        raised=Subquery(raisings.values("matter").annotate(n=Count("pk")).values("n"))
    )
