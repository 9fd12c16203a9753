"""What a person must write for an action: something is left without the signs that nobody sees.

Forms refuse the same beside the field; a table or a program comes here without one.
"""

from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid, NotReady
from doithoai.kit.vietnamese import clean, one_line


def required_text(text: str, *, field: str, longest: int) -> str:
    """``text`` cleaned. Raises NotReady when nothing is left of it, Invalid when it is too long."""
    return _proven(clean(text), field, longest)


def required_line(text: str, *, field: str, longest: int) -> str:
    """As ``required_text``, in one line."""
    return _proven(one_line(text), field, longest)


def _proven(text: str, field: str, longest: int) -> str:
    if not text:
        raise NotReady(_("Please write a few words."), field=field)
    if len(text) > longest:
        sentence = _("Please shorten the text to %(limit)d characters.") % {"limit": longest}
        raise Invalid(sentence, field=field)
    return text
