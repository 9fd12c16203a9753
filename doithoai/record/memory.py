"""Small answers that many pages share, kept in the process until the record changes."""

from collections.abc import Callable
from time import monotonic
from typing import Any, Final

from django.utils.translation import get_language

from doithoai.kit.time import today
from doithoai.record.freshness import freshness

SECONDS: Final = 10
"""At most so old where several web machines serve and one does not hear of another's changes."""
MOST: Final = 2_000

_kept: dict[tuple[str, str | None], tuple[tuple[int, int], float, Any]] = {}


def kept[T](name: str, make: Callable[[], T]) -> T:
    """What ``make`` answers, kept while nothing is recorded, for one day and one language.

    The answer is shared: nobody may change it.
    """
    key = (name, get_language())
    state = (freshness().generation(), today().toordinal())
    found = _kept.get(key)
    if found and found[0] == state and monotonic() < found[1]:
        value: T = found[2]
        return value
    value = make()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = (state, monotonic() + SECONDS, value)
    return value


def forget() -> None:
    """Begins anew, for tests that take back what they wrote."""
    _kept.clear()
