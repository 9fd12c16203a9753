"""What ``kit/apart`` does to a letter: a line of JSON, then the bytes of its files.

The line has the fields of ``letter.Letter``; ``sent_on`` as ``2026-11-28``, each of ``files`` with
its length, None when it cannot be taken out.
"""

import json
from typing import Any, Final

from doithoai.kit.letters.found import File, Found
from doithoai.kit.letters.mime import letter_of_mail
from doithoai.kit.letters.outlook import MAGIC, letter_of_outlook
from doithoai.kit.letters.quotes import COVER, Bare, bare_words
from doithoai.kit.time import today
from doithoai.kit.vietnamese import visible

LONGEST: Final = 100_000
"""Characters of the words and of what was taken off; no opinion may have a tenth of it."""
LONGEST_NAME: Final = 120
MOST_FILES: Final = 50


def plain(data: bytes) -> bytes:
    """Raises Wrong for what is no letter."""
    found = letter_of_outlook(data) if data.startswith(MAGIC) else letter_of_mail(data)
    told, files = _told(found)
    return json.dumps(told).encode() + b"\n" + b"".join(one.content or b"" for one in files)


def _told(found: Found) -> tuple[dict[str, Any], list[File]]:
    """Of a letter that lies in another as a file, when the outer one hardly says anything."""
    bare = bare_words(_text(found), subject=found.subject, today=today())
    inner = found.inner
    if inner and len(bare.words.split()) < COVER:
        inner.files += found.files
        told, files = _told(inner)
        told["is_passed_on"] = True
        told["taken_off"] = _cut([bare.words, *bare.taken_off, *told["taken_off"]])
        return told, files
    files = [*found.files, *([File(f"{inner.subject}.eml", None)] if inner else [])]
    return _fields(found, bare, files), files[:MOST_FILES]


def _fields(found: Found, bare: Bare, files: list[File]) -> dict[str, Any]:
    head = bare.head
    sent_on = head.sent_on if head else found.sent_on
    return {
        "subject": visible((head and head.subject) or found.subject)[:500],
        "sender": visible(head.name if head else found.sender)[:500],
        "address": head.address if head else found.address,
        "sent_on": sent_on.isoformat() if sent_on else None,
        "text": bare.words[:LONGEST],
        "taken_off": _cut(list(bare.taken_off)),
        "is_passed_on": head is not None,
        "files": [
            (one.name[:LONGEST_NAME], None if one.content is None else len(one.content),
             one.is_ornament)
            for one in files[:MOST_FILES]
        ],
        "more_files": max(0, len(files) - MOST_FILES),
    }  # fmt: skip


def _text(found: Found) -> str:
    return visible(found.text.replace("\xa0", " "))[: 2 * LONGEST]


def _cut(pieces: list[str]) -> list[str]:
    left, kept = LONGEST, []
    for piece in pieces:
        kept.append(piece[:left])
        left -= len(kept[-1])
    return [piece for piece in kept if piece]
