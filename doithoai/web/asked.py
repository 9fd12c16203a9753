"""What a page was asked for in its address; what no page of ours offers is refused at once."""

from typing import Final

from django.db.models import TextChoices
from django.http import HttpRequest
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
        if name not in names and name not in _LEFT_BY_OTHERS and not name.startswith("utm_"):
            raise Invalid(_("This page has no such filter."))
    return {name: _word(request.GET.get(name, "")) for name in names}


def _word(value: str) -> str:
    if len(value) > LONGEST:
        raise Invalid(_("Please search with fewer words."))
    return clean(value).strip()


def one_of(value: str, choices: type[TextChoices]) -> str:
    """``value`` when it is empty or one of ``choices``; else raises Invalid."""
    if value and value not in choices.values:
        raise Invalid(_("This page has no such filter."))
    return value


def year_of(value: str) -> int | None:
    """A year between 1990 and 2100; None when nothing was asked. Raises Invalid otherwise."""
    if not value:
        return None
    year = whole_number(value, most=2100)
    if year is None or year < 1990:
        raise Invalid(_("This page has no such filter."))
    return year
