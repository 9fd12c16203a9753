"""Drop-down lists of a filter."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from doithoai.web.components.markup import markup

register = template.Library()


@dataclass(frozen=True, slots=True)
class Select:
    """One list: its name in the address, its label, (value, words) of each choice, the chosen."""

    name: str
    label: str | Promise
    choices: Iterable[tuple[str, str | Promise]]
    chosen: str


@register.simple_tag
def options(select: Select) -> SafeString:
    """The choices of a list; a function, because a place is chosen among hundreds."""
    return SafeString(
        "".join(
            markup(CHOSEN if value == select.chosen else OPTION, value, label)
            for value, label in select.choices
        )
    )


OPTION = '<option value="{}">{}</option>'
CHOSEN = '<option value="{}" selected>{}</option>'
