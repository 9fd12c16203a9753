"""Pieces that several public pages show: choices of a filter, the state of a promise."""

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.commitments.lifecycle import CommitmentState
from doithoai.kit.due import due_words
from doithoai.kit.templatetags.components import badge

type Choices = Iterable[tuple[str, str | Promise]]


def options(choices: Choices, chosen: str, any_label: str | Promise) -> SafeString:
    """``<option>`` elements, the first for “any”; built in one go, as lists may be long."""
    rows = [("", any_label), *choices]
    return SafeString(
        "".join(
            f'<option value="{escape(value)}"'
            f"{' selected' if value == chosen else ''}>{escape(str(label))}</option>"
            for value, label in rows
        )
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
