"""A proof of work: a signed challenge that a browser solves; the server keeps nothing of it.

Challenge: ``bits.expires.unit.mac`` (the mac also covers the form's client key). Its solution is a
number so that SHA-256 of ``challenge:number`` begins with ``bits`` zero bits.
"""

import hashlib
import hmac
from typing import Final
from uuid import UUID

from django.conf import settings

from doithoai.kit.time import now

GOOD_FOR: Final = 60 * 60  # seconds
SLACK: Final = 3  # bits; the load may rise while a phone works
LONGEST: Final = 200
BLOCK: Final = 64
"""Bytes that SHA-256 works through at once: ``challenge:`` is as long, so a browser hashes it once
and then one block for each number that it tries.
"""


def challenge(*, unit: int, client_key: UUID, bits: int) -> str:
    head = f"{bits}.{int(now().timestamp()) + GOOD_FOR}.{unit}"
    return f"{head}.{_mac(head, client_key)}"


def is_solved(given: str, number: str, *, unit: int, client_key: UUID, bits: int) -> bool:
    """Whether the challenge is ours, for this form and unit, not expired, hard enough, solved."""
    head, _dot, mac = given[:LONGEST].rpartition(".")
    if not hmac.compare_digest(mac.encode(), _mac(head, client_key).encode()):
        return False
    asked, expires, of_unit = (int(part) for part in head.split("."))
    if of_unit != unit or expires < now().timestamp() or asked < bits - SLACK:
        return False
    digest = hashlib.sha256(f"{given}:{number[:LONGEST]}".encode(errors="replace")).digest()
    return int.from_bytes(digest) >> (256 - asked) == 0


def _mac(head: str, client_key: UUID) -> str:
    text = f"proof:{head}:{client_key.hex}".encode(errors="replace")
    mac = hmac.new(settings.SECRET_KEY.encode(), text, "sha256").hexdigest()
    return mac[: BLOCK - len(head) - len(".:")]
