"""Letters as Outlook on a computer saves them (.msg, MS-OXMSG)."""

import struct
from datetime import UTC, date
from typing import Final

from oxmsg import Message
from oxmsg.attachment import Attachment
from oxmsg.domain.constants import PID_HTML

from doithoai.kit.apart import Wrong
from doithoai.kit.letters.charsets import decoded
from doithoai.kit.letters.days import is_likely
from doithoai.kit.letters.found import File, Found
from doithoai.kit.letters.headers import who
from doithoai.kit.letters.html import words_of_html
from doithoai.kit.letters.mime import ORNAMENT
from doithoai.kit.time import VIET_NAM, today

MAGIC: Final = b"\xd0\xcf\x11\xe0"
_BROKEN: Final = (OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError,
                  struct.error, RecursionError)  # fmt: skip
"""What a library raises for numbers that lead nowhere."""


def letter_of_outlook(data: bytes) -> Found:
    """Raises Wrong for what is no letter."""
    try:
        message = Message.load(data)
        sender, address = who(message.sender or "")
        return Found(
            message.subject, sender, address, _day(message), _text(message),
            [_file(one) for one in message.attachments],
        )  # fmt: skip
    except _BROKEN as error:
        raise Wrong("no_letter") from error


def _text(message: Message) -> str:
    plain = (message.body or "").replace("\r\n", "\n").replace("\r", "\n")
    if plain.strip():
        return plain
    page = message.properties.binary_prop_value(PID_HTML)
    if page is None:
        return words_of_html(message.html_body or "")
    try:
        return words_of_html(page.decode("utf-8"))
    except UnicodeDecodeError:
        return words_of_html(decoded(page, _charset(message)))


def _charset(message: Message) -> str | None:
    try:
        return message.properties.body_encoding
    except _BROKEN:
        return None


def _day(message: Message) -> date | None:
    moment = message.sent_date
    if moment is None:
        return None
    day = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(VIET_NAM).date()
    return day if is_likely(day, today=today()) else None


def _file(one: Attachment) -> File:
    content, kind = one.file_bytes, one.mime_type or ""
    is_ornament = kind.startswith("image/") and content is not None and len(content) < ORNAMENT
    return File(one.file_name or kind.replace("/", "-"), content, is_ornament)
