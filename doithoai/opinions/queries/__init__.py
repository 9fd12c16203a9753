"""Reading opinions and matters; every list starts from what the viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet

from doithoai.opinions.codes import RECEIPT_PREFIX, normalised, receipt_digest
from doithoai.opinions.models import DataRequest, Matter, Opinion, Raising
from doithoai.people.models import Identity
from doithoai.people.queries import Official
from doithoai.people.roles import AUTHOR_PERMISSIONS


@dataclass(frozen=True)
class Author:
    """Whoever holds the receipt of an opinion: speaks for it and for the matters it raised."""

    opinion: Opinion
    mark: str = "author"

    @cached_property
    def matter_ids(self) -> frozenset[int]:
        return frozenset(
            Raising.objects.filter(opinion=self.opinion).values_list("matter_id", flat=True)
        )

    def may(self, permission: str, thing: Any) -> bool:
        if permission not in AUTHOR_PERMISSIONS:
            return False
        if isinstance(thing, Opinion):
            return bool(thing.pk == self.opinion.pk)
        if isinstance(thing, Identity):
            return bool(thing.pk == self.opinion.identity_id)
        if isinstance(thing, DataRequest):
            return bool(thing.opinion_id == self.opinion.pk)
        return thing.matter_id in self.matter_ids


def opinions_for(official: Official) -> QuerySet[Opinion]:
    """Opinions of the units that the official works for, the longest waiting first."""
    return (
        Opinion.objects.filter(unit_id__in=official.unit_ids("view_desk"))
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
