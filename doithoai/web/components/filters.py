"""Drop-down lists of a filter."""

from collections.abc import Callable, Iterable

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString

from doithoai.record.memory import kept

type Choices = Iterable[tuple[str, str | Promise]]


def options(name: str, choices: Callable[[], Choices], chosen: str) -> SafeString:
    """``<option>`` elements of the list ``name``, drawn once while nothing changes."""
    drawn = kept(f"options.{name}", lambda: _options(choices()))
    value = f'value="{escape(chosen)}"'
    return SafeString(drawn.replace(value, f"{value} selected", 1) if chosen else drawn)


def _options(choices: Choices) -> str:
    return "".join(
        f'<option value="{escape(value)}">{escape(str(label))}</option>' for value, label in choices
    )


def select(name: str, label: str | Promise, choices: SafeString) -> dict[str, str | Promise]:
    """One drop-down list of a filter, for public/parts/filter.html."""
    return {"name": name, "label": label, "options": choices}
