"""Letters as they travel (.eml, RFC 5322 and MIME), broken ones too."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from doithoai.kit.apart import Wrong
from doithoai.kit.letters.charsets import decoded, header_text
from doithoai.kit.letters.days import is_likely
from doithoai.kit.letters.found import File, Found
from doithoai.kit.letters.html import words_of_html
from doithoai.kit.time import VIET_NAM, today

ORNAMENT: Final = 20 * 1024
"""Bytes; a photograph of anything is larger."""
STUB: Final = 4
"""The plain words are no more than a note when the HTML says so many times as much."""
_HEADERS: Final = ("from", "subject", "date", "received", "message-id", "content-type")
_LEAST_HEADERS: Final = 2
_KEPT_AS: Final = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf",
                   "message/rfc822": ".eml", "text/calendar": ".ics"}  # fmt: skip


@dataclass(slots=True)
class _Part:
    """What lies in a part: its words, its files, the letters in it."""

    words: list[str] = field(default_factory=list)
    files: list[File] = field(default_factory=list)
    letters: list[Message] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n\n".join(filter(None, (one.strip("\n") for one in self.words)))


def letter_of_mail(data: bytes) -> Found:
    """Raises Wrong for what is no letter."""
    try:
        message = message_from_bytes(data)
        if sum(name in message for name in _HEADERS) < _LEAST_HEADERS:
            raise Wrong("no_letter")
        return _found(message)
    except RecursionError as error:  # a thousand parts within each other
        raise Wrong("no_letter") from error


def _found(message: Message) -> Found:
    part = _read(message)
    sender, address = _sender(message)
    inner = _found(part.letters[0]) if part.letters else None
    others = [File(f"{_header(one, 'Subject')[:80]}.eml", None) for one in part.letters[1:]]
    return Found(
        _header(message, "Subject"), sender, address, _day(message),
        part.text, [*part.files, *others], inner,
    )  # fmt: skip


def _read(part: Message) -> _Part:
    kind = part.get_content_type()
    if kind == "message/rfc822" and isinstance(part.get_payload(), list):
        return _Part(letters=list(_children(part)))
    if part.is_multipart():
        inside = [(child.get_content_type(), _read(child)) for child in _children(part)]
        whole = _Part(
            files=[file for _kind, one in inside for file in one.files],
            letters=[letter for _kind, one in inside for letter in one.letters],
        )
        is_choice = kind == "multipart/alternative"
        whole.words = [_chosen(inside)] if is_choice else [one.text for _kind, one in inside]
        return whole
    if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
        return _Part(words=[_words(part, kind)])
    return _Part(files=[_file(part, kind)])


def _children(part: Message) -> Iterator[Message]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (one for one in payload if isinstance(one, Message))


def _chosen(inside: list[tuple[str, _Part]]) -> str:
    """Of several versions of the same words the plain one, unless it says next to nothing."""
    plain = "\n".join(one.text for kind, one in inside if kind == "text/plain")
    rich = next((one.text for kind, one in inside if kind != "text/plain" and one.text), "")
    return rich if len(plain.split()) * STUB < len(rich.split()) or not plain.strip() else plain


def _words(part: Message, kind: str) -> str:
    content = _content(part)
    text = decoded(content, part.get_content_charset()).replace("\r\n", "\n").replace("\r", "\n")
    return words_of_html(text) if kind == "text/html" else text


def _file(part: Message, kind: str) -> File:
    name = part.get_filename("")
    content = _content(part)
    is_ornament = (
        kind.startswith("image/")
        and len(content) < ORNAMENT
        and (part.get_content_disposition() == "inline" or "content-id" in part)
    )
    shown = header_text(name) if name else kind.replace("/", "-") + _KEPT_AS.get(kind, "")
    return File(shown, content, is_ornament)


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: Message, name: str) -> str:
    """As it stands in the letter; compat32 hands out another thing for what is not ASCII."""
    for known, value in message.raw_items():
        if known.lower() == name.lower():
            return header_text(str(value)).strip()
    return ""


def _sender(message: Message) -> tuple[str, str]:
    raw = next((str(value) for name, value in message.raw_items() if name.lower() == "from"), "")
    name, address = parseaddr(raw.replace("\n", " ").replace("\r", " "))
    return header_text(name).strip(" \"'"), address if "@" in address else ""


def _day(message: Message) -> date | None:
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
        day = (moment.astimezone(VIET_NAM) if moment.tzinfo else moment).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return day if is_likely(day, today=today()) else None
