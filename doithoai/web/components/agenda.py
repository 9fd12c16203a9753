"""The rows of a dialogue's agenda and its turns, drawn by plain functions: there may be fifty."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from django import template
from django.utils.html import conditional_escape
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
    rows = _concluded(items) if is_concluded else map(_matter(), items)
    return SafeString("".join(f"<tr>{row}</tr>" for row in rows))


def _matter() -> Callable[[Item], SafeString]:
    """What draws the first cells of a row; words that every row says are translated once."""
    address, live = address_of("matter"), _("raised at the dialogue")

    def drawn(item: Item) -> SafeString:
        about = " · ".join(filter(None, [item.village, live if item.is_live else ""]))
        return markup(MATTER, item.position, address.format(item.code), item.title, about)

    return drawn


def _concluded(items: Iterable[Item]) -> Iterator[SafeString]:
    matter = _matter()
    said, who = conditional_escape(_("Conclusion")), conditional_escape(_("Who and until when"))
    outcomes = {outcome.value: conditional_escape(outcome.label) for outcome in Outcome}
    for item in items:
        outcome, answers = outcomes.get(item.outcome, ""), item.lead or item.receiver or "–"
        yield matter(item) + markup(SAID, said, outcome, item.text, who, answers, _until(item))


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
