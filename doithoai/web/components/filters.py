"""Drop-down lists of a filter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from doithoai.record.memory import kept

register = template.Library()

type Choices = Iterable[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class Select:
    """One list: its name in the address, its label, what there is, and the chosen value.

    ``list_name`` names what ``choices`` gives, (value, words) of each: two filters that offer the
    same have the same.
    """

    name: str
    label: str | Promise
    list_name: str
    choices: Callable[[], Choices]
    chosen: str


@register.simple_tag
def options(select: Select) -> SafeString:
    """The choices, drawn once while nothing changes: a place is one among hundreds."""
    drawn = kept(f"options.{select.list_name}", lambda: _drawn(select.choices()))
    value = f'value="{escape(select.chosen)}"'
    return SafeString(drawn.replace(value, f"{value} selected", 1) if select.chosen else drawn)


def _drawn(choices: Choices) -> str:
    return "".join(
        f'<option value="{escape(value)}">{escape(capfirst(str(label)))}</option>'
        for value, label in choices
    )
