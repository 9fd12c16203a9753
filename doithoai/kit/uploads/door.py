"""The one way in for a strange file: weighed, recognised by its bytes, scanned, made anew."""

import json
import resource
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Final

from django.utils.translation import gettext as _

from doithoai.kit.apart import Wrong
from doithoai.kit.apart.process import opened_apart
from doithoai.kit.errors import Invalid, Unavailable
from doithoai.kit.uploads.scanner import prove_clean

LARGEST_FILE: Final = 15 * 1024 * 1024
ACCEPTED: Final = "image/jpeg,image/png,image/webp,application/pdf"
CPU_SECONDS: Final = 6  # a photograph takes about half of one, 60 scanned pages one
QUEUE: Final = 1.0
"""Seconds to wait behind another file: who waits keeps a thread that pages are made in."""
RETRY: Final = 5  # seconds
SUFFIXES: Final = {"photo": ".jpg", "document": ".pdf"}
_one_at_a_time = threading.BoundedSemaphore(1)  # for each web process: memory is bounded by it

type Spent = Callable[[float], None]
"""Told the processor's seconds that a file took, one that was refused too."""


@dataclass(frozen=True, slots=True)
class Remade:
    """A file of our own making; ``kind`` is ``photo`` (a JPEG) or ``document`` (a PDF).

    ``was_signed``: it came with a digital signature, which covers the bytes as they were sent and
    so is gone. Who shows the file says so.
    """

    kind: str
    content: bytes
    pages: int
    was_signed: bool = False

    @property
    def suffix(self) -> str:
        return SUFFIXES[self.kind]


def remake(
    upload: IO[bytes], size: int, *, field: str = "file", spent: Spent | None = None
) -> Remade:
    """What may be kept of a photograph or a PDF; its name and its declared type are not asked.

    Raises Invalid with advice for anything else, Unavailable when it cannot be checked now.
    """
    content = _read(upload, size, field)
    kind = _kind(content, field)
    prove_clean(content, field=field)
    return _made_apart(kind, content, field, spent)


def remake_photo(upload: IO[bytes], size: int, *, field: str = "photo") -> Remade:
    """The same where only a photograph will do."""
    content = _read(upload, size, field)
    if _kind(content, field) != "photo":
        raise Invalid(_sentence("unreadable"), field=field)
    prove_clean(content, field=field)
    return _made_apart("photo", content, field, None)


def _read(upload: IO[bytes], size: int, field: str) -> bytes:
    content = upload.read(LARGEST_FILE + 1) if size <= LARGEST_FILE else b""
    if size > LARGEST_FILE or len(content) > LARGEST_FILE:
        raise Invalid(_("The file is larger than 15 MB."), field=field)
    return content


def _kind(content: bytes, field: str) -> str:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return "photo"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "photo"
    if b"%PDF-" in content[:1024]:
        return "document"
    if content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"hevc", b"mif1", b"msf1"):
        raise Invalid(_sentence("heic"), field=field)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Invalid(_sentence("office"), field=field)
    raise Invalid(_sentence("other"), field=field)


def _made_apart(kind: str, content: bytes, field: str, spent: Spent | None) -> Remade:
    if not _one_at_a_time.acquire(timeout=QUEUE):
        raise Unavailable(_sentence("busy"), seconds=RETRY, field=field)
    before = _seconds_of_children()
    try:
        reader = f"doithoai.kit.uploads.child:{kind}"
        answer = opened_apart(reader, content, cpu_seconds=CPU_SECONDS)
    except Wrong as wrong:
        raise Invalid(_sentence(str(wrong)), field=field) from wrong
    except OSError as error:
        raise Unavailable(_sentence("later"), field=field) from error
    finally:
        seconds = _seconds_of_children() - before
        _one_at_a_time.release()
        if spent:
            spent(seconds)
    head, _end, made = answer.partition(b"\n")
    return Remade(kind, made, **json.loads(head))


def _seconds_of_children() -> float:
    """Of the processor, by those that have ended, killed ones too; a web process has no others."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _sentence(word: str) -> str:
    return {
        "unreadable": _("This file cannot be read. Please make the photograph or the PDF again."),
        "pixels": _("This picture has too many pixels. Please send a smaller one."),
        "pages": _("This document has more than 60 pages. Please send the pages that matter."),
        "encrypted": _("This document is locked. Please send it without a password."),
        "layers": _(
            "This document has hidden layers. Please print it to a new PDF as it should be seen."
        ),
        "unclean": _(
            "Hidden data in this document cannot be removed. Please print it to a new PDF or "
            "photograph the page."
        ),
        "large_inside": _("This file is too much to open. Please photograph the page instead."),
        "heic": _("This photograph is in Apple's HEIC format. Please send it as JPEG."),
        "office": _("Word, Excel and ZIP files are not taken. Please save it as a PDF."),
        "other": _("Only photographs (JPEG, PNG, WebP) and PDF documents are taken."),
        "busy": _("Another file is just being checked. Please send this one again in a moment."),
        "later": _("Files cannot be checked just now. Please try again in a few minutes."),
    }[word]
