"""What a page was asked for in its address; what no page of ours offers is refused at once."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.numbers import whole_number
from doithoai.kit.vietnamese import clean

LONGEST: Final = 200
_LEFT_BY_OTHERS: Final = frozenset({"fbclid", "gclid", "zarsrc"})
"""Facebook, Google and Zalo add these to a link that people share; they mean nothing to us."""


def asked(request: HttpRequest, *names: str) -> dict[str, str]:
    """The value of each of ``names``, "" when absent. Raises Invalid for any other name."""
    for name in request.GET:
        if name not in names and not _is_left_by_others(name):
            raise no_such_filter()
    return {name: as_typed(request.GET.get(name, "")) for name in names}


def address_as_shared(request: HttpRequest) -> str:
    """The address without what others added to it; "" when they added nothing."""
    added = [name for name in request.GET if _is_left_by_others(name)]
    if not added:
        return ""
    query = request.GET.copy()
    for name in added:
        del query[name]
    address = escape_leading_slashes(escape_uri_path(request.path))  # never another host's
    return f"{address}?{query.urlencode()}" if query else address


def _is_left_by_others(name: str) -> bool:
    return name in _LEFT_BY_OTHERS or name.startswith("utm_")


def as_typed(value: str) -> str:
    """What was typed into a box, cleaned. Raises Invalid when it is too much."""
    if len(value) > LONGEST:
        raise Invalid(_("Please search with fewer words."))
    return clean(value)


def no_such_filter() -> Invalid:
    """What is said to whoever asks for something that no page of ours offers."""
    return Invalid(_("This page has no such filter."))


def one_of(value: str, choices: type[TextChoices]) -> str:
    """``value`` when it is empty or one of ``choices``; else raises Invalid."""
    if value and value not in choices.values:
        raise no_such_filter()
    return value


def flag_of(value: str, word: str) -> bool:
    """Whether ``word`` was asked for, the only one there is. Raises Invalid for another one."""
    if value not in ("", word):
        raise no_such_filter()
    return value == word


def key_of(value: str) -> int | None:
    """The key of a row; None when nothing was asked. Raises Invalid for what is no number."""
    if not value:
        return None
    key = whole_number(value)
    if key is None:
        raise no_such_filter()
    return key


def keys_among(values: Iterable[str]) -> set[int]:
    """Those of the values that are keys of rows: what was ticked, whatever else was sent."""
    return {key for one in values if (key := whole_number(one))}


def year_of(value: str) -> int | None:
    """A year between 1990 and 2100; None when nothing was asked. Raises Invalid otherwise."""
    year = key_of(value)
    if year is not None and not 1990 <= year <= 2100:
        raise no_such_filter()
    return year


def day_of(value: str) -> date | None:
    """A day as a form sends it; None when nothing was asked. Raises Invalid otherwise."""
    try:
        day = parse_date(value)
    except ValueError:
        day = None
    if value and day is None:
        raise no_such_filter()
    return day
