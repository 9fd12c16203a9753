"""Lists are paged by the key of the last row, so that page 5,000 costs what page 1 does."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.numbers import whole_number

ROWS = 20
LONGEST_KEY = 80
_JOINT = "~"


@dataclass(frozen=True, slots=True)
class Page[M]:
    """Rows of one page; ``next_key`` goes into ``?after=`` and is empty on the last page."""

    rows: list[M]
    next_key: str
    is_first: bool


def page_after[M: Model](rows: QuerySet[M], after: str, *, by: str, size: int = ROWS) -> Page[M]:
    """The rows that follow the key ``after`` in the order of the column ``by``, then of ``id``.

    ``by`` with a minus: downwards. Raises Invalid for a key that no page of ours has given out.
    """
    column, step = by.removeprefix("-"), "lt" if by.startswith("-") else "gt"
    if after:
        value, pk = read_key(rows.model, column, after)
        beyond = Q(**{f"{column}__{step}": value}) | Q(**{column: value, f"id__{step}": pk})
        rows = rows.filter(beyond, **{f"{column}__{step}e": value})
    order = [by, "-id"] if by.startswith("-") else [by, "id"]
    found = list(rows.order_by(*order)[: size + 1])
    return page_of(found, column, is_first=not after, size=size)


def page_of[M](found: list[M], column: str, *, is_first: bool, size: int = ROWS) -> Page[M]:
    """The page of ``found``, which has one row more when another page follows."""
    shown = found[:size]
    return Page(shown, _key(shown[-1], column) if len(found) > size else "", is_first)


def _key(row: Any, column: str) -> str:
    value: date | datetime = getattr(row, column)
    return f"{value.isoformat()}{_JOINT}{row.pk}"


def read_key(model: type[Model], column: str, after: str) -> tuple[Any, int]:
    """Value of the column and id that the key holds. Raises Invalid for one that is not ours."""
    written, _joint, pk = after[:LONGEST_KEY].rpartition(_JOINT)
    try:
        value = model._meta.get_field(column).to_python(written)  # type: ignore[union-attr]
        if value is None or (isinstance(value, datetime) and value.tzinfo is None):
            raise ValueError(after)
        if not (key := whole_number(pk)):
            raise ValueError(after)
        return value, key
    except (ValueError, ValidationError) as error:
        raise Invalid(_("This page of the list does not exist.")) from error
