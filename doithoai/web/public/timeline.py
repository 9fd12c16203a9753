"""The timeline of a promise and the voices on a matter, drawn by plain functions."""

from collections.abc import Iterable
from typing import Any, Final

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.kit.markup import markup
from doithoai.kit.templatetags.components import icon, short_day
from doithoai.opinions.models import Channel
from doithoai.web.public.facts import Voice
from doithoai.web.public.story import Event

EVENT: Final = (
    '<li class="{}"><b>{}.</b> <span class="pre">{}</span>{}'
    '<div class="muted small">{}{}</div></li>'
)
PHOTO: Final = '<li><a href="{}"><img src="{}" loading="lazy" alt="{}"></a></li>'
QUOTE: Final = (
    '<div class="quote"><div class="muted small">{}, {}, {}</div><div class="pre">{}</div></div>'
)
ANSWER: Final = (
    '<div class="quote answer"><div class="muted small">{}{}</div><div class="pre">{}</div></div>'
)


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


def voice_lines(voices: Iterable[Voice]) -> SafeString:
    """The words of opinions that may be read, each followed by the answer given to it."""
    channels = {one.value: str(one.label) for one in Channel}
    return SafeString("".join(_voice(one, channels[one.channel]) for one in voices))


def _voice(voice: Voice, channel: str) -> SafeString:
    quote, answer = SafeString(""), SafeString("")
    if voice.quote:
        someone = _("Someone")
        who = _("Someone of %(place)s") % {"place": voice.place} if voice.place else someone
        quote = markup(QUOTE, who, short_day(voice.at), channel, voice.quote)
    if voice.answer:
        who = _("%(who)s answered at the dialogue") % {"who": voice.answered_by}
        on = markup(", {}", short_day(voice.answered_at)) if voice.answered_at else ""
        answer = markup(ANSWER, who, on, voice.answer)
    return SafeString(quote + answer)
