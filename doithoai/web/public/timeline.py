"""The timeline of a promise, drawn by plain functions: a promise may have many reports."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.kit.markup import markup
from doithoai.kit.templatetags.components import icon, short_day

EVENT: Final = (
    '<li class="{}"><b>{}.</b> <span class="pre">{}</span>{}'
    '<div class="muted small">{}{}</div></li>'
)
PHOTO: Final = '<li><a href="{}"><img src="{}" loading="lazy" alt="{}"></a></li>'


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened with a promise; ``kind`` colours its dot, ``pieces`` are evidence."""

    at: datetime
    kind: str
    title: str
    text: str = ""
    who: str = ""
    pieces: list[dict[str, Any]] = field(default_factory=list)


def event_lines(events: Iterable[Event], code: str) -> SafeString:
    """List items of what happened with a promise on the matter ``code``."""
    return SafeString("".join(_event(one, code) for one in events))


def _event(event: Event, code: str) -> SafeString:
    pieces = SafeString("")
    if event.pieces:
        drawn = (_piece(one, code, n) for n, one in enumerate(event.pieces, start=1))
        pieces = markup('<ul class="photos">{}</ul>', SafeString("".join(drawn)))
    who = f" · {event.who}" if event.who else ""
    day = short_day(event.at)
    return markup(EVENT, event.kind, event.title, event.text, pieces, day, who)


def _piece(piece: dict[str, Any], code: str, number: int) -> SafeString:
    if not piece["is_photo"]:
        return markup("<li>{} {}</li>", icon("file-earmark-text"), piece["document"])
    address = reverse("evidence_photo", args=[code, piece["pk"]])
    words = _("Photograph %(n)s of the evidence") % {"n": number}
    return markup(PHOTO, address, address, words)
