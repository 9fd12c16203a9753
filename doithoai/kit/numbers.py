"""Numbers as they come in addresses and forms."""

from typing import Final

HIGHEST_ID: Final = 2**63 - 1
"""The highest key that a row of the database can have."""

_MOST_DIGITS: Final = len(str(HIGHEST_ID))


def whole_number(text: str, *, most: int = HIGHEST_ID) -> int | None:
    """The number that ``text`` writes in plain digits; None for anything else or above ``most``."""
    if not (text.isascii() and text.isdigit()) or len(text) > _MOST_DIGITS:
        return None
    number = int(text)
    return number if number <= most else None
