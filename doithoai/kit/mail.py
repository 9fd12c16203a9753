"""What a saved e-mail (.eml, RFC 5322) says and who sent it."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Final

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from doithoai.kit.errors import Invalid
from doithoai.kit.vietnamese import clean, one_line

MAX_BYTES: Final = 10 * 2**20


@dataclass(frozen=True, slots=True)
class Mail:
    """``sender`` and ``address`` may be empty; ``text`` begins with the subject."""

    sender: str
    address: str
    text: str


def read_mail(data: bytes) -> Mail:
    """Raises Invalid for what is no e-mail, is too large, or says nothing."""
    if len(data) > MAX_BYTES:
        raise Invalid(_("The e-mail is larger than 10 MB."), field="file")
    try:
        message = message_from_bytes(data, policy=policy.default)
        sender, address = parseaddr(str(message.get("From", "")))
        said = [str(message.get("Subject", "")), _body(message)]
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise Invalid(_("This file is not an e-mail."), field="file") from error
    text = "\n\n".join(filter(None, (clean(part) for part in said)))
    if not message.keys() or not text:
        raise Invalid(_("This file is not an e-mail."), field="file")
    return Mail(one_line(sender), address, text)


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    words = str(part.get_content())
    return strip_tags(words) if part.get_content_type() == "text/html" else words
