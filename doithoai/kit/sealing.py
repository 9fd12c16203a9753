"""Sealed boxes: what is inside can be read only with a key that lies outside the database.

Every box has a key of its own (AES-256-GCM). That key is wrapped by an outer key from a folder;
several outer keys may lie there, the last by name seals. A new outer key needs no content to be
touched: only the small keys are wrapped anew. Who deletes a box destroys its key.
"""

import hmac
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from doithoai.config.home import make_secret, secret
from doithoai.kit.errors import Refused

PREFIX: Final = "vault_"
RETIRED: Final = "retired_"
NONCE: Final = 12
KEY: Final = 32


class KeyMissing(Refused):
    """The outer key with which a box was sealed is not in the folder, or is another one."""

    status = 503


@dataclass(frozen=True, slots=True)
class Sealed:
    """``sealed``: nonce and ciphertext; ``wrapped_key``: nonce and the box's key, encrypted."""

    outer_key: str
    wrapped_key: bytes
    sealed: bytes


class Keyring:
    """The outer keys in ``home/secrets``: ``vault_0001``, ``vault_0002``, …"""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._keys: dict[str, bytes] = {}

    @property
    def names(self) -> list[str]:
        """All in the order in which they were made; read anew, for another process may add one."""
        return sorted(path.name for path in self._paths() if not path.name.startswith("."))

    @property
    def active(self) -> str:
        """The key that seals; the first one is made when there is none."""
        names = self.names
        if not names:
            self._key_text(f"{PREFIX}0001")
            names = self.names
        return names[-1]

    def add(self) -> str:
        """A new outer key, which seals from now on. Two who add at once add the same one."""
        name = f"{PREFIX}{int(self.active.removeprefix(PREFIX)) + 1:04d}"
        make_secret(self._home, name)
        return name

    def retire(self, name: str) -> None:
        """Put a key aside, so that nothing is opened with it; needed only for old backups."""
        folder = self._home / "secrets"
        (folder / name).rename(folder / f"{RETIRED}{name}")
        self._keys.pop(name, None)

    def key(self, name: str) -> bytes:
        """32 bytes. Raises KeyMissing when the folder has no such key."""
        if name not in self._keys:
            if name not in self.names:
                raise KeyMissing(_("A key of the vault is missing. Please tell the administrator."))
            self._keys[name] = sha256(self._key_text(name).encode()).digest()
        return self._keys[name]

    def _paths(self) -> Iterator[Path]:
        return (self._home / "secrets").glob(f"{PREFIX}[0-9]*")

    def _key_text(self, name: str) -> str:
        return secret(self._home, name)


def seal(plain: bytes, purpose: str, ring: Keyring) -> Sealed:
    """``purpose`` binds the box to what it is for: under another one it does not open."""
    key, outer = secrets.token_bytes(KEY), ring.active
    return Sealed(outer, _encrypt(ring.key(outer), key, outer), _encrypt(key, plain, purpose))


def unseal(box: Sealed, purpose: str, ring: Keyring) -> bytes:
    """What was sealed. Raises KeyMissing when the outer key, the box or the purpose is another."""
    try:
        return _decrypt(_inner_key(box, ring), box.sealed, purpose)
    except InvalidTag as error:
        raise KeyMissing(
            _("The vault does not open with the keys at hand. Please tell the administrator.")
        ) from error


def rewrapped(box: Sealed, ring: Keyring) -> Sealed:
    """The same box under the active outer key; raises KeyMissing as ``unseal`` does."""
    try:
        key = _inner_key(box, ring)
    except InvalidTag as error:
        raise KeyMissing(
            _("The vault does not open with the keys at hand. Please tell the administrator.")
        ) from error
    outer = ring.active
    return Sealed(outer, _encrypt(ring.key(outer), key, outer), box.sealed)


def blind_index(key: str, kind: str, text: str) -> bytes:
    """32 bytes by which ``text`` is found again, from which it cannot be read."""
    return hmac.digest(key.encode(), f"{kind}:{text}".encode(), "sha256")


def _inner_key(box: Sealed, ring: Keyring) -> bytes:
    return _decrypt(ring.key(box.outer_key), box.wrapped_key, box.outer_key)


def _encrypt(key: bytes, plain: bytes, bound_to: str) -> bytes:
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def _decrypt(key: bytes, sealed: bytes, bound_to: str) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())
