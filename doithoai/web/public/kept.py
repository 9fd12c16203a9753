"""Small answers that many pages share, kept in the process until the record changes."""

from collections.abc import Callable
from typing import Final

from django.core.cache import cache
from django.utils.translation import get_language

from doithoai.kit.time import today
from doithoai.record.freshness import freshness

SECONDS: Final = 10
"""At most so old where several web machines serve and one does not hear of another's changes."""


def kept[T](name: str, make: Callable[[], T]) -> T:
    """What ``make`` answers, kept while nothing is recorded, for one day and one language."""
    key = f"{freshness().generation()}.{today():%Y%m%d}.{get_language()}.{name}"
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, SECONDS)
    return found
