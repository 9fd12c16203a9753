"""Small answers that many pages share, kept in the process until the record changes."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.utils.translation import get_language

from doithoai.kit.time import today
from doithoai.record.freshness import freshness

MOST: Final = 2_000

_kept: dict[tuple[str, str | None], tuple[tuple[int, int], Any]] = {}


def kept[T](name: str, make: Callable[[], T]) -> T:
    """What ``make`` answers, kept while nothing is recorded, for one day and one language.

    The answer is shared: nobody may change it. Nothing is kept where pages are not: with several
    web machines one does not hear of another's changes (DOITHOAI_PAGE_CACHE=off).
    """
    if not settings.PAGE_CACHE:
        return make()
    key = (name, get_language())
    state = (freshness().generation(), today().toordinal())
    found = _kept.get(key)
    if found and found[0] == state:
        value: T = found[1]
        return value
    value = make()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = (state, value)
    return value


def forget() -> None:
    """Begins anew, for tests that take back what they wrote."""
    _kept.clear()
