"""A text with what leads to persons marked in it, for its author to look at before sending."""

from django.utils.safestring import SafeString

from doithoai.kit.markup import markup
from doithoai.opinions.forms.privacy import told_kinds
from doithoai.opinions.privacy import found


def marked(text: str) -> SafeString:
    """HTML: ``<mark>`` around each number and name; everything else escaped."""
    drawn, at = SafeString(""), 0
    for span in found(text):
        drawn += markup("{}<mark>{}</mark>", text[at : span.start], text[span.start : span.end])
        at = span.end
    return drawn + markup("{}", text[at:])


def pointed_out(text: str) -> str:
    """“telephone number, name of a person”; empty when nothing was found."""
    return told_kinds(found(text))
