"""Whose authors asked to be told that there is news."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from doithoai.channels.queries import untold_dispatches
from doithoai.opinions.models import Opinion, Raising
from doithoai.people.actors import Official
from doithoai.people.lifecycle import IdentityState
from doithoai.record.permissions import Permission


def opinions_to_tell() -> QuerySet[Opinion]:
    """Opinions whose authors want to be told, and who let what is kept of them be used for it."""
    rows = Opinion.objects.exclude(tell_by="").filter(
        identity__box__isnull=False, identity__state=IdentityState.KEPT
    )
    return rows.select_related("identity__box", "unit")


def opinions_to_tell_about(matter_ids: Iterable[int]) -> QuerySet[Opinion]:
    """Of these, the ones that raised one of the matters."""
    raised = Raising.objects.filter(matter__in=matter_ids)
    return opinions_to_tell().filter(pk__in=raised.values("opinion"))


def perhaps_untold(before: datetime | None = None) -> QuerySet[Any]:
    """Of these, the ones whose author was perhaps not told; adds ``untold_since``."""
    letters = untold_dispatches(before).filter(addressee=OuterRef("pk"), way=OuterRef("tell_by"))
    since = letters.order_by("begun_at").values("begun_at")[:1]
    return opinions_to_tell().annotate(untold_since=Subquery(since)).filter(Exists(letters))


def perhaps_untold_for(official: Official, before: datetime | None = None) -> QuerySet[Any]:
    """Of the units for which the official answers authors, the longest waiting first."""
    units = official.unit_ids(Permission.TRIAGE_OPINION)
    return perhaps_untold(before).filter(unit_id__in=units).order_by("untold_since", "id")


def untold_since(opinion: Opinion) -> datetime | None:
    """When the first letter to its author was begun that perhaps never arrived."""
    rows = perhaps_untold().filter(pk=opinion.pk)
    return rows.values_list("untold_since", flat=True).first()
