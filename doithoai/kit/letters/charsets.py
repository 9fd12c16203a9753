"""Bytes of a letter as text, whatever its sender's program said of them."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from typing import Final

FALLBACKS: Final = ("utf-8", "cp1258")
"""For what is named wrongly or not at all; the second is the Windows code page of Viet Nam."""
_TCVN_NAMES: Final = re.compile(r"(x-)?(viet-?)?tcvn")
_TCVN: Final = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323"
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
"""TCVN 5712, 0x80 to 0xFF: no codec of Python's knows it."""


def decoded(content: bytes, charset: str | None) -> str:
    """Never fails: what no charset explains becomes ``\ufffd``."""
    if charset and _TCVN_NAMES.match(charset.lower()):
        return "".join(chr(one) if one < 0x80 else _TCVN[one - 0x80] for one in content)
    named = () if charset in (None, "us-ascii") else (charset,)
    for name in (*named, *FALLBACKS):
        try:
            return content.decode(name)
        except (LookupError, ValueError):  # no such charset, or no text
            continue
    return content.decode("latin-1")


def header_text(raw: str) -> str:
    """A header as people read it; ``raw`` may hold bytes as lone surrogates."""
    plain = decoded(raw.encode("utf-8", "surrogateescape"), None)
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, ValueError):
        return plain
    return "".join(
        piece if isinstance(piece, str) else decoded(piece, charset) for piece, charset in pieces
    )
