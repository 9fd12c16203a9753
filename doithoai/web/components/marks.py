"""Words marked in a text: what leads to persons, for its author; what was asked for, in a list."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from doithoai.finding.highlight import asked_spans
from doithoai.language.privacy import Span
from doithoai.web.components.markup import markup

register = template.Library()


@register.simple_tag
def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """The text with ``<mark>`` around what was found in it; all else escaped."""
    return _marked(text, ((span.start, span.end) for span in spans))


def highlighted(text: str, typed: str) -> SafeString:
    """The text with ``<mark>`` around the words that were typed; all else escaped."""
    return _marked(text, asked_spans(text, typed))


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    drawn, at = SafeString(""), 0
    for start, end in spans:
        drawn += markup("{}<mark>{}</mark>", text[at:start], text[start:end])
        at = end
    return drawn + markup("{}", text[at:])
