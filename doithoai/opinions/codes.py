"""Codes that people write on paper and read over the telephone.

How they look: ``kit.codes``. A matter's code is public.
A receipt code is its author's key to one opinion: it is derived from the client key and a secret
outside the database. The database keeps of both only marks made with that secret, so a copy of the
database gives nobody the right to speak for an author, and a repeated sending gets the same code
again.
"""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from doithoai.kit.codes import ALPHABET, normalised, random_letters
from doithoai.kit.vietnamese import normalized

RECEIPT_PREFIX = "YK"
"""Receipt codes have all letters, not the steady ones alone: twelve of these would be 57 bits, and
a form that is sent again must get its old code."""


def receipt_code(client_key: UUID) -> str:
    """``YK-XXXX-XXXX-XXXX`` (60 bits) for this client key."""
    number = int.from_bytes(_hmac("receipt", client_key.hex)[:8]) >> 4
    letters = "".join(ALPHABET[number >> shift & 31] for shift in range(55, -5, -5))
    return "-".join((RECEIPT_PREFIX, letters[:4], letters[4:8], letters[8:]))


def receipt_digest(typed: str) -> bytes:
    """32 bytes under which the database knows a receipt, however it was typed."""
    return _hmac("digest", normalised(typed))


def client_mark(client_key: UUID) -> bytes:
    """32 bytes by which the database knows a client key again, without holding it."""
    return _hmac("client", client_key.hex)


def line_mark(line: UUID) -> bytes:
    """32 bytes by which a line of an office's table is known again."""
    return _hmac("line", line.hex)


def letter_mark(name: str) -> bytes:
    """32 bytes by which a letter of a mailbox is known again; ``name``: Message-ID and words."""
    return _hmac("letter", hashlib.sha256(name.encode()).hexdigest())


def letter_key(mark: bytes) -> UUID:
    """The client key of the opinion in this letter: whoever enters it, it is one opinion."""
    return UUID(bytes=_hmac("key of letter", mark.hex())[:16])


def words_mark(words: str) -> bytes:
    """32 bytes that tell whether the same was said again; whoever guesses cannot try them out."""
    return _hmac("words", hashlib.sha256(words.encode()).hexdigest())


def matter_code(unit_name: str) -> str:
    """A new random code such as ``KT-7F3KQ`` for a matter of this unit."""
    return f"{_initials(unit_name)}-{random_letters(5)}"


def is_receipt(typed: str) -> bool:
    """Whether it has the form of a receipt code: the prefix and twelve letters or digits."""
    bare = normalised(typed)
    return bare.startswith(RECEIPT_PREFIX) and len(bare) == 14


def _initials(name: str) -> str:
    plain = normalized("NFD", name.upper().replace("Đ", "D"))
    words = "".join(c if c.isascii() and c.isalnum() else " " * c.isspace() for c in plain).split()
    return "".join(word[0] for word in words[-2:]).rjust(2, "X")


def _hmac(purpose: str, text: str) -> bytes:
    return hmac.digest(settings.RECEIPT_KEY.encode(), f"{purpose}:{text}".encode(), "sha256")
