"""The rows of a dialogue's agenda and its turns, drawn by plain functions: there may be fifty."""

from collections.abc import Iterable
from html import escape
from typing import Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.conclusions.models import Outcome
from doithoai.dossiers.dialogue import Item, Raised, Spoken
from doithoai.web.components.addresses import address_of
from doithoai.web.components.basics import short_day
from doithoai.web.components.markup import escaped_rows, markup
from doithoai.web.components.said import answer_box

register = template.Library()

MATTER: Final = (
    '<td class="no">{}</td>'
    '<th scope="row"><a href="{}">{}</a><div class="muted small">{}</div></th>'
)
SAID: Final = (
    '<td data-label="{}"><b>{}.</b> <span class="pre">{}</span></td><td data-label="{}">{}{}</td>'
)
QUOTE: Final = '<div class="quote"><div class="muted small">{}. {}</div>{}</div>'


@register.simple_tag
def agenda_rows(items: list[Item], is_concluded: bool) -> SafeString:
    """One table row a matter, with what the conclusion says on it once that is published."""
    matters = [MATTER.format(*row) for row in escaped_rows(_matters(items))]
    said = _said(items) if is_concluded else [""] * len(items)
    return SafeString(
        "".join(f"<tr>{one}{two}</tr>" for one, two in zip(matters, said, strict=True))
    )


def _matters(items: list[Item]) -> list[tuple[object, ...]]:
    address, live = address_of("matter"), _("raised at the dialogue")
    return [
        (
            one.position,
            address.format(one.code),
            one.title,
            " · ".join(word for word in (one.village, one.is_live and live) if word),
        )
        for one in items
    ]


def _said(items: list[Item]) -> list[str]:
    said, who = escape(_("Conclusion")), escape(_("Who and until when"))
    outcomes = {one.value: str(one.label) for one in Outcome}
    cells = [
        (outcomes.get(one.outcome, ""), one.text, one.lead or one.receiver or "–") for one in items
    ]
    return [
        SAID.format(said, outcome, text, who, answers, _until(one))
        for one, (outcome, text, answers) in zip(items, escaped_rows(cells), strict=True)
    ]


def _until(item: Item) -> SafeString | str:
    if item.due_on is None:
        return ""
    return markup("<br>{} {}", _("due"), short_day(item.due_on))


@register.simple_tag
def turn_rows(turns: Iterable[Spoken]) -> SafeString:
    """What was said, as far as it may be read, and what was answered."""
    matter_url, someone = address_of("matter"), _("Someone")
    rows = []
    for turn in turns:
        who = _("Someone of %(place)s") % {"place": turn.place} if turn.place else someone
        raised = SafeString("<br>".join(_raised(one, matter_url) for one in turn.raised))
        rows.append(markup(QUOTE, turn.position, who, raised))
        if turn.answer:
            rows.append(answer_box(turn.answered_by, turn.answer))
    return SafeString("".join(rows))


def _raised(matter: Raised, matter_url: str) -> SafeString:
    """The words of the opinion that may be read, and the matter that they raised."""
    quote = markup('<div class="pre">{}</div>', matter.quote) if matter.quote else ""
    address = matter_url.format(matter.code)
    return markup('{}<a href="{}">{}</a>', quote, address, matter.title)
