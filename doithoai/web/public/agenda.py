"""The rows of a dialogue's agenda, drawn by plain functions: a dialogue may have fifty matters."""

from collections.abc import Iterable
from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.kit.templatetags.components import short_day
from doithoai.web.public.meeting import Item

MATTER: Final = '<tr><td>{}</td><th scope="row"><a href="{}">{}</a>{}</th>{}</tr>'
PLACE: Final = '<div class="muted small">{}</div>'
SAID: Final = (
    '<td data-label="{}"><b>{}.</b> <span class="pre">{}</span></td><td data-label="{}">{}</td>'
)


def agenda_rows(items: Iterable[Item], *, is_concluded: bool) -> SafeString:
    """One table row a matter, with what the conclusion says on it once that is published."""
    live, said, who = _("raised at the dialogue"), _("Conclusion"), _("Who and until when")
    matter_url = reverse("matter", args=["code"])
    rows = []
    for one in items:
        where = " · ".join(word for word in (one.village, live if one.is_live else "") if word)
        address = matter_url.replace("code", one.code)
        place = format_html(PLACE, where) if where else ""
        columns = _said(one.resolution, said, who) if is_concluded else ""
        rows.append(format_html(MATTER, one.position, address, one.title, place, columns))
    return SafeString("".join(rows))


def _said(resolution: Any, said: str, who: str) -> SafeString:
    if resolution is None:
        return SafeString("<td></td><td></td>")
    outcome = resolution.get_outcome_display()
    return format_html(SAID, said, outcome, resolution.text, who, _answers_for(resolution))


def _answers_for(resolution: Any) -> SafeString | str:
    if resolution.lead is None:
        return resolution.receiver or "–"
    if resolution.due_on is None:
        return str(resolution.lead.name)
    due = short_day(resolution.due_on)
    return format_html("{}<br>{} {}", resolution.lead.name, _("due"), due)
