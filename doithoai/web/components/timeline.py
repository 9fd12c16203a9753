"""The timeline of a promise, drawn by plain functions: a promise may have many reports."""

from collections.abc import Iterable
from typing import Any, Final

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.dossiers.promise import Event
from doithoai.web.components.basics import icon, short_day
from doithoai.web.components.looks import look_of_move
from doithoai.web.components.markup import markup

register = template.Library()

EVENT: Final = (
    '<li class="{}"><b>{}.</b> <span class="pre">{}</span>{}'
    '<div class="muted small">{}{}</div></li>'
)
PHOTO: Final = '<li><a href="{}"><img src="{}" loading="lazy" alt="{}"></a></li>'


@register.simple_tag
def event_lines(events: Iterable[Event], code: str) -> SafeString:
    """List items of what happened with a promise on the matter ``code``."""
    return SafeString("".join(_event(one, code) for one in events))


def _event(event: Event, code: str) -> SafeString:
    pieces = SafeString("")
    if event.pieces:
        drawn = (_piece(one, code, n) for n, one in enumerate(event.pieces, start=1))
        pieces = markup('<ul class="photos">{}</ul>', SafeString("".join(drawn)))
    kind = look_of_move("commitment", event.move).kind
    who = f" · {event.who}" if event.who else ""
    day = short_day(event.at)
    return markup(EVENT, kind, event.title, event.text, pieces, day, who)


def _piece(piece: dict[str, Any], code: str, number: int) -> SafeString:
    if not piece["is_photo"]:
        return markup("<li>{} {}</li>", icon("file-earmark-text"), piece["document"])
    address = reverse("evidence_photo", args=[code, piece["pk"]])
    words = _("Photograph %(n)s of the evidence") % {"n": number}
    return markup(PHOTO, address, address, words)
