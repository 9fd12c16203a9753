"""Sessions of which the database holds nothing that opens one: Django's session engine.

The key that a browser carries is nowhere in the database: a session lies under an HMAC of it, and
what it holds is sealed (AES-GCM) with a key made of both the browser's key and a secret outside the
database. OWASP ASVS 5, 7.2.
"""

import base64
import binascii
import hmac
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.contrib.sessions.serializers import JSONSerializer
from django.utils import timezone

NONCE = 12
COLUMN = 40
"""Characters of ``session_key``: 160 bits in hexadecimal."""


class SessionStore(db.SessionStore):
    """As Django's; a session whose content does not open is an empty one."""

    def load(self) -> dict[str, Any]:
        carried = self.session_key or ""
        lies_under = {"session_key": stored_key(carried), "expire_date__gt": timezone.now()}
        if found := Session.objects.filter(**lies_under).first():
            return self.decode(found.session_data)
        self._session_key = None
        return {}

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        return Session(
            session_key=stored_key(self.session_key or ""),  # save() gave it one
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            super().delete(stored_key(key))

    def encode(self, session_dict: dict[str, Any]) -> str:
        nonce = secrets.token_bytes(NONCE)
        plain = JSONSerializer().dumps(session_dict)
        sealed = _cipher(self.session_key or "").encrypt(nonce, plain, None)
        return base64.b64encode(nonce + sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            raw = base64.b64decode(session_data, validate=True)
            plain = _cipher(self.session_key or "").decrypt(raw[:NONCE], raw[NONCE:], None)
        except (binascii.Error, InvalidTag, ValueError):
            return {}
        opened: dict[str, Any] = JSONSerializer().loads(plain)
        return opened


def stored_key(carried: str) -> str:
    """What stands in the database for the key that a browser carries."""
    return _mac("session", carried).hex()[:COLUMN]


def _cipher(carried: str) -> AESGCM:
    return AESGCM(_mac("content", carried))


def _mac(purpose: str, carried: str) -> bytes:
    text = f"{purpose}:{carried}".encode(errors="replace")
    return hmac.digest(settings.SECRET_KEY.encode(), text, "sha256")
