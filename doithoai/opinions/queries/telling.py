"""Whose authors asked to be told that there is news."""

from collections.abc import Iterable

from django.db.models import QuerySet

from doithoai.opinions.models import Opinion, Raising


def opinions_to_tell() -> QuerySet[Opinion]:
    """Opinions whose authors want to be told and have not been erased."""
    rows = Opinion.objects.exclude(tell_by="").filter(identity__box__isnull=False)
    return rows.select_related("identity__box", "unit")


def opinions_to_tell_about(matter_ids: Iterable[int]) -> QuerySet[Opinion]:
    """Of these, the ones that raised one of the matters."""
    raised = Raising.objects.filter(matter__in=matter_ids)
    return opinions_to_tell().filter(pk__in=raised.values("opinion"))
