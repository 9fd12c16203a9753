"""Pieces that several public pages show: choices of a filter, the state of a promise."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.commitments.lifecycle import CommitmentState
from doithoai.kit.due import due_words
from doithoai.kit.markup import markup
from doithoai.kit.templatetags.components import badge
from doithoai.web.public.kept import kept

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


def promise_badge(state: str, due_on: date, done_on: date | None, at: date) -> SafeString:
    """How a promise stands: kept, reported done, late, soon, or days left."""
    if state == CommitmentState.CONFIRMED:
        return badge("kept", _("Promise kept"))
    words = due_words(due_on, at=at, done_on=done_on)
    return badge(words.kind, words.words, words.icon)


def select(name: str, label: str | Promise, choices: SafeString) -> dict[str, str | Promise]:
    """One drop-down list of a filter, for public/parts/filter.html."""
    return {"name": name, "label": label, "options": choices}


@cache
def address_of(name: str) -> str:
    """The address of a page with ``{}`` for what names the thing; reversing twenty is slow."""
    return reverse(name, args=["0"]).replace("/0/", "/{}/")


def answer_box(head: SafeString | str, text: str) -> SafeString:
    """What leaders answered or concluded, under a line that says who and when."""
    pattern = (
        '<div class="quote answer"><div class="muted small">{}</div><div class="pre">{}</div></div>'
    )
    return markup(pattern, head, text)
