"""What of matters and opinions is public: parts that pages compose, one JSON value a row.

An opinion's own text is in none of them, and neither is who wrote it.
"""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Value, Window
from django.db.models.functions import Coalesce, JSONArray, JSONObject

from doithoai.opinions.models import Matter, Raising
from doithoai.opinions.queries import public_matters


def public_matter(code: str) -> QuerySet[Matter]:
    """The matter with this code; adds ``told``. One that was merged is told too, as merged."""
    told = JSONObject(
        pk="pk",
        code="code",
        title="title",
        summary="summary",
        field="field",
        state="state",
        opened_at="opened_at",
        is_sample="is_sample",
        unit_id="unit_id",
        unit="unit__name",
        unit_key="unit__key",
        village=Coalesce("village__name", Value("")),
    )
    return public_matters().filter(code=code).annotate(told=told)


def public_beginning(matter: OuterRef | int) -> QuerySet[Raising, Any]:
    """How many opinions raised the matter, and when and how the first came; at most one row."""
    rows = Raising.objects.filter(matter=matter).order_by("opinion__received_at", "opinion_id")
    told = JSONObject(
        count=Window(Count("pk")), at="opinion__received_at", channel="opinion__channel"
    )
    return rows.values(row=told)[:1]


def public_raisings(opinion: OuterRef | int) -> QuerySet[Raising, Any]:
    """The matters that an opinion raised: code, title, and the words of it that may be read."""
    rows = Raising.objects.filter(opinion=opinion).order_by("id")
    return rows.values(row=JSONArray("matter__code", "matter__title", "quote"))
