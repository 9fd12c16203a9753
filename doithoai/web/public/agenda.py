"""The rows of a dialogue's agenda and its turns, drawn by plain functions: there may be fifty."""

from collections.abc import Iterable
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.conclusions.models import Outcome
from doithoai.kit.markup import markup
from doithoai.kit.templatetags.components import short_day
from doithoai.web.public.meeting import Item, Spoken
from doithoai.web.public.parts import address_of

MATTER: Final = '<tr><td>{}</td><th scope="row"><a href="{}">{}</a>{}</th>{}</tr>'
PLACE: Final = '<div class="muted small">{}</div>'
SAID: Final = (
    '<td data-label="{}"><b>{}.</b> <span class="pre">{}</span></td><td data-label="{}">{}</td>'
)
QUOTE: Final = '<div class="quote"><div class="muted small">{}. {}</div>{}</div>'
ANSWER: Final = (
    '<div class="quote answer"><div class="muted small">{}</div><div class="pre">{}</div></div>'
)


def agenda_rows(items: Iterable[Item], *, is_concluded: bool) -> SafeString:
    """One table row a matter, with what the conclusion says on it once that is published."""
    live, said, who, due = (
        _("raised at the dialogue"),
        _("Conclusion"),
        _("Who and until when"),
        _("due"),
    )
    outcomes = {one.value: str(one.label) for one in Outcome}
    matter_url = address_of("matter")
    rows = []
    for one in items:
        where = " · ".join(word for word in (one.village, live if one.is_live else "") if word)
        place = markup(PLACE, where) if where else ""
        columns: SafeString | str = ""
        if is_concluded:
            outcome = outcomes.get(one.outcome, "")
            columns = markup(SAID, said, outcome, one.text, who, _answers_for(one, due))
        address = matter_url.format(one.code)
        rows.append(markup(MATTER, one.position, address, one.title, place, columns))
    return SafeString("".join(rows))


def _answers_for(item: Item, due: str) -> SafeString | str:
    if not item.lead:
        return item.receiver or "–"
    if item.due_on is None:
        return item.lead
    return markup("{}<br>{} {}", item.lead, due, short_day(item.due_on))


def turn_rows(turns: Iterable[Spoken]) -> SafeString:
    """What was said, as far as it may be read, and what was answered."""
    matter_url, someone = address_of("matter"), _("Someone")
    rows = []
    for turn in turns:
        who = _("Someone of %(place)s") % {"place": turn.place} if turn.place else someone
        raised = SafeString("<br>".join(_raised(one, matter_url) for one in turn.raised or ()))
        rows.append(markup(QUOTE, turn.position, who, raised))
        if turn.answer:
            rows.append(markup(ANSWER, turn.answered_by, turn.answer))
    return SafeString("".join(rows))


def _raised(matter: dict[str, str], matter_url: str) -> SafeString:
    """The words of the opinion that may be read, and the matter that they raised."""
    quote = markup('<div class="pre">{}</div>', matter["quote"]) if matter["quote"] else ""
    address = matter_url.format(matter["code"])
    return markup('{}<a href="{}">{}</a>', quote, address, matter["title"])
