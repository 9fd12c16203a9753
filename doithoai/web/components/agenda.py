"""The rows of a dialogue's agenda and its turns, drawn by plain functions: there may be fifty."""

from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.conclusions.models import Outcome
from doithoai.dossiers.dialogue import Item, Raised, Spoken
from doithoai.web.components.addresses import address_of
from doithoai.web.components.basics import short_day
from doithoai.web.components.markup import markup
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
def agenda_rows(items: Iterable[Item], is_concluded: bool) -> SafeString:
    """One table row a matter, with what the conclusion says on it once that is published."""
    drawn = (_matter(item) + (_said(item) if is_concluded else "") for item in items)
    return SafeString("".join(f"<tr>{row}</tr>" for row in drawn))


def _matter(item: Item) -> SafeString:
    words = [item.village, _("raised at the dialogue") if item.is_live else ""]
    address = address_of("matter").format(item.code)
    about = " · ".join(filter(None, words))
    return markup(MATTER, item.position, address, item.title, about)


def _said(item: Item) -> SafeString:
    outcome = Outcome(item.outcome).label if item.outcome else ""
    return markup(
        SAID,
        _("Conclusion"),
        outcome,
        item.text,
        _("Who and until when"),
        item.lead or item.receiver or "–",
        _until(item),
    )


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
