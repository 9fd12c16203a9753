"""Reading what was to be told."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from doithoai.channels.models import Dispatch
from doithoai.kit.time import now

UNDER_WAY: Final = timedelta(minutes=5)
"""No channel takes longer to say whether it took a message."""


def untold_dispatches(before: datetime | None = None) -> QuerySet[Dispatch]:
    """Messages that were begun and of which nobody knows that they arrived: they were cut short,
    or no channel took them. ``before``: those begun before that moment; else whatever is not
    under way.
    """
    begun_before = before or now() - UNDER_WAY
    return Dispatch.objects.filter(
        begun_at__lt=begun_before, sent_at__isnull=True, due_at__isnull=True
    )
