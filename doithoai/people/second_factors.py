"""Second factors of officials, sealed under the vault's outer key: allauth's adapter for them.

A copy of the database makes no one-time code. A passkey's public key is no secret and stays as it
is. OWASP ASVS 5, 6.5 and 13.3.
"""

import base64
from typing import Any, Final

from allauth.mfa.adapter import DefaultMFAAdapter

from doithoai.kit.sealing import Keyring, Sealed, rewrapped, seal, unseal
from doithoai.people.actions.vault import keyring

PURPOSE: Final = "second factor"
SEALED: Final = frozenset({"secret", "seed", "migrated_codes"})
"""What of allauth's data of a factor is a secret; the rest counts and names."""


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # the package ships no types
    def encrypt(self, text: str) -> str:
        return sealed_text(text, keyring())

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(as_sealed(encrypted_text), PURPOSE, keyring()).decode()


def sealed_text(text: str, ring: Keyring) -> str:
    return as_text(seal(text.encode(), PURPOSE, ring))


def as_text(box: Sealed) -> str:
    """``OUTER_KEY.WRAPPED.SEALED``, the last two in base 64."""
    return ".".join([box.outer_key, *(_letters(part) for part in (box.wrapped_key, box.sealed))])


def as_sealed(text: str) -> Sealed:
    outer, wrapped, sealed = text.split(".")
    return Sealed(outer, base64.b64decode(wrapped), base64.b64decode(sealed))


def _letters(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def rewrapped_factors(data: dict[str, Any], ring: Keyring) -> dict[str, Any]:
    """What allauth keeps of a factor, its sealed texts under the active outer key."""
    anew = {name: _rewrapped(data[name], ring) for name in SEALED & data.keys()}
    return {**data, **anew}


def outer_keys_of(data: dict[str, Any]) -> set[str]:
    """The outer keys that are needed to open a factor."""
    return {text.partition(".")[0] for name in SEALED & data.keys() for text in _texts(data[name])}


def _rewrapped(value: Any, ring: Keyring) -> Any:
    if isinstance(value, list):
        return [_rewrapped(one, ring) for one in value]
    return as_text(rewrapped(as_sealed(value), ring))


def _texts(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]
