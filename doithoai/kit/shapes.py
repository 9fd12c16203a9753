"""What the database tells as JSON, as values of dataclasses."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


def shaped[T](shape: type[T], told: dict[str, Any]) -> T:
    """The dataclass ``shape`` from an object that has its fields by name, and no others.

    Moments and days come as ISO text, enums as their values, shapes within as objects and lists
    of objects; all else is taken as it is. Null stays None. ``told`` is used up. Raises ValueError
    for a text that is no moment, day or member, TypeError for a field too few or too many.
    """
    for name, read in _readers(shape):  # type: ignore[arg-type] # a class is hashable
        if (value := told[name]) is not None:
            told[name] = read(value)
    return shape(**told)


@cache
def _readers(shape: type) -> list[tuple[str, Callable[[Any], Any]]]:
    """(field, what makes its value) for the fields that are not taken as they are."""
    hints = get_type_hints(shape)
    known = ((one.name, _reader(hints[one.name])) for one in fields(shape))
    return [(name, read) for name, read in known if read]


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    if isinstance(hint, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is list:
        within = _reader(get_args(hint)[0])
        return within and (lambda rows: [within(row) for row in rows])
    if hint in (datetime, date):
        return hint.fromisoformat  # type: ignore[no-any-return]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hasattr(hint, "__dataclass_fields__"):
        return lambda row: shaped(hint, row)
    return None
