"""A letter on its way into a form: a saved file, or what was copied from a page that shows it."""

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from doithoai.kit.apart import Wrong
from doithoai.kit.apart.process import opened_apart
from doithoai.kit.errors import Invalid, Unavailable
from doithoai.kit.letters.quotes import bare_words
from doithoai.kit.time import today
from doithoai.kit.vietnamese import clean, one_line

MAX_BYTES: Final = 26 * 2**20
"""What the large providers let through: 25 MB, and how it is packed."""
ACCEPTED: Final = ".eml,.msg,message/rfc822,application/vnd.ms-outlook"
RETRY: Final = 5  # seconds
QUEUE: Final = 3.0
"""Seconds to wait behind another letter; most take half of one."""
_one_at_a_time = threading.BoundedSemaphore(1)  # for each web process: memory is bounded by it
_PREFIX: Final = re.compile(r"(?:\s*(?:re|fwd?|tr|trả lời|chuyển tiếp)\s*:)+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file in a letter. ``content`` is None when it cannot be taken out.

    ``is_ornament``: a small picture within the words, such as a logo.
    """

    name: str
    content: bytes | None
    is_ornament: bool


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """``sender``, ``address`` and ``text`` may be empty; ``text`` begins with the subject.

    ``taken_off``: what of the letter is not in ``text``: quotes, heads, footers.
    ``is_passed_on``: sender, day and words are those of a letter that another one brought.
    ``more_files``: how many were not even counted among ``files``.
    """

    sender: str
    address: str
    sent_on: date | None
    text: str
    taken_off: tuple[str, ...] = ()
    is_passed_on: bool = False
    files: tuple[Enclosure, ...] = ()
    more_files: int = 0


def read_letter(data: bytes) -> Letter:
    """Of a file .eml or .msg; what it is, is told by its bytes.

    Raises Invalid for what is no letter, is too large, or says nothing and brings nothing;
    Unavailable when it cannot be read now.
    """
    if len(data) > MAX_BYTES:
        raise Invalid(_("The e-mail is larger than 25 MB."), field="file")
    head, _end, contents = _opened(data).partition(b"\n")
    letter = _letter(json.loads(head), contents)
    if not letter.text and not letter.files:
        raise Invalid(_sentence("no_letter"), field="file")
    return letter


def _opened(data: bytes) -> bytes:
    if not _one_at_a_time.acquire(timeout=QUEUE):
        sentence = _("Another file is just being checked. Please send this one again in a moment.")
        raise Unavailable(sentence, seconds=RETRY, field="file")
    try:
        return opened_apart("doithoai.kit.letters.opening:plain", data)
    except Wrong as wrong:
        raise Invalid(_sentence(str(wrong)), field="file") from wrong
    except OSError as error:
        sentence = _("Files cannot be checked just now. Please try again in a few minutes.")
        raise Unavailable(sentence, seconds=RETRY, field="file") from error
    finally:
        _one_at_a_time.release()


def read_pasted(text: str) -> Letter:
    """Of what was copied from a page that shows a letter, with its head or without.

    Raises Invalid when nothing is left of it.
    """
    bare = bare_words(clean(text), today=today())
    head = bare.head
    told = {"subject": head.subject if head else "", "text": bare.words}
    words = _said(told)
    if not words:
        raise Invalid(_("There are no words in it."), field="pasted")
    empty = Letter("", "", None, words, bare.taken_off)
    if head is None:
        return empty
    return replace(empty, sender=one_line(head.name), address=head.address, sent_on=head.sent_on)


def _letter(told: dict[str, object], contents: bytes) -> Letter:
    files, start = [], 0
    for name, size, is_ornament in told["files"]:  # type: ignore[attr-defined]
        content = None if size is None else contents[start : start + size]
        start += size or 0
        files.append(Enclosure(one_line(name) or "…", content, is_ornament))
    day = told["sent_on"]
    return Letter(
        one_line(str(told["sender"])),
        one_line(str(told["address"])),
        date.fromisoformat(str(day)) if day else None,
        _said(told),
        tuple(clean(one) for one in told["taken_off"]),  # type: ignore[attr-defined]
        bool(told["is_passed_on"]),
        tuple(files),
        int(str(told["more_files"])),
    )


def _said(told: Mapping[str, object]) -> str:
    """Subject and words; a subject that the words begin with is not said twice."""
    subject = _PREFIX.sub("", one_line(str(told["subject"])))
    text = clean(str(told["text"]))
    if text.startswith(subject):
        return text
    return f"{subject}\n\n{text}".strip()


def _sentence(word: str) -> str:
    return {
        "no_letter": _("This file is not an e-mail."),
        "large_inside": _("This e-mail is too much to open. Please copy its words instead."),
    }[word]
