"""Codes that people write on paper, read over the telephone and type again.

Crockford's base 32 (no I, L, O, U); what is typed is read leniently.
"""

import re
import secrets
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
STEADY: Final = "".join(one for one in ALPHABET if one not in "AEYDW")
"""What Telex, VNI and VIQR leave alone: they begin with a vowel, D or W."""
_NEITHER: Final = re.compile(r"[^A-Z0-9]+")
_LENIENT: Final = str.maketrans("OIL", "011")


def random_letters(number: int) -> str:
    """So many of ``STEADY``, of 4.75 bits each."""
    return "".join(secrets.choice(STEADY) for _ in range(number))


def normalised(typed: str) -> str:
    """Upper case letters and digits only, with O, I and L read as 0, 1 and 1 after the prefix."""
    bare = _NEITHER.sub("", typed.upper())
    return bare[:2] + bare[2:].translate(_LENIENT)


def as_printed(typed: str) -> str:
    """``PP-XXXX-XXXX-XXXX`` for a code of a prefix and twelve letters, however it was typed."""
    bare = normalised(typed)
    return "-".join((bare[:2], bare[2:6], bare[6:10], bare[10:]))
