"""What was said about a matter, answered and concluded, drawn by plain functions."""

from collections.abc import Iterable
from typing import Final

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doithoai.conclusions.models import Outcome
from doithoai.dialogues.lifecycle import DialogueState
from doithoai.dossiers.matter import Concluded, Held, Voice
from doithoai.opinions.models import Channel
from doithoai.places.rules import within_sentence
from doithoai.web.components.addresses import address_of
from doithoai.web.components.basics import short_day
from doithoai.web.components.looks import look_of
from doithoai.web.components.markup import markup

register = template.Library()

QUOTE: Final = (
    '<div class="quote"><div class="muted small">{}, {}, {}</div><div class="pre">{}</div></div>'
)
ANSWER: Final = (
    '<div class="quote answer"><div class="muted small">{}</div><div class="pre">{}</div></div>'
)
CONCLUDED: Final = '{} · <a href="{}">{}</a>, {}{}'
HELD: Final = '<li class="{}"><a href="{}">{}</a><div class="muted small">{} · {}</div></li>'
PLANNED: Final = '<li class="doing">{}</li>'


@register.simple_tag
def voice_lines(voices: Iterable[Voice]) -> SafeString:
    """The words of opinions that may be read, each followed by the answer given to it."""
    channels = {one.value: str(one.label) for one in Channel}
    return SafeString("".join(_voice(one, channels[one.channel]) for one in voices))


def someone(place: str) -> str:
    """“Một người dân thôn Tam Đoài”; of a place or, where it is "", of none."""
    named = within_sentence(place)
    return _("Someone of %(place)s") % {"place": named} if place else _("Someone")


def _voice(voice: Voice, channel: str) -> SafeString:
    quote, answer = SafeString(""), SafeString("")
    if voice.quote:
        quote = markup(QUOTE, someone(voice.place), short_day(voice.at), channel, voice.quote)
    if voice.answer:
        who = _("%(who)s answered at the dialogue") % {"who": voice.answered_by}
        on = markup(", {}", short_day(voice.answered_at)) if voice.answered_at else ""
        answer = answer_box(markup("{}{}", who, on), voice.answer)
    return SafeString(quote + answer)


@register.simple_tag
def answer_lines(answers: Iterable[Concluded]) -> SafeString:
    """What conclusions said without giving out work."""
    return SafeString("".join(_concluded(one) for one in answers))


def _concluded(one: Concluded) -> SafeString:
    head = markup(
        CONCLUDED,
        Outcome(one.outcome).label,
        address_of("dialogue").format(one.dialogue),
        one.number,
        short_day(one.published_at),
        f" · {one.receiver}" if one.receiver else "",
    )
    return answer_box(head, one.text)


@register.simple_tag
def dialogue_lines(dialogues: Iterable[Held]) -> SafeString:
    """The dialogues to which the matter was put; a plan is not told before its notice."""
    return SafeString("".join(_held(one) for one in dialogues))


def _held(one: Held) -> SafeString:
    if one.state == DialogueState.PLANNED:
        return markup(PLANNED, _("On the agenda of a dialogue; its notice follows"))
    kind = look_of(DialogueState(one.state)).kind
    address = address_of("dialogue").format(one.pk)
    return markup(HELD, kind, address, one.title, short_day(one.starts_at), one.unit)


def answer_box(head: SafeString | str, text: str) -> SafeString:
    """What leaders answered or concluded, under a line that says who and when."""
    return markup(ANSWER, head, text)
