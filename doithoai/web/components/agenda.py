"""The rows of a dialogue's agenda and its turns, drawn by plain functions: there may be fifty."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.conclusions.models import Outcome
from doithoai.dossiers.dialogue import Item, Raised, Spoken
from doithoai.places.rules import with_unit
from doithoai.web.components.addresses import address_of
from doithoai.web.components.basics import short_day
from doithoai.web.components.markup import markup
from doithoai.web.components.said import answer_box, someone

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
    """One table row a matter, with what the conclusion says on it once that is published.

    There may be fifty: what every row says is translated once, and only what people wrote is
    escaped.
    """
    said = _said() if is_concluded else lambda item: ""
    address, live = address_of("matter"), escape(_("raised at the dialogue"))
    rows = []
    for item in items:
        village, raised = escape(item.village), live if item.is_live else ""
        about = f"{village} · {raised}" if village and raised else village or raised
        matter = (item.position, address.format(item.code), escape(item.title), about)
        rows.append(f"<tr>{MATTER.format(*matter)}{said(item)}</tr>")
    return SafeString("".join(rows))


def _said() -> Callable[[Item], str]:
    """What draws the cells of a conclusion."""
    said, who, due = (escape(word) for word in (_("Conclusion"), _("Who and until when"), _("due")))
    outcomes = {outcome.value: escape(str(outcome.label)) for outcome in Outcome}

    def drawn(item: Item) -> str:
        until = f"<br>{due} {short_day(item.due_on)}" if item.due_on else ""
        answers = escape(item.lead or item.receiver or "–")
        outcome = outcomes.get(item.outcome, "")
        return SAID.format(said, outcome, escape(item.text), who, answers, until)

    return drawn


@register.simple_tag
def meeting_place(place: str, unit: object) -> str:
    """Where it is held, with the unit unless the place names it."""
    return with_unit(place, str(unit))


@register.simple_tag
def turn_rows(turns: Iterable[Spoken]) -> SafeString:
    """What was said, as far as it may be read, and what was answered."""
    matter_url = address_of("matter")
    rows = []
    for turn in turns:
        raised = SafeString("<br>".join(_raised(one, matter_url) for one in turn.raised))
        rows.append(markup(QUOTE, turn.position, someone(turn.place), raised))
        if turn.answer:
            rows.append(answer_box(turn.answered_by, turn.answer))
    return SafeString("".join(rows))


def _raised(matter: Raised, matter_url: str) -> SafeString:
    """The words of the opinion that may be read, and the matter that they raised."""
    quote = markup('<div class="pre">{}</div>', matter.quote) if matter.quote else ""
    address = matter_url.format(matter.code)
    return markup('{}<a href="{}">{}</a>', quote, address, matter.title)
